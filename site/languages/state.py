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

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page

from languages.families import Family, approved_at, families_of
from languages.models.revision_text import RevisionText
from languages.models.translation_status import TranslationState, TranslationStatus
from languages.policy import page_type_of
from languages.translatable_words import missing_words
from upkeep.outbox.handlers import Payload, carries_out

ROWS_AT_ONCE = 200
WRITTEN = [
    field.name
    for field in TranslationStatus._meta.concrete_fields
    if field.name not in ("id", "translation_key", "language")
]


@dataclass(frozen=True, slots=True)
class PageState:
    """Where a page stands in one language.

    `words` is the length of the original, `words_outstanding` how many of them are not translated or not checked (none of a page
    that nobody asks for in this language). `who` is the id of the last person on the translation, `since` when it became out of date.
    """

    language: str
    state: TranslationState
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


def is_current(text: RevisionText | None, reference: RevisionText | None) -> bool:
    """Say whether a translation follows `reference`. What was there before anything was recorded is taken to."""
    if text is None or reference is None:
        return True
    is_from_before = bool(text.kind) and not text.source_basis
    return is_from_before or text.source_basis == reference.basis


def words_missing(family: Family, text: RevisionText | None, reference: RevisionText | None) -> int:
    """Return how many words of the reference a translation does not have yet."""
    if reference is None:
        return 0
    if text is None or text.is_unchecked or not text.source_basis:
        return reference.words
    known = [one for one in family.texts[family.source.pk] if one.basis == text.source_basis]
    if text.source_basis == reference.basis:
        return 0 if text.is_ready else reference.words
    return missing_words(reference.pieces, [piece for one in known for piece in one.pieces])


def _state_in(family: Family, code: str) -> PageState:
    reference = family.reference()
    words = reference.words if reference else 0
    together = code in family.policy.wanted(family.offered)
    page = family.pages.get(code)
    if page is None:
        return PageState(
            code, TranslationState.NONE, words=words, words_outstanding=words if together else 0, is_together=together
        )
    newest, shown = family.newest(page), family.shown(page)
    if page.pk == family.source.pk:
        state, missing = _original_state(family, page), 0
    else:
        state = _translation_state(page, newest, shown, reference)
        missing = (
            0
            if state in (TranslationState.READY, TranslationState.PUBLISHED)
            else words_missing(family, newest, reference)
        )
    return PageState(
        language=code,
        state=state,
        page_id=page.pk,
        is_live=page.live,
        is_original=page.pk == family.source.pk,
        is_together=together,
        words=words,
        words_outstanding=missing,
        since=_since(family, reference) if state == TranslationState.STALE else None,
        who=newest.by_id if newest else None,
        kind=newest.kind if newest else "",
    )


def _original_state(family: Family, page: Page) -> TranslationState:
    if page.live:
        return TranslationState.PUBLISHED
    return TranslationState.READY if family.approved(page) else TranslationState.IN_PROGRESS


def _translation_state(
    page: Page, newest: RevisionText | None, shown: RevisionText | None, reference: RevisionText | None
) -> TranslationState:
    """Return the state of a translation. What readers see counts, unless a newer version follows the reference better."""
    if page.live and is_current(shown, reference):
        return TranslationState.MACHINE if shown and shown.is_unchecked else TranslationState.PUBLISHED
    if newest is None:
        return TranslationState.PUBLISHED if page.live else TranslationState.IN_PROGRESS
    if not is_current(newest, reference):
        return TranslationState.STALE if page.live or newest.is_ready else TranslationState.IN_PROGRESS
    if newest.is_unchecked:
        return TranslationState.MACHINE
    return TranslationState.READY if newest.is_ready else TranslationState.IN_PROGRESS


def _since(family: Family, reference: RevisionText | None) -> datetime | None:
    """Return when the reference came to be: when it was approved, else when the original last went live."""
    moment = approved_at(reference) if reference else None
    return moment or family.source.last_published_at or family.source.latest_revision_created_at


def refresh(keys: Iterable[UUID]) -> None:
    """Derive the states of these pages anew and write down what came out."""
    wanted = list(dict.fromkeys(keys))
    for start in range(0, len(wanted), ROWS_AT_ONCE):
        _refresh_batch(wanted[start : start + ROWS_AT_ONCE])


def refresh_all() -> int:
    """Derive the states of all pages anew; return how many there are. Rows of pages that are gone are deleted."""
    pages = Page.objects.filter(depth__gt=1, alias_of=None).order_by("path")
    keys = list(dict.fromkeys(pages.values_list("translation_key", flat=True)))
    TranslationStatus.objects.exclude(translation_key__in=pages.values("translation_key")).delete()
    refresh(keys)
    return len(keys)


@carries_out("refresh_standings")
def refresh_statuses(payload: Payload) -> None:
    """Derive all states anew: a rule or a language has changed."""
    refresh_all()


def _refresh_batch(keys: list[UUID]) -> None:
    rows = [row for family in families_of(keys).values() for row in rows_of(family)]
    with transaction.atomic():
        kept = {(row.translation_key, row.language, row.page_id) for row in rows}
        about = Q(translation_key__in=keys) | Q(page__in=[row.page_id for row in rows if row.page_id])
        old = TranslationStatus.objects.filter(about).values_list("pk", "translation_key", "language", "page_id")
        TranslationStatus.objects.filter(pk__in=[pk for pk, *facts in old if tuple(facts) not in kept]).delete()
        TranslationStatus.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["translation_key", "language"],
            update_fields=WRITTEN,
        )


def rows_of(family: Family) -> list[TranslationStatus]:
    """Return what there is to write down of a family."""
    reference = family.reference() or family.newest(family.source)
    about = reference.about if reference else {}
    return [_row(family, state, about) for state in states_in(family).values()]


def _row(family: Family, state: PageState, about: dict[str, str]) -> TranslationStatus:
    return TranslationStatus(
        translation_key=family.key,
        language=state.language,
        page_id=state.page_id,
        source_id=family.source.pk,
        state=state.state,
        is_original=state.is_original,
        is_together=state.is_together,
        is_live=state.is_live,
        words=state.words,
        words_outstanding=state.words_outstanding,
        stale_since=state.since,
        who_id=state.who,
        title=family.source.title[:255],
        page_type=page_type_of(family.source),
        strand=about.get("strand", ""),
        partner=about.get("partner", ""),
    )
