"""Where a page stands in each language, derived in one place from its versions and from what each was translated from.

A translation follows the *reference*: the version of the original that is approved and waits, else the one readers see, else
the latest draft of a page that is not live yet. It is up to date when it was made from words with the same basis (see
`languages.models.revision_text`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wagtail.models import Page

from languages.families import Family, approved_at, families_of
from languages.models.revision_text import Kind, Wording
from languages.models.translation_status import State
from languages.recording import mark_minor, record_translation
from languages.translatable_words import lacking_words

__all__ = ["Kind", "PageState", "Source", "State", "mark_minor", "record_translation", "source_of", "states_of"]


@dataclass(frozen=True, slots=True)
class PageState:
    """Where a page stands in one language.

    `words` is the length of the original, `words_outstanding` how many of them are not translated or not checked (none of a page
    that nobody asks for in this language). `who` is the id of the last person on the translation, `since` when it became out of date.
    """

    language: str
    state: State
    page_id: int | None = None
    is_live: bool = False
    is_original: bool = False
    is_together: bool = False
    words: int = 0
    words_outstanding: int = 0
    since: datetime | None = None
    who: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What a translation is made from: the original `page`, and which of its versions (`None`: as it is live)."""

    page: Page
    revision_id: int | None
    basis: str


def states_of(pages: Iterable[Page]) -> dict[UUID, dict[str, PageState]]:
    """Return where each of `pages` stands in each language offered, by translation key and language code; three queries."""
    found = families_of({page.translation_key for page in pages})
    return {key: states_in(family) for key, family in found.items()}


def states_in(family: Family) -> dict[str, PageState]:
    """Return where a family stands, by language code."""
    return {code: _state_in(family, code) for code in family.languages()}


def source_of(page: Page) -> Source | None:
    """Return what `page` is, or would be, translated from; `None` for an original or an alias."""
    family = families_of([page.translation_key]).get(page.translation_key)
    if family is None or family.source.pk == page.pk:
        return None
    reference = family.reference()
    if reference is None:
        return Source(family.source, family.source.live_revision_id, "")
    return Source(family.source, reference.revision_id, reference.basis)


def is_current(wording: Wording | None, reference: Wording | None) -> bool:
    """Say whether a translation follows `reference`. What was there before anything was recorded is taken to."""
    if wording is None or reference is None:
        return True
    is_from_before = bool(wording.kind) and not wording.source_basis
    return is_from_before or wording.source_basis == reference.basis


def words_lacking(family: Family, wording: Wording | None, reference: Wording | None) -> int:
    """Return how many words of the reference a translation does not have yet."""
    if reference is None:
        return 0
    if wording is None or wording.is_unchecked or not wording.source_basis:
        return reference.words
    known = [one for one in family.wordings[family.source.pk] if one.basis == wording.source_basis]
    if wording.source_basis == reference.basis:
        return 0 if wording.is_ready else reference.words
    return lacking_words(reference.pieces, [piece for one in known for piece in one.pieces])


def _state_in(family: Family, code: str) -> PageState:
    reference = family.reference()
    words = reference.words if reference else 0
    together = code in family.policy.wanted(family.offered)
    page = family.pages.get(code)
    if page is None:
        return PageState(
            code, State.NONE, words=words, words_outstanding=words if together else 0, is_together=together
        )
    newest, shown = family.newest(page), family.shown(page)
    if page.pk == family.source.pk:
        state, lacking = _original_state(family, page), 0
    else:
        state = _translation_state(page, newest, shown, reference)
        lacking = 0 if state in (State.READY, State.PUBLISHED) else words_lacking(family, newest, reference)
    return PageState(
        language=code,
        state=state,
        page_id=page.pk,
        is_live=page.live,
        is_original=page.pk == family.source.pk,
        is_together=together,
        words=words,
        words_outstanding=lacking,
        since=_since(family, reference) if state == State.STALE else None,
        who=newest.by_id if newest else None,
        kind=newest.kind if newest else "",
    )


def _original_state(family: Family, page: Page) -> State:
    if page.live:
        return State.PUBLISHED
    return State.READY if family.approved(page) else State.IN_PROGRESS


def _translation_state(page: Page, newest: Wording | None, shown: Wording | None, reference: Wording | None) -> State:
    """Return the state of a translation. What readers see counts, unless a newer version follows the reference better."""
    if page.live and is_current(shown, reference):
        return State.MACHINE if shown and shown.is_unchecked else State.PUBLISHED
    if newest is None:
        return State.PUBLISHED if page.live else State.IN_PROGRESS
    if not is_current(newest, reference):
        return State.STALE if page.live or newest.is_ready else State.IN_PROGRESS
    if newest.is_unchecked:
        return State.MACHINE
    return State.READY if newest.is_ready else State.IN_PROGRESS


def _since(family: Family, reference: Wording | None) -> datetime | None:
    """Return when the reference came to be: when it was approved, else when the original last went live."""
    moment = approved_at(reference) if reference else None
    return moment or family.source.last_published_at or family.source.latest_revision_created_at
