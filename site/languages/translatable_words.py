"""What there is to translate of a page: its texts in their order, by which a version is known again.

The texts are those wagtail-localize would offer to a translator. Where a block stands and which identifier it bears do not
count, nor does the page's address: an author who saves without touching a word, or moves a page, leaves translations as they
are. A link that leads elsewhere does count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import Model
from wagtail.blocks.stream_block import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from languages.models.revision_text import DIGEST_LENGTH
from languages.normal_form import fragment_form

PIECE_LENGTH = 12
ADDRESS = "slug"

Piece = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of a page: a `digest` of all, and of each piece its own digest and how many words it has."""

    digest: str
    pieces: tuple[Piece, ...]

    @property
    def count(self) -> int:
        """How many words there are."""
        return sum(words for _digest, words in self.pieces)


def words_of(page: Page) -> Words:
    """Return what there is to translate of `page`, a specific page as it stands in memory."""
    pieces = tuple(piece_of(segment) for segment in translatable_segments(page))
    return Words(_digest("\n".join(digest for digest, _words in pieces), DIGEST_LENGTH), pieces)


def translatable_segments(page: Page) -> Iterator[StringSegmentValue]:
    """Yield the texts of `page` as wagtail-localize cuts them, the address left out."""
    _give_blocks_identifiers(page)
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue) and segment.path != ADDRESS:
            yield segment


def missing_words(source: Iterable[Sequence[Any]], known: Iterable[Sequence[Any]]) -> int:
    """Return how many words of the pieces `source` are in none of the pieces `known`."""
    digests = {piece[0] for piece in known}
    return sum(piece[1] for piece in source if piece[0] not in digests)


def piece_of(segment: StringSegmentValue) -> Piece:
    """Return the digest of one text in its normal form, links included, and how many words it has."""
    html = fragment_form(segment.render_html())
    return _digest(html, PIECE_LENGTH), len(segment.render_text().split())


def _digest(text: str, length: int) -> str:
    return sha256(text.encode()).hexdigest()[:length]


def _give_blocks_identifiers(page: Model) -> None:
    """Write the page's streams anew: those made by code lack the identifiers by which localize finds its way."""
    for field in page._meta.get_fields():
        value = getattr(page, field.name, None) if isinstance(field, StreamField) else None
        if isinstance(value, StreamValue) and value:
            list(value)  # read whole: what was never read is written back as it was
            setattr(page, field.name, StreamValue(value.stream_block, value.get_prep_value(), is_lazy=True))
