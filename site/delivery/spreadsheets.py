"""What leaves the site as a spreadsheet: text stays text, whatever somebody typed. Wagtail's own exports write it as it is."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Model
from django.utils.functional import Promise
from wagtail.admin.views.mixins import SpreadsheetExportMixin

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a formula begins with, also in the wide forms of East Asian scripts (OWASP, "CSV Injection")."""


def plain_cell(value: Any, *args: Any) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe before one says that it is text."""
    text = "" if value is None else str(value)
    is_live = text.lstrip().startswith(FORMULA_STARTS) or text[:1] in ("\t", "\r", "\n")
    return f"'{text}" if is_live else text


def write_plain_cells() -> None:
    """Have every CSV file of the admin written with plain cells, those of Wagtail's reports too. XLSX says itself what is text.

    Wagtail asks a table of functions by type and one by column, which views fill in for themselves: only what comes out of both is
    the cell.
    """
    as_wagtail_does = SpreadsheetExportMixin.preprocess_field_value

    def preprocess_field_value(view: SpreadsheetExportMixin, field: str, value: Any, export_format: str) -> Any:
        cell = as_wagtail_does(view, field, value, export_format)
        is_text = isinstance(cell, (str, Promise, Model))
        return plain_cell(cell) if is_text and export_format == view.FORMAT_CSV else cell

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
