"""Lines of the log as JSON: one object a line, for machines to read, and nothing in them about who the reader was.

Addresses of readers, cookies, form data and query strings are never logged; the path of a page is.
"""

from __future__ import annotations

import json
import logging
from copy import copy
from datetime import UTC, datetime

from django.utils.log import AdminEmailHandler

from delivery.request_ids import current_request_id


class DiscreetEmailHandler(AdminEmailHandler):
    """Mails errors to `ADMINS` without the request: its cookies, addresses and form data belong to a person."""

    def emit(self, record: logging.LogRecord) -> None:
        """Send the record, with the name of its request instead of the request."""
        bare = copy(record)
        request = bare.__dict__.pop("request", None)
        name = getattr(request, "request_id", "") or current_request_id()
        bare.msg, bare.args = f"{record.getMessage()} (request {name})", ()
        super().emit(bare)


class JsonFormatter(logging.Formatter):
    """Writes a record as one JSON object: time (UTC), level, logger, message, request, and the traceback of an error."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without its end."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": getattr(getattr(record, "request", None), "request_id", "") or current_request_id(),
            "status": getattr(record, "status_code", None),
            "error": self.formatException(record.exc_info) if record.exc_info else None,
        }
        return json.dumps({name: value for name, value in line.items() if value not in ("", None)}, ensure_ascii=False)
