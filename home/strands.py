"""The strands of work, each with its page in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest

from delivery.prepared import Prepared, number
from home.models.strand_page import StrandPage
from home.models.term import Strand
from languages.routing import url_of_path


@dataclass(frozen=True, slots=True)
class StrandEntry:
    """A strand, and the address of its page in one language ('' where it has none)."""

    strand: Strand
    url: str


def _strands() -> QuerySet[Strand]:
    pages = StrandPage.objects.live().filter(locale_id=number("locale"), alias_of=None, strand_id=OuterRef("pk"))
    return Strand.objects.annotate(page_path=Subquery(pages.values("url_path")[:1]))


_STRANDS = Prepared(_strands)


def strand_entries(request: HttpRequest, locale_id: int) -> list[StrandEntry]:
    """Return the strands by number, each with its live page in the locale, in one query."""
    strands = _STRANDS.ask(locale=locale_id)
    return [StrandEntry(strand, url_of_path(request, strand.page_path)) for strand in strands]
