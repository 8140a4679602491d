"""Wagtail's PostgreSQL backend, folding words itself and ranking no more rows than a reader will look at.

Both sides, what is indexed and what is asked, are folded by `search.words` and stored with the `simple` configuration: tŷ
is ty and `/together` is together whatever extensions and dictionaries a server has, and as on SQLite.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import QuerySet, TextField, Value
from modelsearch.backends.database.postgres.postgres import (
    IndexEntry,
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchQueryCompiler,
    PostgresSearchRebuilder,
    PostgresSearchResults,
)
from modelsearch.backends.database.postgres.postgres import PostgresSearchBackend as WagtailsBackend
from wagtail.models import Page

from search.backends.expressions import Grammar
from search.backends.hits import Found
from search.backends.quick import QuickCompiler, QuickIndex, QuickRebuilder, QuickResults
from search.entries import Entry
from search.words import folded_words

CONFIGURATION = "simple"  # no stemming: one index holds every language
FIRST = 1000  # more than any rank
TSQUERY = Grammar(folded_words, "'{}'", "'{}':*", " <-> ", " & ", " | ")


class Compiler(QuickCompiler, PostgresSearchQueryCompiler):
    """Whole-word search over title and body, by the function `search_hits` (migration 0002)."""

    grammar = TSQUERY

    def find(self, expression: str, ranked: bool, first: str = "") -> Found:
        """Return the SQL that calls the function; twice, where some hits come `first`."""
        sql = "SELECT object_id, score FROM search_hits(to_tsquery(%s, %s), %s, %s)"
        asked = (CONFIGURATION, expression, self.types(), ranked)
        if not first:
            return Found(sql, asked)
        typed = "SELECT object_id FROM search_hits(to_tsquery(%s, %s), %s, false)"
        both = f"SELECT h.object_id, h.score + {FIRST} * (t.object_id IS NOT NULL)::integer AS score FROM ({sql}) h LEFT JOIN ({typed}) t USING (object_id)"  # noqa: S608  # table names; words are parameters
        return Found(both, (*asked, CONFIGURATION, first, self.types()))

    def by_score(self, rows: QuerySet[Any], score: Any) -> QuerySet[Any]:
        """Order by score, highest first."""
        return rows.order_by(score.desc(), "-pk")


class AutocompleteCompiler(Compiler, PostgresAutocompleteQueryCompiler):
    """Search as one types, over the short texts things are suggested under."""

    def find(self, expression: str, ranked: bool, first: str = "") -> Found:
        """Return the SQL of the hits. `MATERIALIZED` keeps the planner from asking once a row."""
        typed = f" + {FIRST} * (e.autocomplete @@ to_tsquery(%s, %s))::integer" if first else ""
        sql = (
            f"WITH hits AS MATERIALIZED (SELECT e.object_id::integer AS object_id, ts_rank(e.autocomplete, q){typed} AS score "  # noqa: S608  # table names; words are parameters
            f"FROM {IndexEntry._meta.db_table} e, to_tsquery(%s, %s) q "
            "WHERE e.autocomplete @@ q AND e.content_type_id = ANY(%s)) SELECT object_id, score FROM hits"
        )
        before = (CONFIGURATION, first) if first else ()
        return Found(sql, (*before, CONFIGURATION, expression, self.types()))


def vector(text: str, weight: str) -> SearchVector:
    """Return the expression of the words of `text`, folded."""
    folded = Value(" ".join(folded_words(text)), output_field=TextField())
    return SearchVector(folded, weight=weight, config=CONFIGURATION)


class Index(QuickIndex, PostgresIndex):
    """Wagtail's index. `body` holds the title too, so that one index answers questions over both."""

    def row(self, content_type_id: int, entry: Entry) -> IndexEntry:
        """Return the row of an entry."""
        whole: Any = vector(entry.title, "A") + vector(entry.body, "D")
        return IndexEntry(
            content_type_id=content_type_id,
            object_id=entry.object_id,
            title=vector(entry.title, "A"),
            body=whole,
            autocomplete=vector(entry.autocomplete, "D"),
            title_text=entry.title,
            body_text=entry.body,
        )


class Results(QuickResults, PostgresSearchResults):
    """Results whose counts are made without ranking."""


class Rebuilder(QuickRebuilder, PostgresSearchRebuilder):
    """Rebuilds the index and renews the planner's statistics, without which it joins the long way round."""

    def tidy(self) -> list[str]:
        """Return the statements that follow a rebuild."""
        return [*super().tidy(), f"ANALYZE {Page._meta.db_table}"]


class PostgreSQLSearchBackend(WagtailsBackend):
    """Full-text search in PostgreSQL."""

    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = Index
    results_class = Results
    rebuilder_class = atomic_rebuilder_class = Rebuilder
    # Where the index keeps the text of a page, for extracts.
    text_field = "index_entries__body_text"

    def __init__(self, params: dict[str, object]) -> None:
        super().__init__(params)
        self.config = self.autocomplete_config = CONFIGURATION
