"""Keeping the states of all pages where lists and figures can read them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page

from languages.families import Family, families_of
from languages.models.translation_status import Standing
from languages.policy import page_type_of
from languages.state import PageState, states_in
from upkeep.outbox.handlers import Payload, carries_out

BATCH = 200
WRITTEN = [
    field.name for field in Standing._meta.concrete_fields if field.name not in ("id", "translation_key", "language")
]


def refresh(keys: Iterable[UUID]) -> None:
    """Derive the states of these pages anew and write down what came out."""
    wanted = list(dict.fromkeys(keys))
    for start in range(0, len(wanted), BATCH):
        _refresh_batch(wanted[start : start + BATCH])


def refresh_all() -> int:
    """Derive the states of all pages anew; return how many there are. Rows of pages that are gone are deleted."""
    pages = Page.objects.filter(depth__gt=1, alias_of=None).order_by("path")
    keys = list(dict.fromkeys(pages.values_list("translation_key", flat=True)))
    Standing.objects.exclude(translation_key__in=pages.values("translation_key")).delete()
    refresh(keys)
    return len(keys)


@carries_out("refresh_standings")
def refresh_standings(payload: Payload) -> None:
    """Derive all states anew: a rule or a language has changed."""
    refresh_all()


def _refresh_batch(keys: list[UUID]) -> None:
    rows = [row for family in families_of(keys).values() for row in rows_of(family)]
    with transaction.atomic():
        kept = {(row.translation_key, row.language, row.page_id) for row in rows}
        about = Q(translation_key__in=keys) | Q(page__in=[row.page_id for row in rows if row.page_id])
        old = Standing.objects.filter(about).values_list("pk", "translation_key", "language", "page_id")
        Standing.objects.filter(pk__in=[pk for pk, *facts in old if tuple(facts) not in kept]).delete()
        Standing.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["translation_key", "language"],
            update_fields=WRITTEN,
        )


def rows_of(family: Family) -> list[Standing]:
    """Return what there is to write down of a family."""
    reference = family.reference() or family.newest(family.source)
    about = reference.about if reference else {}
    return [_row(family, state, about) for state in states_in(family).values()]


def _row(family: Family, state: PageState, about: dict[str, str]) -> Standing:
    return Standing(
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
