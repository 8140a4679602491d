"""Which sizes and formats of a picture the site shows, and making them before any reader asks.

The design guide (section 9) asks for AVIF, then WebP, then JPEG, at widths 480, 800, 1200 and 1600. A shape names the cut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from wagtail.images.models import Filter

from home.models.picture import Picture, PictureRendition

FORMATS = ("avif", "webp", "jpeg")


@dataclass(frozen=True, slots=True)
class Shape:
    """A cut of pictures: Wagtail's operation for each width, in pixels, and the formats made of it."""

    operations: tuple[str, ...]
    formats: tuple[str, ...] = FORMATS

    def specs(self) -> list[str]:
        """Return the filter specifications of every rendition of this shape."""
        return [f"{operation}|format-{kind}" for operation in self.operations for kind in self.formats]


SHAPES: dict[str, Shape] = {
    "card": Shape(("fill-480x360", "fill-800x600")),
    "wide": Shape(("fill-480x270", "fill-800x450", "fill-1200x675")),
    "bleed": Shape(("fill-800x400", "fill-1200x600", "fill-1600x800")),
    "whole": Shape(("width-480", "width-800", "width-1200")),
    "square": Shape(("fill-240x240", "fill-480x480"), ("webp", "jpeg")),
    "logo": Shape(("max-160x160",), ("webp", "png")),
    "social": Shape(("fill-1200x630",), ("jpeg",)),
}
ALL_SPECS: tuple[str, ...] = tuple(spec for shape in SHAPES.values() for spec in shape.specs())


def make_renditions(picture: Picture) -> None:
    """Make every rendition of `picture` that is missing; does nothing when all are there."""
    picture.get_renditions(*(Filter(spec=spec) for spec in ALL_SPECS))


def prefetch_specs(pictures: Iterable[Picture], *shapes: str) -> None:
    """Attach the ready renditions of the named shapes to `pictures`, in one query."""
    prefetch_shapes((picture, shapes) for picture in pictures)


def prefetch_shapes(placements: Iterable[tuple[Picture, tuple[str, ...]]]) -> None:
    """Attach to each picture the ready renditions of the shapes it is shown in, in one query (none without pictures).

    Two pages may show the same picture, each with an object of its own: both get its renditions.
    """
    by_id: dict[int, list[Picture]] = defaultdict(list)
    wanted = Q()
    for picture, shapes in placements:
        picture.prefetched_renditions = []
        by_id[picture.pk].append(picture)
        specs = [spec for shape in shapes for spec in SHAPES[shape].specs()]
        wanted |= Q(image_id=picture.pk, filter_spec__in=specs)
    for rendition in PictureRendition.objects.filter(wanted) if by_id else ():
        for picture in by_id[rendition.image_id]:
            picture.prefetched_renditions.append(rendition)
