"""Wagtail's SQLite backend, with FTS5 asked once a query and ranking by its own bm25."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from modelsearch.backends.database.sqlite.sqlite import (
    IndexEntry,
    SQLiteAutocompleteQueryCompiler,
    SQLiteFTSIndexEntry,
    SQLiteIndex,
    SQLiteSearchQueryCompiler,
    SQLiteSearchRebuilder,
    SQLiteSearchResults,
)
from modelsearch.backends.database.sqlite.sqlite import SQLiteSearchBackend as WagtailsBackend

from search.backends.expressions import Grammar
from search.backends.hits import Found
from search.backends.quick import QuickCompiler, QuickIndex, QuickRebuilder, QuickResults
from search.entries import Entry
from search.words import words

# Words stand in quotation marks, where FTS5 reads nothing but the word; it folds case and marks itself.
FTS5 = Grammar(words, '"{}"', '"{}"*', " + ", " AND ", " OR ")
# bm25 weights in the order of the table's columns: autocomplete, body, title.
WEIGHTS = "1.0, 1.0, 8.0"
# More than bm25 can make of 25 words in six spellings: a word brings at most 2.2 times the logarithm of the number of pages.
FIRST = 1_000_000


class Compiler(QuickCompiler, SQLiteSearchQueryCompiler):
    """Whole-word search over title and body."""

    grammar = FTS5

    def find(self, expression: str, ranked: bool, first: str = "") -> Found:
        """Return the SQL that asks FTS5. `CROSS JOIN` and `LIMIT` keep the planner from asking it once a row."""
        fts, entries = SQLiteFTSIndexEntry._meta.db_table, IndexEntry._meta.db_table
        types = ", ".join(str(int(key)) for key in self.types())
        score = f"bm25({fts}, {WEIGHTS})" if ranked else "0"
        if first:  # a set made once: the inner question does not depend on the row
            score = f"{score} - {FIRST} * ({fts}.rowid IN (SELECT rowid FROM {fts} WHERE {fts} MATCH %s))"  # noqa: S608  # table names; words are parameters
        sql = (
            f"SELECT CAST(e.object_id AS integer) AS object_id, {score} AS score "  # noqa: S608  # names and numbers
            f"FROM {fts} CROSS JOIN {entries} e ON e.id = {fts}.rowid "
            f"WHERE {fts} MATCH %s AND e.content_type_id IN ({types}) LIMIT -1"
        )
        asked = [f"{{{' '.join(self.FTS_TABLE_FIELDS)}}} : ({one})" for one in (first, expression) if one]
        return Found(sql, tuple(asked))

    def by_score(self, rows: QuerySet[Any], score: Any) -> QuerySet[Any]:
        """Order by bm25, which is lower the better a row matches."""
        return rows.order_by(score.asc(), "-pk")


class AutocompleteCompiler(Compiler, SQLiteAutocompleteQueryCompiler):
    """Search as one types: the last word may be unfinished."""


class Index(QuickIndex, SQLiteIndex):
    """Wagtail's index, written in one statement a batch."""

    def row(self, content_type_id: int, entry: Entry) -> IndexEntry:
        """Return the row of an entry."""
        return IndexEntry(
            content_type_id=content_type_id,
            object_id=entry.object_id,
            title=entry.title,
            body=entry.body,
            autocomplete=entry.autocomplete,
        )


class Results(QuickResults, SQLiteSearchResults):
    """Results whose counts are made without ranking."""


class Rebuilder(QuickRebuilder, SQLiteSearchRebuilder):
    """Rebuilds the index and merges what FTS5 wrote in pieces."""

    def tidy(self) -> list[str]:
        """Return the statements that follow a rebuild."""
        fts = SQLiteFTSIndexEntry._meta.db_table
        return [f"INSERT INTO {fts}({fts}) VALUES ('optimize')", *super().tidy()]  # noqa: S608  # a table's own name


class SQLiteSearchBackend(WagtailsBackend):
    """Full-text search in SQLite."""

    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = Index
    results_class = Results
    rebuilder_class = atomic_rebuilder_class = Rebuilder
    # Where the index keeps the text of a page, for extracts.
    text_field = "index_entries__body"
