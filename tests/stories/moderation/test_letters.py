"""The way back: who is written to, in which language, once, and with what."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from languages.translations import live_pages
from stories.consent.withdrawing import withdraw
from stories.desk import listeners
from stories.models import Handling, Submission
from stories.moderation import deciding, editors, published_notices, reminding
from tests.factories import make_story
from tests.stories.desk.building import COMPLETE, Desk, make_member
from tests.stories.moderation.building import fresh, letters_to, make_editor, seen, sent_story, words_of
from upkeep.outbox.worker import carry_out_due

pytestmark = pytest.mark.django_db


def deliver() -> None:
    """Send what waits, and what follows from it."""
    for _round in range(3):
        list(carry_out_due())


def test_arrival_is_told_in_the_members_language(desk: Desk) -> None:
    desk.person.language = "cy"
    desk.person.save()
    submission = sent_story(desk)
    deliver()
    (letter,) = letters_to(desk.person)
    assert letter.extra_headers["Content-Language"] == "cy"
    assert f"/cy/desk/{desk.organisation.key}/stories/{submission.pk}/" in letter.body
    assert str(submission) in letter.body


def test_unknown_language_means_english_and_welsh_in_one_letter(desk: Desk) -> None:
    sent_story(desk)
    deliver()
    (letter,) = letters_to(desk.person)
    assert letter.extra_headers["Content-Language"] == "en, cy"


def test_notes_stand_in_the_letter_and_not_in_its_head(desk: Desk) -> None:
    submission = sent_story(desk, title="Soup\tfor <b>all</b>")
    text = "Shorter, please.\nBcc: everybody@example.org <script>alert(1)</script>"
    deciding.ask_for_changes(submission, make_editor(), seen(submission), {"title": text})
    deliver()
    letter = letters_to(desk.person)[-1]
    assert text in letter.body
    assert "<script>" not in letter.alternatives[0][0]
    assert set(letter.message().keys()) & {"Bcc", "Cc"} == set()
    assert "Soup" not in letter.subject


def test_everyone_who_wrote_is_told_and_nobody_twice(desk: Desk) -> None:
    submission = sent_story(desk)
    other, never = make_member(desk.organisation, "Ash"), make_member(desk.organisation, "Never")
    submission.story().save_revision(user=other, clean=False)
    with transaction.atomic():
        listeners.story_sent(fresh(submission), desk.person)
        listeners.story_sent(fresh(submission), desk.person)
    deliver()
    assert (len(letters_to(other)), len(letters_to(never))) == (1, 0)


def test_owners_are_told_when_the_writer_has_left(desk: Desk) -> None:
    owner = make_member(desk.organisation, "Owner", "owner")
    submission = sent_story(desk)
    desk.person.memberships.all().delete()
    deciding.decline(submission, make_editor(), seen(submission), "Not this time.")
    deliver()
    assert "Not this time." in letters_to(owner)[-1].body


def test_story_on_the_site_is_told_with_its_addresses_once(desk: Desk) -> None:
    submission = sent_story(desk)
    deciding.approve(submission, make_editor(), seen(submission))
    deliver()
    published_notices.tell({"key": str(submission.page.translation_key)})
    deliver()
    live = [letter for letter in letters_to(desk.person) if "on the site" in letter.subject]
    assert len(live) == 1
    assert fresh(submission).page.get_url() in live[0].body


def test_translation_is_told_later_with_its_own_address(desk: Desk, site_tree: object) -> None:
    submission = sent_story(desk)
    deciding.approve(submission, make_editor(), seen(submission))
    deliver()
    page = fresh(submission).page
    make_story(site_tree.stories["cy"], page, title="Cawl", slug="cawl")  # type: ignore[attr-defined]
    published_notices.tell({"key": str(page.translation_key)})
    deliver()
    letter = letters_to(desk.person)[-1]
    assert "translated" in letter.subject
    assert live_pages([page.translation_key])[page.translation_key]["cy"].get_url() in letter.body
    assert Handling.objects.get().told_languages == ["cy", "en"]


def test_taking_down_is_told_and_asking_for_it_reaches_editors(desk: Desk) -> None:
    submission, moderator = sent_story(desk), make_editor()
    deciding.approve(submission, moderator, seen(submission))
    with transaction.atomic():
        listeners.taking_down_asked(fresh(submission), desk.person)
    deciding.take_down(fresh(submission), moderator)
    deliver()
    assert "taken down" in letters_to(desk.person)[-1].subject
    to_editors = [letter for letter in mail.outbox if letter.to == ["hello@together.example"]]
    assert f"/admin/moderation/{submission.pk}/" in to_editors[-1].body


def test_withdrawal_names_no_story(desk: Desk) -> None:
    submission = sent_story(desk)
    deciding.approve(submission, make_editor(), seen(submission))
    withdraw(submission.page.translation_key, by="person")
    deliver()
    letter = next(letter for letter in letters_to(desk.person) if "withdrawn" in letter.subject)
    assert str(submission) not in words_of(letter)


def test_digest_counts_and_is_only_sent_when_something_is_new(desk: Desk) -> None:
    submission = sent_story(desk)
    Submission.objects.update(sent=timezone.now() - timedelta(days=2))
    editors.send_digest({})
    deliver()
    assert not [letter for letter in mail.outbox if letter.to == ["hello@together.example"]]
    Submission.objects.update(sent=timezone.now())
    editors.send_digest({})
    editors.send_digest({})
    deliver()
    (letter,) = [letter for letter in mail.outbox if letter.to == ["hello@together.example"]]
    assert re.search(r"Stories of partners that wait: 1\b", letter.body)
    assert str(submission) not in letter.body


def test_forgotten_draft_is_reminded_of_once(desk: Desk) -> None:
    submission = desk.story(**COMPLETE)
    Submission.objects.update(changed=timezone.now() - timedelta(days=31))
    reminding.remind({})
    reminding.remind({})
    deliver()
    assert len(letters_to(desk.person)) == 1
    assert fresh(submission).handling.reminded_of_draft is not None


def test_unanswered_notes_are_reminded_of_once(desk: Desk) -> None:
    submission = sent_story(desk)
    deciding.ask_for_changes(submission, make_editor(), seen(submission), {"": "Please."})
    submission.notes.update(created=timezone.now() - timedelta(days=15))
    deliver()
    before = len(letters_to(desk.person))
    reminding.remind({})
    reminding.remind({})
    deliver()
    assert len(letters_to(desk.person)) == before + 1


def test_wagtail_writes_to_nobody_about_a_partners_story(desk: Desk) -> None:
    moderator = make_editor()
    submission = sent_story(desk)
    deciding.ask_for_changes(submission, moderator, seen(submission), {"": "Please."})
    deliver()
    assert not letters_to(moderator)
    assert all("/admin/" not in letter.body for letter in letters_to(desk.person))
