"""Filling the translation memory from what readers read, so that whoever translates first finds what was said before.

What is saved side by side is remembered as it is saved. Here come the translations that were written in the page editor or by
code: when one goes live, and once a night those of which nothing is known. Two pages that are not built alike are remembered
only where it is sure which text translates which.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published
from wagtail_localize.models import StringTranslation

from languages.families import Family, families_of
from languages.gate.publish import lock
from languages.models import RevisionText, TranslationStatus
from languages.state import is_current
from languages.translating.engine_records import Record, Recorder, Records, records_of
from languages.translating.overridable_values import own_choices, save_choices
from languages.translating.rows import Row, RowState
from languages.translating.sources import original_at
from languages.translating.worksheet import Worksheet, lay_out
from upkeep.nightly import every_night
from upkeep.outbox.handlers import Payload, carries_out
from upkeep.outbox.posting import post

A_NIGHT = 120.0
"""Seconds for what was never remembered; the rest is left for the next night."""


def remember(page: Page) -> int:
    """Remember how the live `page` translates what it was made from; return how many texts were new. Safe to run again.

    Nothing is remembered of an original, of a machine's words nobody has checked, or while a newer draft is being written, whose
    records are the translator's. Call it inside a transaction; the family stays locked until its end.
    """
    lock(page.translation_key)
    family = families_of([page.translation_key]).get(page.translation_key)
    ours = next((one for one in family.pages.values() if one.pk == page.pk), None) if family else None
    original = _made_from(family, ours) if family and ours else None
    if ours is None or original is None:
        return 0
    known = records_of(ours.translation_key, ours.locale_id)
    if known and ours.has_unpublished_changes:
        return 0
    target = original_at(ours, ours.live_revision_id or 0).page
    worksheet = lay_out(original, target, known, own_choices(ours.translation_key, ours.locale_id), original)
    return _keep(worksheet, Recorder(original, ours.locale_id, None))


def _made_from(family: Family, page: Page) -> Page | None:
    """Return the original as the live `page` translates it; `None` where that is not known, or nothing is to be remembered."""
    shown, reference = family.shown(page), family.shown(family.source)
    if page.pk == family.source.pk or not page.live or (shown and shown.is_unchecked):
        return None
    if shown and shown.source_revision_id:
        return original_at(family.source, shown.source_revision_id).page
    if reference is None or not _follows(shown, reference):
        return None
    return original_at(family.source, reference.revision_id or 0).page


def _follows(shown: RevisionText | None, reference: RevisionText) -> bool:
    return shown is not None and is_current(shown, reference)


def _keep(worksheet: Worksheet, recorder: Recorder) -> int:
    """Write down the rows that are new, and what the language chose for itself if nothing was known of the page at all."""
    new = list(_new_rows(worksheet))
    for row in new:
        recorder.keep(row.segment.path, Record(row.segment.text, row.text))
    if not worksheet.records:
        own = {choice.variable.path: choice.own for choice in worksheet.choices if choice.own is not None}
        save_choices(recorder, own, None)
    return len(new)


def _new_rows(worksheet: Worksheet) -> Iterator[Row]:
    """Yield the rows whose words are surely a translation and are not known yet."""
    sure = _sure_fields(worksheet)
    for row in worksheet.rows:
        is_translated = row.state == RowState.DONE and row.text not in ("", row.segment.text) and not row.is_optional
        if is_translated and row.segment.field_name in sure and not _is_known(row, worksheet.records):
            yield row


def _is_known(row: Row, records: Records) -> bool:
    said = (row.segment.text, row.text)
    return any((one.source, one.text) == said for one in records.get(row.segment.path, ()))


def _sure_fields(worksheet: Worksheet) -> set[str]:
    """Return the fields that are built alike in both languages: as many texts, and no block that stands in one only."""
    theirs = Counter(one.field_name for one in worksheet.source.texts)
    ours = Counter(one.field_name for one in worksheet.target.texts)
    apart = {left.field_name for left in worksheet.leftovers}
    apart |= {row.segment.field_name for row in worksheet.rows if row.state == RowState.MISSING}
    return {name for name, number in theirs.items() if ours[name] == number} - apart


def never_remembered() -> QuerySet[Page]:
    """Return the live translations of which the memory knows nothing."""
    known = StringTranslation.objects.filter(
        context__object_id=OuterRef("translation_key"), locale_id=OuterRef("locale_id")
    )
    live = TranslationStatus.objects.filter(is_live=True, is_original=False, page=OuterRef("pk"))
    return Page.objects.live().filter(Exists(live), ~Exists(known), alias_of=None).order_by("pk")


def remember_all(seconds: float = float("inf")) -> tuple[int, int]:
    """Remember the live translations never remembered, for at most so long; return how many pages had something, and texts."""
    began, pages, texts = time.monotonic(), 0, 0
    for page in never_remembered():
        if time.monotonic() - began > seconds:
            break
        with transaction.atomic():
            found = remember(page)
        pages, texts = pages + bool(found), texts + found
    return pages, texts


@every_night("remember_translations")
def remember_at_night(payload: Payload) -> None:
    """Remember what went live unheard of, for instance before there was a memory."""
    remember_all(A_NIGHT)


@receiver(page_published, dispatch_uid="translating.remember_published")
def post_remembering(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Have a translation remembered once it is stored that it is live."""
    if TranslationStatus.objects.filter(page=instance.pk, is_original=False).exists():
        with transaction.atomic():
            post("remember_translation", f"page {instance.pk}", {"page": instance.pk})


@carries_out("remember_translation", is_slow=True)
def remember_published(payload: Payload) -> None:
    """Remember a translation that went live; nothing if it has gone since."""
    with transaction.atomic():
        if page := Page.objects.live().filter(pk=payload["page"], alias_of=None).first():
            remember(page)
