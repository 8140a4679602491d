"""What a process remembers besides pages, and has to forget when anything changed in another process."""

from __future__ import annotations

from collections.abc import Callable

from django.core.cache import cache
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION

_forgetting: list[Callable[[], None]] = []


def forgets(function: Callable[[], None]) -> Callable[[], None]:
    """Have `function` called when another process has changed something: only that process was told by signals."""
    if function not in _forgetting:
        _forgetting.append(function)
    return function


@forgets
def _forget_site_roots() -> None:
    cache.delete(SITE_ROOT_PATHS_CACHE_KEY, version=SITE_ROOT_PATHS_CACHE_VERSION)


def forget_process_caches() -> None:
    """Forget where the sites have their roots, and whatever else was said to be forgotten."""
    for forget in _forgetting:
        forget()
