"""What a story still needs before it can be sent to the editors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partners.desk.body_markdown import blocks_in
from partners.desk.warnings import Warning, found_in
from stories.desk.story_draft import StoryDraft, declaration_of
from stories.models import Submission

Problem = tuple[str, "str | Promise"]
"""The name of a value, and what to do about it."""

MAX_HEADING: Final = 120
MAX_QUOTE: Final = 300
MAX_SAID_BY: Final = 160


def problems(draft: StoryDraft) -> list[Problem]:
    """Return what has to be put right before a story is sent, in the order of the form."""
    return [*_missing(draft), *_long_pieces(draft.text)]


def _missing(draft: StoryDraft) -> Iterator[Problem]:
    """Yield what is empty and must not be."""
    for name, value in draft.values().items():
        if not value and (missing := declaration_of(name).missing):
            yield name, missing


def _long_pieces(text: str) -> Iterator[Problem]:
    for block in blocks_in(text, ()):
        value = block["value"]
        if block["type"] == "heading" and len(value["text"]) > MAX_HEADING:
            yield "text", _("Make the headings in your story shorter: up to 120 characters")
        if block["type"] == "quote" and len(value["words"]) > MAX_QUOTE:
            yield "text", _("Make the quotes in your story shorter: up to 300 characters")
        if block["type"] == "quote" and len(value["attribution"]) > MAX_SAID_BY:
            yield "text", _("Say more briefly who said each quote: up to 160 characters")


def warnings(draft: StoryDraft) -> list[Warning]:
    """Return what in a story may put somebody at risk, wherever in it that stands."""
    return found_in("\n\n".join(draft.words()))


def unanswered(submission: Submission, draft: StoryDraft) -> list[Warning]:
    """Return the warnings that the writer has said nothing to yet."""
    return [warning for warning in warnings(draft) if warning.key not in submission.warnings_answered]
