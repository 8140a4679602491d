"""Finding pictures without words: placements that have neither alternative text nor the mark that they are decoration.

What is live has been checked when it was published, or was put there by code; what is being written is only in the latest
revision. Both are looked at, the live pages in the database and the drafts in their JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from django.db.models import Q
from wagtail.models import Page, get_page_models
from wagtail.query import PageQuerySet

from home.models import HomePage, PicturePlacement

DRAFTS_READ = (
    100  # a revision is some tens of kilobytes of JSON; the newest drafts are the ones somebody can still mend
)


def _lacking_on_pages() -> Q:
    """Return the condition under which a page's own fields hold a picture without words."""
    wanted = Q(pk__in=HomePage.objects.exclude(hero_picture=None).filter(hero_alt="").order_by().values("pk"))
    for model in get_page_models():
        if issubclass(model, PicturePlacement):
            silent = model.objects.exclude(picture=None).filter(picture_alt="", picture_decorative=False)
            wanted |= Q(pk__in=silent.order_by().values("pk"))
    return wanted


def _blocks(value: object) -> Iterable[Mapping[str, object]]:
    """Yield every mapping inside the JSON of a stream field."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _blocks(item)


def _is_silent(block: Mapping[str, object]) -> bool:
    return bool({"image", "alt_text"} <= block.keys() and block["image"]) and not (
        block["alt_text"] or block.get("decorative")
    )


def lacks_alternative(content: Mapping[str, object]) -> bool:
    """Say whether a revision's content holds a picture without words, in its fields or in its blocks."""
    if content.get("picture") and not content.get("picture_alt") and not content.get("picture_decorative"):
        return True
    if content.get("hero_picture") and not content.get("hero_alt"):
        return True
    streams = (value for value in content.values() if isinstance(value, str) and '"alt_text"' in value)
    return any(_is_silent(block) for stream in streams for block in _blocks(json.loads(stream)))


def lacking_alternatives(pages: PageQuerySet, limit: int) -> list[Page]:
    """Return up to `limit` of `pages` with a picture without words, newest edit first, in two queries."""
    newest = pages.order_by("-latest_revision_created_at")
    drafts = newest.filter(has_unpublished_changes=True).values_list("pk", "latest_revision__content")[:DRAFTS_READ]
    silent = [pk for pk, content in drafts if content and lacks_alternative(content)]
    return list(newest.filter(_lacking_on_pages() | Q(pk__in=silent))[:limit])
