"""Translations as PO files, for those who work in a program of their own."""

from __future__ import annotations

from django.utils import timezone
from polib import POEntry, POFile
from wagtail.models import Page

from languages.locales import locale_code
from languages.translating.rows import Row, RowState
from languages.translating.worksheet import Worksheet

PAGE_HEADER = "X-Page"
NOT_SURE = frozenset({RowState.CHECK, RowState.MACHINE})


def name_of(page: Page) -> str:
    """Return what a file for `page` says it belongs to: the page in all languages, and the language."""
    return f"{page.translation_key}/{locale_code(page.locale_id)}"


def file_of(worksheet: Worksheet) -> POFile:
    """Return the worksheet as a PO file; what somebody has to look at again is marked fuzzy."""
    file = POFile(wrapwidth=0)
    file.metadata = {
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": locale_code(worksheet.target.page.locale_id),
        "PO-Revision-Date": timezone.now().strftime("%Y-%m-%d %H:%M+0000"),
        PAGE_HEADER: name_of(worksheet.target.page),
    }
    seen = set()
    for row in worksheet.rows:
        place = (row.segment.path, row.segment.text)
        if not row.is_optional and place not in seen:
            seen.add(place)
            file.append(_entry(row))
    return file


def _entry(row: Row) -> POEntry:
    return POEntry(
        msgctxt=row.segment.path,
        msgid=row.segment.text,
        msgstr=row.text,
        previous_msgid=row.earlier or None,
        flags=["fuzzy"] if row.state in NOT_SURE else [],
        comment=f"{row.place.part}: {row.place.label}",
    )
