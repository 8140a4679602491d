"""What editors make of a story from the public: a draft of a partner, a draft of their own, or nothing."""

from __future__ import annotations

import hashlib
import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.blocks import StreamValue

from accounts.models import User
from home.models import Strand
from partners.desk.body_markdown import body_of
from partners.desk.pasted_lists import with_lists
from partners.models import Organisation
from stories.desk.draft_mapping import read, summary_of
from stories.desk.saving import keep
from stories.desk.tree_position import add_story, index_for
from stories.models import PublicStory, StoryPage, Submission, SubmissionNote
from stories.moderation import public_emails
from stories.moderation.editor_corrections import came_from_editor
from stories.permissions import may_handle_public_stories

State = PublicStory.State


class DealtWithError(Exception):
    """Somebody has dealt with the story already."""


class MayNotPassError(Exception):
    """The person who told the story has not agreed that we pass it to a partner."""


def _dealing(story: PublicStory, person: User) -> PublicStory:
    """Return the story as it is now, kept from others until the transaction ends; raises `DealtWithError`, `PermissionDenied`."""
    if not may_handle_public_stories(person):
        raise PermissionDenied
    found = PublicStory.objects.select_for_update(of=("self",)).get(pk=story.pk)
    if found.state != State.NEW:
        raise DealtWithError
    return found


def _done(story: PublicStory, person: User, state: str, page: StoryPage | None = None) -> None:
    story.state, story.page = state, page
    story.handled_at, story.handled_by = timezone.now(), person
    story.save()


def pass_on(story: PublicStory, organisation: Organisation, person: User) -> Submission:
    """Make a draft of a partner of it, with a note that says who told it, and tell both.

    Raises `MayNotPassError`, `DealtWithError` and `PermissionDenied`.
    """
    with transaction.atomic():
        found = _dealing(story, person)
        if not found.may_pass:
            raise MayNotPassError
        submission = _submission(found, organisation, person)
        found.organisation = organisation
        _done(found, person, State.PASSED, submission.page)
        public_emails.passed(found, organisation)
        public_emails.tell_partner(submission)
    return submission


def _submission(story: PublicStory, organisation: Organisation, person: User) -> Submission:
    page = add_story(organisation, person, story.language)
    key = hashlib.blake2s(story.token.encode(), digest_size=16).hexdigest()
    submission = Submission.objects.create(page=page, organisation=organisation, key=key)
    page.save_revision(user=person, clean=False, log_action="wagtail.create")
    draft = submission.story()
    facts = {"text": with_lists(story.text), "region": story.region, "locality": story.locality}
    keep(submission, draft, person, read(submission, draft).with_values(facts))
    came_from_editor(submission)
    _say_who_told_it(submission, story, person)
    return submission


def _say_who_told_it(submission: Submission, story: PublicStory, person: User) -> None:
    with override(story.language):
        lines = [
            _(
                "Somebody told us this story without an account, and agreed that we pass it to you. Please write to them:"
            ),
            " ".join(filter(None, [story.name, f"<{story.email}>"])),
            f"{_('People in it')}: {story.get_people_display()}",
        ]
        SubmissionNote.objects.create(
            submission=submission,
            text="\n".join(lines),
            author=person,
            is_from_editor=True,
            answered_at=timezone.now(),
        )


def take_up(story: PublicStory, person: User) -> StoryPage:
    """Make a draft of the editors' own of it, and tell the one who told it. Raises `DealtWithError`, `PermissionDenied`."""
    with transaction.atomic():
        found = _dealing(story, person)
        page = _draft(found, person)
        _done(found, person, State.TAKEN_UP, page)
        public_emails.taken_up(found)
    return page


def _draft(story: PublicStory, person: User) -> StoryPage:
    index = index_for(story.language)
    page = StoryPage(
        title=str(story),
        summary=summary_of(story.text),
        slug=f"story-{secrets.token_hex(6)}",
        live=False,
        has_unpublished_changes=True,
        owner=person,
        locale_id=index.locale_id,
        region=story.region,
        locality=story.locality,
        strand=Strand.objects.order_by("number").first(),
        original_language=story.language,
    )
    page.body = StreamValue(page.body.stream_block, body_of(with_lists(story.text), []), is_lazy=True)
    index.add_child(instance=page)
    page.save_revision(user=person, clean=False, log_action="wagtail.create")
    return page


def decline(story: PublicStory, person: User) -> None:
    """Note that it is not taken up, and tell the one who told it. Raises `DealtWithError`, `PermissionDenied`."""
    with transaction.atomic():
        found = _dealing(story, person)
        _done(found, person, State.DECLINED)
        public_emails.declined(found)
