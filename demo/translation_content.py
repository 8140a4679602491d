"""Work in hand for translators: something out of date, something begun, something a machine made, something that waits.

Readers see none of it: every page stays live and whole in the languages it was written in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Page

from demo.tree import Tree
from languages.models import TranslationKind
from languages.recording import record_translation
from languages.translating.starting import start

TRANSLATOR = "cyfieithydd"
OUT_OF_DATE = ("saturday-table", "night-bus-home")
"""Stories whose English was changed after they were translated."""
WAITING = "talk"
"""A page whose changed English is approved and waits for its Welsh."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A Welsh draft of a story that stands in English only so far."""

    key: str
    title: str
    summary: str
    kind: str


DRAFTS = (
    Draft(
        "plot-14",
        "Mae plot 14 yn perthyn i bwy bynnag sy'n dal y rhaw",
        "Rhoddodd rhandir un plot i ffwrdd, i neb yn arbennig.",
        TranslationKind.PERSON,
    ),
    Draft(
        "market-day-bench",
        "Pen pellaf y fainc",
        "Bob diwrnod marchnad mae un cynghorydd yn eistedd ar y fainc ac yn gadael y pen arall yn wag.",
        TranslationKind.MACHINE_UNCHECKED,
    ),
)


def load_translators_work(tree: Tree) -> None:
    """Make it, for the demonstration's Welsh translator; call it once, after everything has been published."""
    person = get_user_model().objects.filter(username=TRANSLATOR).first()
    for draft in DRAFTS:
        _begin(tree, draft, person)
    for key in OUT_OF_DATE:
        _change(tree, key, "summary", " Come hungry." if key == "saturday-table" else " It runs all night.")
    _change(tree, WAITING, "summary", " Everyone gets the same time to speak.")


def _begin(tree: Tree, draft: Draft, person: Any) -> None:
    original = _page(tree, draft.key, "en")
    page = start(original, tree.locale("cy"), person).specific
    page.title = page.draft_title = draft.title
    page.summary = draft.summary
    page.save_revision(user=person, clean=False)
    record_translation(page, source_revision=original.live_revision, kind=draft.kind, by=person, ready=False)


def _change(tree: Tree, key: str, field: str, sentence: str) -> None:
    """Add a sentence to the English of a page, and publish it as far as the gate lets it."""
    page = _page(tree, key, "en").specific
    setattr(page, field, getattr(page, field) + sentence)
    page.save_revision().publish()


def _page(tree: Tree, key: str, language: str) -> Page:
    return Page.objects.get(pk=tree.pages[key][language].pk)
