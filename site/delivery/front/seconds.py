"""Letting nginx keep an answer until the end of the present second, and not longer.

nginx counts in whole seconds: "for one second" is up to two. A moment can be named instead (`X-Accel-Expires: @...`), and the present
second is over within one. However many ask, nginx then asks the site about once a second for each address, and what has changed is
seen within a second without anything having to be purged. Other proxies ignore the header; nginx does not pass it on.
"""

from __future__ import annotations

import time
from typing import Final

from django.http import HttpResponse

HEADER: Final = "X-Accel-Expires"


def until_the_second_ends() -> tuple[str, str]:
    """Return the header that lets nginx keep an answer given now."""
    return HEADER, f"@{int(time.time())}"


def for_this_second(response: HttpResponse) -> HttpResponse:
    """Return `response`, with leave for nginx to keep it."""
    name, value = until_the_second_ends()
    response[name] = value
    return response
