"""Addresses about the people in a story: at the desk (namespace `consent`), and for editors (namespace `story_people`)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from stories.consent import people_views as views
from stories.consent.decorators import desk

app_name = "consent"

View = Callable[..., HttpResponse]


def addresses(start: str, door: Callable[[View], View]) -> list[URLPattern]:
    """Return the addresses under `start`, each view behind `door`."""
    return [
        path(f"{start}people/", door(views.people), name="people"),
        path(f"{start}people/add/", door(views.add), name="add"),
        path(f"{start}people/<int:person>/", door(views.person), name="person"),
        path(f"{start}people/<int:person>/edit/", door(views.edit), name="edit"),
        path(f"{start}people/<int:person>/withdraw/", door(views.withdraw_for), name="withdraw"),
    ]


urlpatterns = addresses("desk/<slug:key>/stories/<int:pk>/", desk)
