"""Questions to the database that are put into SQL once in a process, and asked again with other values.

Django works out the SQL of a query every time it is asked: one to five milliseconds for those of a public page, more than the
database takes to answer. What differs between two askings, the address of a page or the language of a reader, are values; a
`Slot` keeps their place. Wagtail, Django and this project build the query in the usual words; what comes out are the usual
objects.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from copy import copy
from typing import Any, cast

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, Expression, Field, QuerySet, TextField
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.query import Query

from compat.django import set_query


class Slot(Expression):
    """The place of a value in a prepared question: it can stand wherever a query compares with a value."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Return a parameter, and this slot in the place of its value."""
        return "%s", (self,)

    def fill(self, values: Mapping[str, Any], connection: BaseDatabaseWrapper) -> Any:
        """Return the value of this slot as the database takes it; raises `KeyError` if none is given."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


def number(name: str) -> Slot:
    """Return a slot for a whole number, such as a primary key."""
    return Slot(name, BigIntegerField())


def text(name: str) -> Slot:
    """Return a slot for a text."""
    return Slot(name, TextField())


class _OnceCompiler(SQLCompiler):
    """Django's own compiler, which works its SQL out once and then only fills in the values."""

    query: _PreparedQuery
    worked_out: tuple[str, tuple[Any, ...]] | None = None

    def as_sql(self, with_limits: bool = True, with_col_aliases: bool = False) -> tuple[str, tuple[Any, ...]]:
        """Return the SQL and its parameters; raises `EmptyResultSet` where nothing can match."""
        if self.worked_out is None:
            self.worked_out = super().as_sql(with_limits, with_col_aliases)
        sql, parameters = self.worked_out
        values = self.query.values_of_slots
        return sql, tuple(one.fill(values, self.connection) if isinstance(one, Slot) else one for one in parameters)


class _PreparedQuery(Query):
    """A query whose compiler is kept: what was worked out belongs to all threads, the connection to one."""

    kept_compiler: _OnceCompiler
    values_of_slots: Mapping[str, Any]

    def get_compiler(
        self, using: str | None = None, connection: BaseDatabaseWrapper | None = None, elide_empty: bool = True
    ) -> SQLCompiler:
        """Return the compiler for one asking."""
        compiler = copy(self.kept_compiler)
        compiler.query = self
        compiler.connection = connection or connections[using or DEFAULT_DB_ALIAS]
        return compiler


class Prepared:
    """A question: `build` returns it as a queryset, with a `Slot` for every value that differs from asking to asking.

    `build` is called at the first asking and must not depend on anything else that changes.
    """

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._question: QuerySet[Any, Any] | None = None

    def ask(self, **values: object) -> list[Any]:
        """Return what the database answers, with the slots filled; raises `KeyError` for a slot without a value."""
        if self._question is None:
            self._question = self._prepare(values)
        asked = self._question.all()
        cast(_PreparedQuery, asked.query).values_of_slots = values
        return list(asked)

    def _prepare(self, values: Mapping[str, Any]) -> QuerySet[Any, Any]:
        question = self._build()
        query = cast(_PreparedQuery, question.query.chain(klass=_PreparedQuery))
        query.values_of_slots = values
        query.kept_compiler = _OnceCompiler(query, connections[DEFAULT_DB_ALIAS], DEFAULT_DB_ALIAS)
        with suppress(EmptyResultSet):  # nothing can ever match: every asking finds that out again
            query.kept_compiler.as_sql()
        set_query(question, query)
        return question
