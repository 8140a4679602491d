"""Joining a queryset with what a full-text index found.

Wagtail 8's SQLite backend asks the index once more for every row it ranks: a word of 10,000 pages takes minutes. Here the
index is asked once, as a table of (object, score), and joined with the queryset, which stays an ordinary queryset:
it can be counted, sliced and filtered on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import FloatField, IntegerField, Model, QuerySet
from django.db.models.expressions import Col
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.constants import INNER

ALIAS = "search_hits"


@dataclass(frozen=True)
class Found:
    """SQL that selects `object_id` and `score`, with its parameters."""

    sql: str
    params: tuple[object, ...]


@dataclass
class HitsJoin:
    """An inner join with `Found`, in the shape Django's `Query.join` asks for (`django.db.models.sql.datastructures`)."""

    found: Found
    parent_alias: str
    column: str
    table_name: str = ALIAS
    table_alias: str = ALIAS
    join_type: str | None = INNER
    nullable: bool = False
    filtered_relation: None = None

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[object]]:
        """Return the clause and its parameters."""
        alias, parent = map(compiler.quote_name_unless_alias, (self.table_alias, self.parent_alias))
        condition = f"{alias}.object_id = {parent}.{connection.ops.quote_name(self.column)}"
        return f"{self.join_type} ({self.found.sql}) {alias} ON ({condition})", list(self.found.params)

    def relabeled_clone(self, change_map: dict[str, str]) -> HitsJoin:
        """Return the join under the names Django gives its tables inside another query."""
        return replace(
            self,
            parent_alias=change_map.get(self.parent_alias, self.parent_alias),
            table_alias=change_map.get(self.table_alias, self.table_alias),
        )

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes two joins the same."""
        return (type(self), self.found, self.parent_alias, self.column)

    def equals(self, other: Any) -> bool:
        """Say whether `other` joins the same rows."""
        return isinstance(other, HitsJoin) and self.identity == other.identity

    def demote(self) -> HitsJoin:
        """Stay an inner join: a row that was not found is never a result."""
        return self

    promote = demote


def has_integer_key(model: type[Model]) -> bool:
    """Say whether the primary key is a number, also through multi-table inheritance; the index keeps keys as text."""
    field: Any = model._meta.pk
    while field.remote_field:
        field = field.target_field
    return isinstance(field, IntegerField)


def joined(queryset: QuerySet[Any], found: Found) -> tuple[QuerySet[Any], Col]:
    """Return the rows of `queryset` that were found, and the expression of their score."""
    rows = queryset.all()
    parent = rows.query.get_initial_alias()
    join: Any = HitsJoin(found, parent, rows.model._meta.pk.column)  # what a query asks of a join, no more
    alias = rows.query.join(join)
    score = FloatField()
    score.set_attributes_from_name("score")
    score.model = rows.model  # an expression names the model of its field when it is compared
    return rows, Col(alias, score)
