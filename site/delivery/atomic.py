"""What an editor does with one press of a button happens wholly or not at all.

Wagtail wraps some of its actions in a transaction and leaves others as several writes: a process killed in between left a live page
without its entry in the log, or a page that had moved in the tree but not in its address. Reading is never wrapped: on SQLite a
transaction begins by asking for the right to write.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse

WRAPPED: Final = ("/admin/",)
"""How the addresses begin under which everything that is sent in is one transaction."""


View = Callable[..., HttpResponse]


def keeps_own_transactions(view: View) -> View:
    """Mark a view that begins and ends its transactions itself, because it waits for somebody else's server in between."""
    view.keeps_own_transactions = True  # type: ignore[attr-defined]  # as Django marks `csrf_exempt`
    return view


class AtomicEditingMiddleware:
    """Carries out what editors send in inside one transaction. The last in the list: what others refuse never begins one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response as it is."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: list[object], kwargs: dict[str, object]
    ) -> HttpResponse | None:
        """Return what the view answers to something sent in; whatever it raises undoes what it wrote."""
        if request.method != "POST" or not request.path_info.startswith(WRAPPED):
            return None
        if getattr(view, "keeps_own_transactions", False):
            return None
        with transaction.atomic():
            return view(request, *args, **kwargs)
