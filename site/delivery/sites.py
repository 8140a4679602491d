"""Which site a request is for, asked of the database once and not again for every request."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.models import Site

from compat.wagtail import set_site
from delivery.memory.process_cache import process_cached


def site_of(request: HttpRequest) -> Site | None:
    """Return the site of a request, with its root page; it is left where Wagtail looks first, so that nobody asks again."""
    site: Site | None = process_cached(("site", request.get_host()), lambda: Site.find_for_request(request))
    set_site(request, site)
    return site
