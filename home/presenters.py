"""Who puts together what a page shows: functions beside the models, found by the type of the page.

A model says what a page is and what may be stored; a presentation module imports the model and says what is shown of it. The
model must not import its presentation in turn, so the functions are registered here when their app is ready.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

from home.structured_data import Thing

F = TypeVar("F", bound=Callable[..., object])

Presenter = Callable[[Any, HttpRequest], Mapping[str, object]]
Describer = Callable[[Any, HttpRequest, Mapping[str, object]], list[Thing]]
Answerer = Callable[[Any, HttpRequest], HttpResponse]


class ByPageType(Generic[F]):
    """A decorator of functions, each for pages of one type and of those that extend it."""

    def __init__(self) -> None:
        self._functions: dict[type[Page], F] = {}

    def __call__(self, model: type[Page]) -> Callable[[F], F]:
        """Return the decorator for pages of `model`; raises `ImproperlyConfigured` when another function has them already."""

        def register(function: F) -> F:
            if self._functions.setdefault(model, function) is not function:
                raise ImproperlyConfigured(f"{model.__name__} has two of {function.__name__} and its like.")
            return function

        return register

    def of(self, model: type[Page]) -> list[F]:
        """Return the functions that speak for `model`, that of the most general type first."""
        return [self._functions[base] for base in reversed(model.__mro__) if base in self._functions]


presents: ByPageType[Presenter] = ByPageType()
"""`(page, request)`: what the page's template is given, besides what more general types are given."""

describes: ByPageType[Describer] = ByPageType()
"""`(page, request, context)`: the page as schema.org things, read from what its template was given; the nearest type's only."""

answers: ByPageType[Answerer] = ByPageType()
"""`(page, request)`: the answer to a request that is more than showing the page; the nearest type's only."""
