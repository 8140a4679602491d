"""Keeping the renditions of a picture true to it: made when it is saved, remade when its focal point moves."""

from __future__ import annotations

from wagtail.images.models import Filter

from home.models.picture import Picture
from home.renditions import ALL_SPECS, make_renditions


def remove_stale_renditions(picture: Picture) -> None:
    """Delete the renditions that were cut around another focal point, and their files."""
    for rendition in picture.renditions.filter(filter_spec__in=ALL_SPECS):
        if rendition.focal_point_key != Filter(spec=rendition.filter_spec).get_cache_key(picture):
            rendition.delete()


def refresh_renditions(picture: Picture) -> None:
    """Make what is missing, then remove what is out of date: readers never find nothing in between."""
    make_renditions(picture)
    remove_stale_renditions(picture)
