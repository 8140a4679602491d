"""What our backends share over Wagtail's for SQLite and PostgreSQL: one join instead of a question a row."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Model, QuerySet
from django.db.models.lookups import In
from modelsearch.conf import get_app_config
from modelsearch.utils import get_content_type_pk, get_descendants_content_types_pks
from wagtail.models import Page

from search import vocabulary
from search.backends.expressions import Grammar, Unsupported
from search.backends.hits import Found, has_integer_key, joined
from search.entries import Entry, entry_of
from search.query_terms import as_typed

IndexEntry = get_app_config().get_model("IndexEntry", require_ready=False)
_TYPE_OF_PAGE = Page._meta.get_field("content_type")


class QuickCompiler:
    """A mixin over a query compiler of modelsearch."""

    grammar: Grammar

    def check(self) -> None:
        """Allow any filter: the queryset is asked of the database itself, not of an index that must know the field."""

    def find(self, expression: str, ranked: bool, first: str = "") -> Found:
        """Return the SQL of the hits; `score` may be anything when they need not be `ranked`.

        What matches the expression `first`, which is narrower, has a better score than all the rest.
        """
        raise NotImplementedError

    def by_score(self, rows: QuerySet[Any], score: Any) -> QuerySet[Any]:
        """Return the rows, best first."""
        raise NotImplementedError

    def types(self: Any) -> list[int]:
        """Return the content types that can be among the hits: asking the index for no more spares ranking the rest."""
        types = set(get_descendants_content_types_pks(self.queryset.model))
        for condition in self.queryset.query.where.children:
            if isinstance(condition, In) and getattr(condition.lhs, "target", None) == _TYPE_OF_PAGE:
                wanted = condition.rhs if isinstance(condition.rhs, list) else []
                types &= set(wanted) if wanted and all(isinstance(key, int) for key in wanted) else types
        return sorted(types)

    def search(self: Any, config: Any, start: int, stop: int | None, **options: object) -> QuerySet[Any]:
        """Return the hits among `self.queryset`, ranked unless the caller brings an order of its own.

        What `Grammar` does not write (`Not`, `MatchAll`, named fields ...) is left to Wagtail's compiler.
        """
        try:
            expression = self.grammar.write(self.query, self.LAST_TERM_IS_PREFIX)
        except Unsupported:
            return super().search(config, start, stop, **options)  # type: ignore[misc]  # a mixin: Wagtail's class has it
        if self.fields or not has_integer_key(self.queryset.model):
            return super().search(config, start, stop, **options)  # type: ignore[misc]  # a mixin: Wagtail's class has it
        return self.hits(expression, options.get("score_field"))[start:stop] if expression else self.queryset.none()

    def typed(self: Any) -> str:
        """Return the expression of the words as they were typed; '' if they have no other spelling."""
        query = as_typed(self.query)
        return self.grammar.write(query, self.LAST_TERM_IS_PREFIX) if query else ""

    def hits(self: Any, expression: str, score_field: str | None) -> QuerySet[Any]:
        """Return the rows that match `expression`, in order, with the score as `score_field` if one is named."""
        ranked = self.order_by_relevance or bool(score_field)
        rows, score = joined(self.queryset, self.find(expression, ranked, self.typed() if ranked else ""))
        rows = rows.annotate(**{score_field: score}) if score_field else rows
        if self.order_by_relevance:
            return self.by_score(rows, score)
        return rows if rows.query.order_by else rows.order_by("-pk")


class QuickResults:
    """A mixin over the results of modelsearch: counting needs no rank."""

    def unranked(self: Any) -> QuerySet[Any]:
        """Return every hit, in no order."""
        compiler = self.query_compiler
        ordered, compiler.order_by_relevance = compiler.order_by_relevance, False
        try:
            options = {"backend": self.backend} if hasattr(compiler, "sql_weights") else {}
            return compiler.search(compiler.get_config(self.backend), None, None, **options).order_by()
        finally:
            compiler.order_by_relevance = ordered

    def _do_count(self: Any) -> int:
        found: int = self.unranked().count()
        stop = found if self.stop is None else min(found, self.stop)
        return max(0, stop - self.start)

    def facet(self: Any, field_name: str) -> OrderedDict[Any, int]:
        """Return how many hits there are for each value of a field, most first."""
        rows = self.unranked().values_list(field_name).annotate(found=Count("pk")).order_by("-found")
        return OrderedDict(rows)


class QuickIndex:
    """A mixin over an index of modelsearch: one statement a batch, and no title norms, which our ranking does not use."""

    def row(self, content_type_id: int, entry: Entry) -> object:
        """Return the unsaved `IndexEntry` of an entry."""
        raise NotImplementedError

    def add_items(self, model: type[Model], objs: Iterable[Model]) -> None:
        """Write the entries of objects of one model, and remember their words for "Did you mean"."""
        objects = list(objs)
        if not objects or not model.get_search_fields():  # type: ignore[attr-defined]  # indexed models only
            return
        entries = [entry_of(obj) for obj in objects]
        content_type_id = get_content_type_pk(model)
        IndexEntry.objects.bulk_create(
            [self.row(content_type_id, entry) for entry in entries],
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=[field.name for field in IndexEntry._meta.local_concrete_fields if field.name in _TEXTS],
        )
        vocabulary.remember(zip(objects, entries, strict=True))

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Leave the norms alone: refreshing them rewrites every row of the index."""


_TEXTS = {"title", "body", "autocomplete", "title_text", "body_text"}


class QuickRebuilder:
    """A mixin over a rebuilder of modelsearch: starts the vocabulary anew, and tidies up at the end."""

    index: Any

    def start(self: Any) -> object:
        """Begin: forget entries of what is gone, and every word."""
        vocabulary.forget()
        return super().start()  # type: ignore[misc]  # a mixin: Wagtail's class has it

    def finish(self: Any) -> None:
        """End: statistics and merged pieces keep questions quick."""
        super().finish()  # type: ignore[misc]  # a mixin: Wagtail's class has it
        with self.index.write_connection.cursor() as cursor:
            for statement in self.tidy():
                cursor.execute(statement)

    def tidy(self) -> Sequence[str]:
        """Return the statements that follow a rebuild."""
        return [f"ANALYZE {IndexEntry._meta.db_table}"]
