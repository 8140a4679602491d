"""What a translation lacks, said so that an editor can act on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from languages.admin_addresses import edit_address, start_address, translate_address
from languages.configured import language_for
from languages.families import Family
from languages.gate.obstacles import Obstacle
from languages.models.revision_text import RevisionText
from languages.state import words_missing
from languages.translatable_words import piece_of, translatable_segments

SENTENCES = {
    "missing": _("There is no page in this language yet."),
    "stale": _("The translation follows an earlier version."),
    "unfinished": _("The translation is not finished."),
    "unchecked": _("A machine made the translation, and nobody has checked it."),
    "unapproved": _("The translation is ready and waits to be approved."),
    "scheduled": _("The translation is to go live at a later date."),
    "original": _("The version that this translates is not approved yet."),
    "untranslated": _("The words are still those of the original."),
    "invalid": _("Something is missing on this page."),
}
MOST_DETAILS = 12
ALTERNATIVE_ENDINGS = ("alt_text", "_alt")


def missing(reason: str, family: Family, code: str, reference: RevisionText | None = None, **more: Any) -> Obstacle:
    """Return the obstacle that a language is, for a `reason` of `SENTENCES`; it may wait."""
    page = family.pages.get(code)
    text = family.newest(page) if page else None
    counted = reason in ("missing", "stale", "unfinished", "unchecked", "untranslated")
    return Obstacle(
        code=f"translation.{reason}",
        text=format_lazy("{}: {}", language_for(code).name, SENTENCES[reason]),
        url=_address(family, page),
        may_wait=True,
        language=code,
        words=words_missing(family, text, reference) if counted else 0,
        **{"details": places_missing(family, text, reference) if counted and page else (), **more},
    )


def _address(family: Family, page: Page | None) -> str:
    """Return where a language is put right: where it is begun, translated, or, if it is the original, edited."""
    if page is None:
        return start_address(family.source)
    return edit_address(page) if page.pk == family.source.pk else translate_address(page)


def places_missing(family: Family, text: RevisionText | None, reference: RevisionText | None) -> tuple[str, ...]:
    """Return where the words stand that a translation does not have yet, in the order of the page, each place once."""
    if reference is None or reference.revision_id is None:
        return ()
    known: list[Sequence[Any]] = []
    if text and text.source_basis and text.source_basis != reference.basis and not text.is_unchecked:
        known = [p for one in family.texts[family.source.pk] if one.basis == text.source_basis for p in one.pieces]
    page = Revision.objects.get(pk=reference.revision_id).as_object()
    return tuple(dict.fromkeys(_places(page, {piece[0] for piece in known})))[:MOST_DETAILS]


def _places(page: Page, known: Iterable[str]) -> Iterator[str]:
    digests = set(known)
    for segment in translatable_segments(page):
        if piece_of(segment)[0] not in digests:
            yield place_of(page, segment.path, segment.render_text())


def place_of(page: Page, path: str, text: str) -> str:
    """Return what an editor calls the place `path` on `page`; of a picture's alternative text, which it is."""
    names = path.split(".")
    try:
        field = page._meta.get_field(names[0])
    except FieldDoesNotExist:
        return names[0]
    label = str(getattr(field, "verbose_name", names[0]))
    if names[-1].endswith(ALTERNATIVE_ENDINGS):
        return gettext("Alternative text: “%(text)s”") % {"text": text}
    inside = _block_label(field, getattr(page, names[0], None), names[1:])
    place = f"{label}: {inside}" if inside else label
    return place[:1].upper() + place[1:]


def _block_label(field: Any, value: Any, names: list[str]) -> str:
    """Return the label of the block that `names` leads to, '' where there is none."""
    if not isinstance(field, StreamField) or not names:
        return ""
    child = next((one for one in value if one.id == names[0]), None)
    block = child.block if child else None
    for name in names[1:]:
        if isinstance(block, (StructBlock, StreamBlock)) and name in block.child_blocks:
            block = block.child_blocks[name]
    return str(block.label) if block is not None else ""
