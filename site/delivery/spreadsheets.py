"""What leaves the site as a spreadsheet: text stays text, whatever somebody typed. Wagtail's own exports write it as it is."""

from __future__ import annotations

from typing import Final

from django.db.models import Model
from django.utils.functional import Promise

from compat.wagtail import filter_exported_cells

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a formula begins with, also in the wide forms of East Asian scripts (OWASP, "CSV Injection")."""


def plain_cell(value: object, *args: object) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe before one says that it is text."""
    text = "" if value is None else str(value)
    is_live = text.lstrip().startswith(FORMULA_STARTS) or text[:1] in ("\t", "\r", "\n")
    return f"'{text}" if is_live else text


def write_plain_cells() -> None:
    """Have every CSV file of the admin written with plain cells, those of Wagtail's reports too. XLSX says itself what is text."""
    filter_exported_cells(_exported)


def _exported(cell: object, is_csv: bool) -> object:
    return plain_cell(cell) if is_csv and isinstance(cell, (str, Promise, Model)) else cell
