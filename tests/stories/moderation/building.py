"""Stories in review, and the people who decide about them."""

from __future__ import annotations

import html
import re
from typing import Any

from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

from accounts.models import User
from stories.consent.consent_records import state
from stories.desk.sending import send
from stories.models import PeopleStatement, StoryPage, Submission
from stories.moderation.deciding import Seen
from tests.stories.desk.building import COMPLETE, Desk

GROUPS = {"moderator": "Moderators", "editor": "Comms editors", "administrator": "Administrators"}


def make_editor(role: str = "moderator", name: str = "Mo") -> User:
    """Make somebody of the editors' side."""
    username = f"{role}-{name.lower()}"
    person = User.objects.create_user(username, f"{username}@together.example", first_name=name)
    person.groups.add(Group.objects.get(name=GROUPS[role]))
    return person


def sent_story(desk: Desk, **values: Any) -> Submission:
    """Make a story and send it to the editors."""
    submission = desk.story(**{**COMPLETE, **values})
    send(submission, desk.person)
    submission = Submission.objects.get(pk=submission.pk)
    state(submission.story(), PeopleStatement.Answer.NOBODY)
    return submission


def seen(submission: Submission) -> Seen:
    """Return what an editor who opens the story now has before them."""
    page = StoryPage.objects.get(pk=submission.page_id)
    return Seen(page.current_workflow_task_state.pk, page.latest_revision_id)


def fresh(submission: Submission) -> Submission:
    """Return the submission and its page as the database has them now."""
    return Submission.objects.select_related("page").get(pk=submission.pk)


class Moderation:
    """An editor's browser."""

    def __init__(self, person: User | None = None) -> None:
        self.person = person or make_editor()
        self.client = Client()
        self.client.force_login(self.person)

    def get(self, submission: Submission, rest: str = "") -> Any:
        """Open a page about a story."""
        return self.client.get(f"/admin/moderation/{submission.pk}/{rest}")

    def decide(self, submission: Submission, do: str, **more: Any) -> Any:
        """Send the form as it stands on the page, with a decision."""
        page = self.get(submission).content.decode()
        return self.client.post(f"/admin/moderation/{submission.pk}/", {**hidden_fields(page), "do": do, **more})


def hidden_fields(page: str) -> dict[str, str]:
    """Return what the form of a review says of what was seen."""
    found = re.findall(r'name="(task|revision)" value="(\d+)"', page)
    return dict(found)


def letters_to(person: User) -> list[Any]:
    """Return the letters somebody got, oldest first."""
    return [letter for letter in mail.outbox if letter.to == [person.email]]


def words_of(letter: Any) -> str:
    """Return everything that stands in a letter: subject, text and HTML."""
    return "\n".join([letter.subject, letter.body, *(html.unescape(part[0]) for part in letter.alternatives)])
