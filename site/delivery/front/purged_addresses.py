"""Under which addresses a page, and the files it refers to, may lie in somebody else's cache."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from delivery.media.publicity import is_public

BATCH: Final = 500
"""Pages read at once where all are asked for."""

Elsewhere = Callable[[Page], Iterable[str]]
_elsewhere: list[Elsewhere] = []


def stands_elsewhere(paths: Elsewhere) -> Elsewhere:
    """Register a function that returns the paths (`/en/embed/...`) a page is shown under besides its own; `page` is specific."""
    if paths not in _elsewhere:
        _elsewhere.append(paths)
    return paths


def of_page(page: Page) -> list[str]:
    """Return the addresses of a page, of its translations, and of the pages above each."""
    family = [page, *page.get_translations()]
    above = [ancestor for one in family for ancestor in one.get_ancestors().filter(depth__gt=1)]
    unique = {one.pk: one for one in [*family, *above]}
    return list(dict.fromkeys(address for one in unique.values() for address in _of_one(one)))


def _of_one(page: Page) -> Iterator[str]:
    own = page.get_full_url()
    if own is None:  # outside of every site
        return
    specific = page.specific_deferred
    yield from (own + path.lstrip("/") for path in specific.get_cached_paths())
    for paths in _elsewhere:
        yield from (f"{settings.SITE_URL}{path}" for path in paths(specific))


def of_all_pages() -> Iterator[list[str]]:
    """Yield the addresses of every live page, a batch at a time."""
    pages = Page.objects.live().filter(depth__gt=1).order_by("-depth", "pk").iterator(BATCH)
    while batch := list(islice(pages, BATCH)):
        yield [address for page in batch for address in _of_one(page)]


def files_of(page: Page) -> list[str]:
    """Return the storage names of the pictures, in every size, and documents that `page` refers to."""
    picture, document = get_image_model(), get_document_model()
    kinds = {model: ContentType.objects.get_for_model(model) for model in (picture, document)}
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page), object_id=str(page.pk)
    )
    keys = {
        model: rows.filter(to_content_type=kind).values_list("to_object_id", flat=True) for model, kind in kinds.items()
    }
    wanted = {model: [int(key) for key in found] for model, found in keys.items()}
    renditions = picture.get_rendition_model().objects.filter(image__in=wanted[picture])
    originals = [model.objects.filter(pk__in=found) for model, found in wanted.items()]
    return sorted({name for rows in (*originals, renditions) for name in rows.values_list("file", flat=True)})


def of_hidden_files(names: Iterable[str]) -> list[str]:
    """Return the addresses of those of the files called `names` that readers are no longer shown."""
    urls = [default_storage.url(name) for name in names if not is_public(name)]
    return [url if "://" in url else f"{settings.SITE_URL}{url}" for url in urls]
