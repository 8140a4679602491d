"""What a process remembers besides pages, and has to forget when anything changed in another process."""

from __future__ import annotations

from django.core.cache import cache
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION

from languages.locales import forget_locales


def forget_process_caches() -> None:
    """Forget where the sites have their roots and which locales there are: only the changing process was told by signals."""
    cache.delete(SITE_ROOT_PATHS_CACHE_KEY, version=SITE_ROOT_PATHS_CACHE_VERSION)
    forget_locales()
