"""How a letter about a story is put together and posted: what happened in whole sentences, to each reader in their own language.

A title or a note stands apart from the sentences, so that none is bent around it. Subjects are ours alone. All letters about one
story leave in their order, and with the story erased those that wait are erased too (`about`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from languages.configured import Language
from languages.email_parts import post_letter_to, site_address
from stories.desk.story_rows import title_of
from stories.models import Submission
from stories.moderation.readers import writers_of


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wrote, and what about."""

    heading: str | Promise
    text: str


@dataclass(frozen=True, slots=True)
class Address:
    """Where a story can be read in a language."""

    language: Language
    url: str


@dataclass(frozen=True, slots=True)
class News:
    """What a letter says. `before` and `after` are sentences around what others wrote and the addresses."""

    subject: str | Promise
    before: Sequence[str | Promise]
    after: Sequence[str | Promise] = ()
    notes: Sequence[Said] = ()
    addresses: Sequence[Address] = ()
    label: str | Promise = field(default_factory=lambda: _("Open the story at your desk"))


def about(story_key: UUID) -> str:
    """Return what letters about a story are posted under."""
    return f"story {story_key}"


class Reader(Protocol):
    """Somebody a letter goes to: where, and in which language."""

    @property
    def pk(self) -> Any:
        """What tells them from others of their kind."""

    @property
    def email(self) -> str:
        """Their address."""

    @property
    def language(self) -> str:
        """The code of their language, '' if it is not known."""


def tell(
    people: Iterable[Reader],
    news: News,
    *,
    subject: str,
    key: str,
    title: str = "",
    link: Callable[[], str] | None = None,
) -> None:
    """Post one letter to each of `people`. `subject` groups letters, `key` names this one: it goes to nobody twice."""
    for person in people:
        context = {"news": news, "title": title, "link": link, "label": news.label}
        post_letter_to(
            person.email,
            person.language,
            template="story_news",
            subject=news.subject,
            context=context,
            about=subject,
            key=f"{key} {person.pk}",
        )


def tell_writers(submission: Submission, news: News, what: str) -> None:
    """Write to those who wrote a story; `what` names the event once and for all."""
    tell(
        writers_of(submission),
        news,
        subject=about(submission.page.translation_key),
        key=f"{what} {submission.pk}",
        title=title_of(submission),
        link=lambda: site_address(desk_path(submission)),
    )


def desk_path(submission: Submission) -> str:
    """Return the path of a story at its desk, in the active language."""
    if submission.organisation is None:
        return reverse("members:desks")
    return reverse("desk:story", args=[submission.organisation.key, submission.pk])
