"""Words are kept: when the session ends, a form stands open for days, or what it was about is gone meanwhile."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from stories.desk.interrupted_forms import delete_overdue
from stories.models import KeptForm
from tests.stories.desk.building import Desk, address, hidden, posted, values_of
from upkeep.nightly import nightly_kinds

pytestmark = pytest.mark.django_db


def test_after_signing_in_again_the_words_are_there(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    page = desk.get(submission).content.decode()
    fields = posted(values_of(submission), title="Typed for two days", seal=hidden(page, "seal"))
    desk.client.logout()
    response = desk.client.post(address(submission), fields)
    assert response.status_code == 303
    assert "/en/sign-in/?next=" in response["Location"]
    kept = KeptForm.objects.get(user=desk.person)
    desk.client.force_login(desk.person)
    shown = desk.get(submission, kept=kept.token).content.decode()
    assert "Typed for two days" in shown
    assert desk.client.post(address(submission), {**fields, "kept": kept.token}).status_code == 303
    assert values_of(submission)["title"] == "Typed for two days"
    assert not KeptForm.objects.exists()


def test_kept_words_are_for_their_writer_alone(desk: Desk) -> None:
    kept = KeptForm.objects.create(user=desk.person, fields={"title": ["Secret words"]}, created=timezone.now())
    submission = desk.story(title="Soup")
    colleague = Desk(desk.organisation, "Sian")
    assert "Secret words" not in colleague.get(submission, kept=kept.token).content.decode()


def test_kept_words_nobody_comes_back_for_are_forgotten_at_night(desk: Desk) -> None:
    now = timezone.now()
    for days in (6, 8):
        KeptForm.objects.create(user=desk.person, fields={}, created=now - timedelta(days=days))
    assert "forget_kept_forms" in nightly_kinds()
    delete_overdue({})
    assert [form.created for form in KeptForm.objects.all()] == [now - timedelta(days=6)]


def test_a_form_that_stood_open_for_two_days_is_saved(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also the words of somebody whose session has ended meanwhile: the form says for whom it was made for thirty days."""
    submission = desk.story(title="Soup")
    fields = posted(values_of(submission), title="Two days", seal=hidden(desk.get(submission).content.decode(), "seal"))
    later = time.time() + 2 * 24 * 3600
    monkeypatch.setattr(time, "time", lambda: later)
    desk.client.logout()
    assert desk.client.post(address(submission), fields).status_code == 303
    assert KeptForm.objects.get().fields["title"] == ["Two days"]
    desk.client.force_login(desk.person)
    assert desk.client.post(address(submission), fields).status_code == 303
    assert values_of(submission)["title"] == "Two days"


def test_an_organisation_that_leaves_meanwhile_gives_the_words_back(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    shown = values_of(submission)
    desk.organisation.standing = "left"
    desk.organisation.save()
    response = desk.post(submission, shown, text="Words to be kept, a whole sentence of them.")
    assert response.status_code in (403, 404)
    assert "Words to be kept" in response.content.decode()


def test_nothing_is_kept_of_a_stranger(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    desk.client.logout()
    response = desk.client.post(address(submission), {"title": "Spam", "seal": "forged"})
    assert response.status_code == 303
    assert not KeptForm.objects.exists()


def test_a_story_that_is_gone_gives_the_words_back(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    shown = values_of(submission)
    where = address(submission)
    submission.page.delete()
    response = desk.client.post(where, posted(shown, text="Not to be lost."))
    assert response.status_code == 404
    assert "Not to be lost." in response.content.decode()


def test_somebody_who_was_removed_gets_the_words_back(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    shown = values_of(submission)
    desk.person.memberships.all().delete()
    response = desk.post(submission, shown, text="Words to be kept, a whole sentence of them.")
    assert response.status_code in (403, 404)
    assert "Words to be kept" in response.content.decode()
