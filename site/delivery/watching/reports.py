"""Reports of errors to Sentry, where `SENTRY_DSN` is set: where in the code and in which view, and nothing of who asked for what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from delivery.request_ids import current_request_id

if TYPE_CHECKING:
    from sentry_sdk.transport import Transport

REPORTED_HEADERS: Final = {"host", "accept-language", "content-type", "x-request-id"}
"""Headers that may be worth knowing and belong to nobody."""
_ADDRESS: Final = re.compile(r"[^\s<>()\[\]{},;:'\"]+@[^\s<>()\[\]{},;:'\"]+")
_QUERY: Final = re.compile(r"\?\S*")
_REMOVED: Final = ("user", "extra", "breadcrumbs", "server_name", "modules")

Event = dict[str, Any]


def scrubbed(event: Event, hint: Event | None = None) -> Event:
    """Return an event without bodies, cookies, query strings, readers' addresses and the values of variables."""
    scrubbed = {name: value for name, value in event.items() if name not in _REMOVED}
    if "request" in scrubbed:
        scrubbed["request"] = _request(scrubbed["request"])
    for error in scrubbed.get("exception", {}).get("values", []):
        error["value"] = _words(error.get("value"))
        for frame in (error.get("stacktrace") or {}).get("frames", []):
            frame.pop("vars", None)
    scrubbed.pop("logentry", None)  # messages are written for us, but their arguments may be about people
    if "message" in scrubbed:
        scrubbed["message"] = _words(scrubbed["message"])
    scrubbed["tags"] = {**scrubbed.get("tags", {}), "request": current_request_id()}
    return scrubbed


def _request(request: Event) -> Event:
    headers = {name: value for name, value in request.get("headers", {}).items() if name.lower() in REPORTED_HEADERS}
    return {"method": request.get("method"), "url": str(request.get("url", "")).partition("?")[0], "headers": headers}


def _words(text: object) -> str:
    """Return a message without mail addresses, and without the queries of addresses."""
    return _QUERY.sub("?…", _ADDRESS.sub("…", str(text or "")))[:300]


def begin(dsn: str, transport: Transport | type[Transport] | None = None) -> None:
    """Report errors from now on; tests put in a `transport` that sends nothing."""
    import sentry_sdk

    sentry_sdk.init(
        dsn=dsn,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        max_breadcrumbs=0,
        traces_sample_rate=0,
        send_client_reports=False,
        auto_session_tracking=False,
        before_send=scrubbed,  # type: ignore[arg-type]  # an event is a dictionary
        transport=transport,
    )
