"""Insides of Django 5.2."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.forms.models import BaseModelForm

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.db.models.fields.files import FieldFile
    from django.db.models.sql.query import Query


def is_stored(file: FieldFile) -> bool:
    """Say whether a file lies in its storage already; a new one waits for `save`, and Django marks it so for itself only."""
    return bool(file._committed)  # type: ignore[attr-defined]  # not in the stubs


def set_query(rows: QuerySet, query: Query) -> None:
    """Give a queryset another query; the public setter forgets what `values_list()` asked for."""
    rows._query = query  # type: ignore[attr-defined]  # not in the stubs


class InstanceCheckForm(BaseModelForm):
    """A model form that says when it has its instance check itself."""

    @contextmanager
    def checking_instance(self) -> Iterator[None]:
        """Surround the checks of the instance, which has its new values by then."""
        yield

    def _post_clean(self) -> None:
        with self.checking_instance():
            super()._post_clean()  # type: ignore[misc]  # not in the stubs
