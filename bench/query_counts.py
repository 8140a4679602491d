"""How many questions a page puts to the database: `python -m bench.query_counts PATH ...` prints one number a line.

The pages are made in this process, each once before it is counted, as the pages of a server that has been up for a while.
"""

from __future__ import annotations

import sys

import django

from bench.server import ROOT


def count(path: str) -> int:
    """Return the number of queries for the page at `path`; raises `ValueError` unless it answers 200."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": settings.SITE_URL.partition("://")[2]})
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        status = client.get(path).status_code
    if status != 200:
        raise ValueError(f"{path} answered {status}")
    return len(queries)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "site"))
    django.setup()
    for asked in sys.argv[1:]:
        print(count(asked))
