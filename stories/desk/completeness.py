"""What a story still needs before it can be sent to the editors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partners.desk.body_markdown import blocks_in
from partners.desk.warnings import Warning, found_in
from stories.desk.story_values import Values
from stories.models import Submission

Problem = tuple[str, "str | Promise"]
"""The name of a value, and what to do about it."""

MAX_HEADING: Final = 120
MAX_QUOTE: Final = 300
MAX_SAID_BY: Final = 160


def problems(values: Values) -> list[Problem]:
    """Return what has to be put right before a story is sent, in the order of the form."""
    return [*_needed(values), *_long_pieces(values["text"]), *_pictures(values), *_people(values)]


def _needed(values: Values) -> Iterator[Problem]:
    if not values["title"]:
        yield "title", _("Give your story a title")
    if not values["text"]:
        yield "text", _("Write your story")
    if not values["region"]:
        yield "region", _("Choose the nation or region where it happened")


def _long_pieces(text: str) -> Iterator[Problem]:
    for block in blocks_in(text, ()):
        value = block["value"]
        if block["type"] == "heading" and len(value["text"]) > MAX_HEADING:
            yield "text", _("Make the headings in your story shorter: up to 120 characters")
        if block["type"] == "quote" and len(value["words"]) > MAX_QUOTE:
            yield "text", _("Make the quotes in your story shorter: up to 300 characters")
        if block["type"] == "quote" and len(value["attribution"]) > MAX_SAID_BY:
            yield "text", _("Say more briefly who said each quote: up to 160 characters")


def _pictures(values: Values) -> Iterator[Problem]:
    for key in values["pictures"]:
        if not values.get(f"alt-{key}"):
            yield f"alt-{key}", _("Describe your picture for people who cannot see it")


def _people(values: Values) -> Iterator[Problem]:
    if not values["people_answer"]:
        yield "people_answer", _("Tell us who can be recognised in your story")


def warnings(values: Values) -> list[Warning]:
    """Return what in a story may put somebody at risk, wherever in it that stands."""
    shown = [values["title"], values["text"], values["locality"], values["people"]]
    shown += [values.get(f"{kind}-{key}", "") for key in values["pictures"] for kind in ("alt", "caption")]
    return found_in("\n\n".join(shown))


def unanswered(submission: Submission, values: Values) -> list[Warning]:
    """Return the warnings that the writer has said nothing to yet."""
    return [warning for warning in warnings(values) if warning.key not in submission.warnings_answered]
