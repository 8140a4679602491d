"""Whether readers are shown a file: it is public while something public refers to it, and not a moment longer.

Wagtail's reference index says what refers to a picture or document; it is written in the transaction of the change. Of what refers
to it only that counts which is named here: live pages, and what other rooms declare with `shows`. What is not known is not public.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from wagtail.models import Page, ReferenceIndex

from delivery.media.served_files import MediaFile, find
from delivery.memory.process_cache import process_cached

Shown = Callable[[], QuerySet[Model]]
BATCH: Final = 500
"""Keys in one question to the database; SQLite allows about a thousand."""

_shown: dict[type[Model], Shown] = {}


class NotPublicError(LookupError):
    """Nothing public shows this file."""


def shows(model: type[Model], public: Shown) -> None:
    """Declare that what `public()` returns, rows of `model`, is shown to everybody with the files it refers to."""
    _shown[model] = public


def live_pages() -> QuerySet[Page]:
    """Return the pages everybody may read: live, and behind no password."""
    pages: QuerySet[Page] = Page.objects.live().public()
    return pages


def references_to(file: MediaFile) -> dict[type[Model], set[Any]]:
    """Return the keys of everything that refers to the picture or document of `file`, by model; drafts included."""
    if file.model is None:
        return {}
    kind = ContentType.objects.get_for_model(file.model)
    rows = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id=str(file.pk))
    found: dict[type[Model], set[Any]] = defaultdict(set)
    for type_id, key in rows.values_list("base_content_type_id", "object_id").distinct():
        model = ContentType.objects.get_for_id(type_id).model_class()
        if model is not None:
            found[model].add(model._meta.pk.to_python(key))
    return found


def is_shown(file: MediaFile) -> bool:
    """Say, by the database, whether something public refers to `file`."""
    if file.kind == "drawn":
        return True
    return any(_are_shown(model, keys) for model, keys in references_to(file).items())


def _are_shown(model: type[Model], keys: set[Any]) -> bool:
    public = live_pages if model is Page else _shown.get(model)
    return public is not None and any(public().filter(pk__in=batch).exists() for batch in batched_keys(keys))


def batched_keys(keys: set[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the keys, so many at a time as one question may hold."""
    ordered = sorted(keys)
    return (tuple(ordered[start : start + BATCH]) for start in range(0, len(ordered), BATCH))


def is_public(name: str) -> bool:
    """Say whether the file called `name` may be given to everybody.

    That it may is cached until anything that pages show changes; that it may not is asked every time, for there is no end of names.
    """

    def ask() -> bool:
        file = find(name)
        if file is None or not is_shown(file):
            raise NotPublicError(name)
        return True

    try:
        return process_cached(("public file", name), ask)
    except NotPublicError:
        return False
