"""What is counted while the site answers: by the name of the view, never by the path, and never by who asks.

Imported only where `METRICS` is set. Under gunicorn each process writes its figures into files of its own, and whichever is asked
adds them up (prometheus_client's multiprocess mode; `gunicorn.conf.py` names the folder).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from prometheus_client import Counter, Histogram

from delivery.memory.rendering import ExceptionInfo, Headers

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

METHODS: Final = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}
REMEMBERED: Final = {"hit", "miss", "stale"}
SECONDS: Final = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

ANSWERS = Counter("together_answers", "Answers made by Django.", ("view", "method", "status"))
ANSWER_SECONDS = Histogram("together_answer_seconds", "How long Django took.", ("view",), buckets=SECONDS)
MEMORY = Counter("together_page_memory", "Answers by what the memory of pages did.", ("how",))
MEMORY_SECONDS = Histogram("together_page_memory_seconds", "How long they took.", ("how",), buckets=SECONDS)


class CountingMiddleware:
    """Counts what Django answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the response, counted."""
        began = time.perf_counter()
        response = self.get_response(request)
        view = view_name(request)
        method = request.method if request.method in METHODS else "other"
        ANSWERS.labels(view, method, str(response.status_code)).inc()
        ANSWER_SECONDS.labels(view).observe(time.perf_counter() - began)
        return response


def view_name(request: HttpRequest) -> str:
    """Return the name of the view that answered, else its pattern; 'none' where no view was found. There are as many as patterns."""
    match = request.resolver_match
    return (match.view_name or match.route) if match else "none"


def counted(application: WSGIApplication) -> WSGIApplication:
    """Return the memory of pages, counted by what it says of each answer."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        began, how = time.perf_counter(), "bypass"

        def start(status: str, headers: Headers, *exc_info: ExceptionInfo) -> Callable[[bytes], object]:
            nonlocal how
            said = next((value for name, value in headers if name == "X-Page-Memory"), "")
            how = said if said in REMEMBERED else "bypass"
            return start_response(status, headers, *exc_info)

        body = application(environ, start)
        MEMORY.labels(how).inc()
        MEMORY_SECONDS.labels(how).observe(time.perf_counter() - began)
        return body

    return answer
