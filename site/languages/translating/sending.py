"""Saying that a translation is complete, and sending it to the review every page goes through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, WorkflowState

from languages.models.revision_text import TranslationKind
from languages.recording import record_translation
from languages.translating.rows import RowState
from languages.translating.sources import Original
from languages.translating.worksheet import Worksheet

if TYPE_CHECKING:
    from accounts.models import User


def lacks(worksheet: Worksheet) -> Iterator[str]:
    """Yield what keeps a translation from being complete, a sentence a kind."""
    counts = worksheet.counts()
    if number := counts[RowState.MISSING]:
        yield ngettext("%(number)d text is missing.", "%(number)d texts are missing.", number) % {"number": number}
    if number := counts[RowState.FAULTY]:
        yield ngettext("%(number)d text has to be put right.", "%(number)d texts have to be put right.", number) % {
            "number": number
        }
    if number := counts[RowState.MACHINE]:
        yield ngettext(
            "%(number)d machine translation has not been checked.",
            "%(number)d machine translations have not been checked.",
            number,
        ) % {"number": number}
    if number := counts[RowState.CHECK]:
        yield ngettext(
            "%(number)d text has to be looked at: its original changed.",
            "%(number)d texts have to be looked at: their originals changed.",
            number,
        ) % {"number": number}


def faults_of_page(page: Page) -> list[str]:
    """Return what the page itself finds missing in its draft, such as alternative text, each with the field's name."""
    draft = page.get_latest_revision_as_object()
    try:
        draft.full_clean()
    except ValidationError as error:
        return [f"{_field_name(draft, name)}: {' '.join(words)}" for name, words in error.message_dict.items()]
    return []


def _field_name(page: Page, name: str) -> str:
    known = {field.name: field for field in page._meta.get_fields()}
    return str(capfirst(getattr(known.get(name), "verbose_name", _("The page"))))


def complete(page: Page, worksheet: Worksheet, original: Original, by: User | None) -> list[str]:
    """Say that the latest draft is a complete translation; return what keeps it from being one, in which case nothing is said."""
    found = [*lacks(worksheet), *faults_of_page(page)]
    if not found:
        kind = TranslationKind.MACHINE_CHECKED if any(row.tool for row in worksheet.rows) else TranslationKind.PERSON
        record_translation(page, source_revision=original.revision, kind=kind, by=by, ready=True)
    return found


def send(page: Page, worksheet: Worksheet, original: Original, by: User | None) -> list[str]:
    """Send a complete translation to review; return what keeps it from being complete, in which case it stays a draft."""
    found = complete(page, worksheet, original, by)
    if not found:
        state = page.current_workflow_state
        if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            state.resume(by)
        else:
            page.get_workflow().start(page, by)
    return found
