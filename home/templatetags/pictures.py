"""Pictures in templates, from renditions that are ready. Nothing is rendered inside a reader's request."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from home.models.picture import Picture, PictureRendition
from home.renditions import SHAPES

register = template.Library()

MIME_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg", "png": "image/png"}
# How wide each shape is shown, for the browser's choice of file (design guide, section 4).
SIZES = {
    "card": "(min-width: 900px) 30rem, 100vw",
    "wide": "(min-width: 900px) 42rem, 100vw",
    "bleed": "100vw",
    "whole": "(min-width: 900px) 42rem, 100vw",
    "square": "12rem",
    "logo": "62px",
    "social": "100vw",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One format of a picture: its MIME type and its renditions, narrowest first."""

    mime_type: str
    renditions: tuple[PictureRendition, ...]

    @property
    def srcset(self) -> str:
        """The `srcset` attribute: every address with its width."""
        return ", ".join(f"{rendition.url} {rendition.width}w" for rendition in self.renditions)


def _ready(picture: Picture) -> list[PictureRendition]:
    """Return the renditions at hand: those prefetched, else those in the database, asked for once; none is made."""
    ready: list[PictureRendition] | None = getattr(picture, "prefetched_renditions", None)
    if ready is None:
        ready = picture.prefetched_renditions = list(picture.renditions.all())
    return ready


def sources_of(picture: Picture, shape: str) -> list[Source]:
    """Return the ready sources of `picture` in `shape`, best format first; empty when none is ready."""
    by_spec = {rendition.filter_spec: rendition for rendition in _ready(picture)}
    found = []
    for kind in SHAPES[shape].formats:
        specs = (f"{operation}|format-{kind}" for operation in SHAPES[shape].operations)
        # An upload narrower than the shape comes out at its own width: one rendition a width is enough.
        by_width = {by_spec[spec].width: by_spec[spec] for spec in specs if spec in by_spec}
        if by_width:
            found.append(Source(MIME_TYPES[kind], tuple(by_width[width] for width in sorted(by_width))))
    return found


def _source_tags(picture: Picture, shape: str, sizes: str, media: str = "") -> list[SafeString]:
    """Return a `<source>` a format; all of them, for a shape that is shown under a media condition only."""
    found = sources_of(picture, shape)
    condition = format_html(' media="{}"', media) if media else ""
    return [
        format_html('<source type="{}" srcset="{}" sizes="{}"{}>', source.mime_type, source.srcset, sizes, condition)
        for source in (found if media else found[:-1])
    ]


@register.simple_tag
def picture(
    picture: Picture | None, shape: str = "card", alt: str = "", eager: bool = False, sizes: str = "", narrow: str = ""
) -> SafeString | str:
    """Return a `<picture>` of the ready renditions, '' when there is none: AVIF, WebP, JPEG, with size and `alt`.

    `narrow` names another shape for screens under 900 px, the design's one-column layout.
    """
    found = sources_of(picture, shape) if picture else []
    if not picture or not found:
        return ""
    width = sizes or SIZES[shape]
    tags = _source_tags(picture, narrow, "100vw", "(max-width: 899px)") if narrow else []
    last = found[-1].renditions[-1]
    image = format_html(
        '<img class="picture" src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {} decoding="async">',
        last.url,
        found[-1].srcset,
        width,
        last.width,
        last.height,
        alt,
        SafeString('fetchpriority="high"' if eager else 'loading="lazy"'),
    )
    return format_html(
        "<picture>{}{}</picture>", SafeString("".join([*tags, *_source_tags(picture, shape, width)])), image
    )
