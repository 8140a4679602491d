"""The least a WSGI application can do: answer every request with the same status, headers and bytes, read from a file.

`BARE_ANSWER` names the file: one line of JSON with `status` and `headers`, then the body.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

_line, _, BODY = Path(os.environ["BARE_ANSWER"]).read_bytes().partition(b"\n")
_facts = json.loads(_line)
STATUS: str = _facts["status"]
HEADERS = [(name, value) for name, value in _facts["headers"]]


def application(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    """Answer."""
    start_response(STATUS, HEADERS)
    return [BODY]
