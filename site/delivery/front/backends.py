"""Wagtail's way of telling Varnish or a purging nginx, which waits for an answer as long as it takes: here it does not."""

from __future__ import annotations

from typing import Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

from wagtail.contrib.frontend_cache.backends.http import HTTPBackend, PurgeRequest

TIMEOUT: Final = 5.0
"""Seconds for one address; a purge in the same room takes a millisecond."""


class TimeLimitedHTTPBackend(HTTPBackend):
    """Sends `PURGE` for each address, and gives up after `TIMEOUT` seconds."""

    def purge(self, url: str) -> None:
        """Drop one address; one that is not there is fine. Raises `OSError` when the cache does not answer or says no."""
        parts = urlsplit(url)
        target = f"{self.cache_scheme}://{self.cache_netloc}{parts.path or '/'}{'?' * bool(parts.query)}{parts.query}"
        try:
            urlopen(PurgeRequest(target, headers={"Host": parts.netloc}), timeout=TIMEOUT).close()  # noqa: S310  # from the settings
        except HTTPError as error:
            if error.code != 404:
                raise
