"""What the night and `manage.py check_trees` find between the languages' trees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from languages.checking import findings
from languages.models import RevisionText, TranslationStatus
from languages.models.translation_status import TranslationState
from languages.state import refresh_all
from tests.factories import SmallSite, make_standard_page, make_story
from tests.languages.gating import fresh, make_live


@pytest.fixture
def whole(site_tree: SmallSite) -> SmallSite:
    """A small site in which nothing is wrong."""
    refresh_all()
    assert [str(finding) for finding in findings()] == []
    return site_tree


def test_nothing_is_said_of_a_site_that_is_whole(whole: SmallSite) -> None:
    out = StringIO()
    make_live(whole)
    call_command("check_trees", stdout=out)
    assert "agree" in out.getvalue()


def apart(tree: SmallSite) -> None:
    make_standard_page(tree.homes["en"])


def at_two_times(tree: SmallSite) -> None:
    _english, welsh = make_live(tree)
    Page.objects.filter(pk=welsh.pk).update(last_published_at=welsh.last_published_at + timedelta(seconds=1))


def elsewhere(tree: SmallSite) -> None:
    story = make_story(tree.stories["en"])
    translation = make_standard_page(tree.homes["cy"])
    Page.objects.filter(pk=translation.pk).update(translation_key=story.translation_key)


def misaddressed(tree: SmallSite) -> None:
    Page.objects.filter(pk=make_story(tree.stories["en"]).pk).update(url_path="/somewhere/")


def alias_alone(tree: SmallSite) -> None:
    page = make_standard_page(tree.homes["en"])
    page.create_alias(parent=tree.homes["cy"], update_locale=tree.homes["cy"].locale)
    Page.objects.filter(pk=page.pk).update(live=False)


def off(tree: SmallSite) -> None:
    Page.objects.filter(pk=tree.homes["cy"].pk).update(live=False)


def gone(tree: SmallSite) -> None:
    TranslationStatus.objects.create(
        translation_key="00000000-0000-0000-0000-000000000001",
        language="cy",
        state=TranslationState.NONE,
        title="Gone",
        page_type="x",
    )


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (apart, "languages.apart"),
        (at_two_times, "languages.times"),
        (elsewhere, "tree.parent"),
        (misaddressed, "tree.address"),
        (alias_alone, "tree.alias"),
        (off, "languages.off"),
        (gone, "records.page"),
    ],
)
def test_damage_is_found(whole: SmallSite, damage: Callable[[SmallSite], None], code: str) -> None:
    damage(whole)
    assert code in {finding.code for finding in findings()}
    with pytest.raises(CommandError, match="Findings"):
        call_command("check_trees", stdout=StringIO())


def test_pages_from_before_are_recorded_once(whole: SmallSite) -> None:
    page = make_story(whole.stories["en"])
    call_command("record_translations", "--dry-run", stdout=StringIO())
    assert not RevisionText.objects.filter(page=page).exists()
    for _time in (1, 2):
        call_command("record_translations", stdout=StringIO())
    assert RevisionText.objects.filter(page=page).count() == 1
    assert TranslationStatus.objects.get(page=fresh(page)).words > 0
