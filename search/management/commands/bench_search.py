"""Measure search over what the database holds; `seed_demo --stories 10000` makes something to measure.

Every figure is the least CPU time of this process over several runs, and the wall time of that run: a database server's
work shows in the second only.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page, Site

from languages.translations import home_pages
from search.backends.quick import IndexEntry
from search.queries import Search
from search.query_terms import parse
from search.words import folded_words

SAMPLE = 400  # index entries read to find a rare and a common word
TRIES = 20  # rare words looked up to find the rarest


@dataclass(frozen=True, slots=True)
class Measure:
    """One word: how much it finds, what a whole results page costs, and how many queries it asks."""

    word: str
    found: int
    cpu: float
    wall: float
    queries: int


class Command(BaseCommand):
    """`manage.py bench_search [--language en] [--runs 10] [words ...]`"""

    help = "Measure what a search costs. Without words it finds a rare one and a common one itself."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the arguments."""
        parser.add_argument("words", nargs="*")
        parser.add_argument("--language", default="en")
        parser.add_argument("--runs", type=int, default=10)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a table of measures."""
        home = self._home(options["language"])
        self.stdout.write(f"{connection.vendor}: {Page.objects.filter(locale_id=home.locale_id).count()} pages")
        self.stdout.write(f"{'word':24}{'found':>8}{'CPU ms':>9}{'wall ms':>9}{'queries':>9}")
        for word in options["words"] or rare_and_common(home):
            measure = measured(home, options["language"], word, options["runs"])
            figures = f"{measure.found:8}{measure.cpu:9.1f}{measure.wall:9.1f}{measure.queries:9}"
            self.stdout.write(f"{word[:23]:24}{figures}")

    def _home(self, language: str) -> Page:
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        home = site and home_pages(site).get(language)
        if not home:
            raise CommandError(f"There is no home page in {language!r} yet: run seed_demo first.")
        return home


def rare_and_common(home: Page) -> list[str]:
    """Return the rarest word found in a sample of the index, and the word most entries of it hold."""
    text = "body_text" if connection.vendor == "postgresql" else "body"
    live = Page.objects.live().filter(locale_id=home.locale_id).order_by("?").values_list("pk", flat=True)[:SAMPLE]
    texts = IndexEntry.objects.filter(object_id__in=[str(key) for key in live]).values_list(text, flat=True)
    counted: Counter[str] = Counter()
    for body in texts:
        counted.update(set(folded_words(body)))
    rare = [word for word, times in counted.items() if times == 1 and word.isalnum()][:TRIES]
    found = {word: number for word in rare if (number := Search(home, parse(word)).count(None))}
    return [min(found, key=found.__getitem__), counted.most_common(1)[0][0]] if found else list(counted)[:1]


def measured(home: Page, language: str, word: str, runs: int) -> Measure:
    """Ask for the results page of `word` again and again, and return the best run; the first only warms up."""
    host = settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "localhost"
    with override(language):
        url = reverse("search:results")
    client = Client(headers={"host": host})
    client.get(url, {"q": word}, secure=True)
    times = []
    for _run in range(runs):
        cpu, wall = time.process_time(), time.perf_counter()
        client.get(url, {"q": word}, secure=True)
        times.append(((time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000))
    with CaptureQueriesContext(connection) as queries:
        client.get(url, {"q": word}, secure=True)
    return Measure(word, Search(home, parse(word)).count(None), *min(times), len(queries))
