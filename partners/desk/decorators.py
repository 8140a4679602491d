"""Nobody who sends words to a desk loses them, whatever has become of their session or their membership."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render

from accounts.sign_in_addresses import sign_in_address
from delivery.origin import is_same_origin
from partners.desk.interrupted_forms import AbstractInterruptedForm
from partners.desk.tidying import tidied, tidied_line
from partners.desk_access import kept_private

FormStore = Callable[[HttpRequest, int | None], AbstractInterruptedForm | None]
"""Stores the form a request posts, about the thing with a key; `None` if the form is not one of ours."""


def wants_json(request: HttpRequest) -> bool:
    """Say whether a script asks: it saves as one types."""
    return request.headers.get("Accept", "").startswith("application/json")


def preserve_form(store: FormStore) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Return a decorator for guarded views of the desk that take in a form.

    Somebody whose session has ended signs in and finds what they typed in the form again: `store` holds it meanwhile. Somebody who is
    no longer a member, or whose organisation has left, or whose story is gone, gets their words back on a page that says so, with
    status 404.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST" or not is_same_origin(request):
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return kept_private(_after_signing_in(request, store, kwargs.get("pk")))
            try:
                return view(request, *args, **kwargs)
            except Http404:
                return kept_private(_words_returned(request))

        guarded.csrf_exempt = True  # type: ignore[attr-defined]  # guarded by where the form comes from
        return guarded

    return decorate


def _after_signing_in(request: HttpRequest, store: FormStore, pk: int | None) -> HttpResponse:
    """Store the form and lead to signing in, and from there back to it; a script has its own copy and is told where."""
    if wants_json(request):
        return JsonResponse({"sign_in": sign_in_address(request.path)}, status=401)
    stored = store(request, pk)
    back = f"{request.path}?{urlencode({'kept': stored.token})}" if stored else request.path
    return HttpResponseRedirect(sign_in_address(back), status=303)


def _words_returned(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"gone": True}, status=404)
    lines = [tidied_line(request.POST.get(name, "")) for name in ("title", "summary", "promise")]
    words = [*lines, *(tidied(request.POST.get(name, "")) for name in ("text", "visit"))]
    context = {"words": "\n\n".join(word for word in words if word)}
    return render(request, "desk/returned.html", context, status=404)
