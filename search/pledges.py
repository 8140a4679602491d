"""Pledges among the results.

A pledge has no page. Its promise is part of what its organisation's profile is indexed under, so the profiles that match are
the only candidates; each candidate's promise in the reader's language is then looked at word by word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from partners.models import Pledge
from search.words import folded_words, words


@dataclass(frozen=True, slots=True)
class PledgeHit:
    """A pledge that matches, with what is shown of it and of its organisation."""

    promise: str
    title: str
    sector: str
    region: str
    url_path: str


def find_pledges(
    profiles: QuerySet[Any, Any] | list[int], terms: Iterable[frozenset[str]], language: str
) -> dict[int, list[PledgeHit]]:
    """Return the public pledges of organisations with these profile pages that hold every term, by page, in one query.

    Each term is a set of spellings as `search.query_terms.sought` returns them, any of which counts.
    """
    spellings = list(terms)
    found: dict[int, list[PledgeHit]] = defaultdict(list)
    for row in _candidates(profiles):
        promise = row["promise"].get(language, "")
        known = {*folded_words(promise), *words(promise.casefold())}
        if promise and all(known & term for term in spellings):
            found[row["page_id"]].append(
                PledgeHit(promise, row["title"], row["sector"], row["region"], row["url_path"])
            )
    return dict(found)


def _candidates(profiles: QuerySet[Any, Any] | list[int]) -> QuerySet[Pledge, Any]:
    return (
        Pledge.objects.public()
        .filter(organisation__pages__in=profiles)
        .values(
            "promise",
            page_id=F("organisation__pages__pk"),
            title=F("organisation__pages__title"),
            url_path=F("organisation__pages__url_path"),
            sector=F("organisation__sector"),
            region=F("organisation__region"),
        )
    )
