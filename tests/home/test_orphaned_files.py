"""Files that belong to nothing are taken away at night; nothing else is."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from time import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from home import orphaned_files
from home.orphaned_files import TooManyOrphansError, forget_orphaned_files, named_files
from stories.consent.consent_records import Said, record
from stories.models.consent import Consent
from tests.factories import SmallSite, make_picture, make_story
from tests.stories.people import make_person, put_into

DAYS = 24 * 60 * 60
Write = Callable[[str, str], str]


@pytest.fixture
def write(settings, tmp_path: Path) -> Write:
    """Write a file into a storage of this test's own, three days ago, and return its name."""
    settings.STORAGES = settings.STORAGES | {
        alias: {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / alias}}
        for alias in ("default", "evidence")
    }

    def make(alias: str, name: str) -> str:
        stored = storages[alias].save(name, ContentFile(b"words"))
        age(storages[alias], stored)
        return stored

    return make


def age(storage: Storage, name: str, days: int = 3) -> None:
    os.utime(storage.path(name), (time() - days * DAYS,) * 2)


def test_a_file_without_a_row_goes_and_the_others_stay(db: None, write: Write) -> None:
    picture = make_picture()
    age(storages["default"], picture.file.name)
    orphan, card = write("default", "originals/deep/orphan.jpg"), write("default", "cards/drawn.png")
    evidence = write("evidence", "consent/unknown.pdf")
    young = storages["default"].save("originals/young.jpg", ContentFile(b"words"))
    forget_orphaned_files({})
    left = [storages["default"].exists(name) for name in (picture.file.name, orphan, card, young)]
    assert left == [True, False, True, True]
    assert not storages["evidence"].exists(evidence)


def test_evidence_of_a_consent_is_known(site_tree: SmallSite) -> None:
    """Every file of every model is, whichever storage its field has."""
    story, person = make_story(site_tree.stories["en"]), make_person()
    put_into(story, person, agreed=False)
    evidence = ContentFile(b"signed", "signed.pdf")
    record(person, story.translation_key, Said(frozenset({"website"}), how="paper", evidence=evidence))
    assert Consent.objects.get().evidence.name in named_files()


def test_nothing_goes_where_the_database_is_the_wrong_one(
    db: None, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orphaned_files, "MOST", 3)
    names = [write("default", f"originals/{number}.jpg") for number in range(4)]
    with pytest.raises(TooManyOrphansError, match="4 of 4"):
        forget_orphaned_files({})
    assert all(storages["default"].exists(name) for name in names)
