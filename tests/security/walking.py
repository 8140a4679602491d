"""Asking for an address, and telling whether somebody was let in."""

from __future__ import annotations

import re
from typing import Final

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

REFUSED: Final = {401, 403, 404, 405}
"""Not signed in, not allowed, not there for them, and not a way to ask."""
AWAY: Final = re.compile(r"^/(admin/|admin/login/.*|[a-z]{2}/sign-in/.*|[a-z]{2}/desk/|[a-z]{2}/account/again/.*)$")
"""Where somebody is sent who may not: to sign in, to show once more who they are, to the first page of the admin, to their own desk."""
WRITES: Final = re.compile(
    r'^(INSERT INTO|UPDATE|DELETE FROM) "(?!django_session|accounts_attempt|partners_membership)'
)
"""A change to anything but a session, the count of attempts, and when a member was last here."""


def is_let_in(response: HttpResponse) -> bool:
    """Say whether an answer shows or does something: anything but a refusal and the way to somewhere harmless."""
    if response.status_code in (301, 302, 303):
        return AWAY.match(response["Location"]) is None
    return response.status_code not in REFUSED


def ask(client: Client, method: str, path: str) -> tuple[bool, list[str], HttpResponse]:
    """Ask for a path; return whether one was let in, what was written to the database, and the answer."""
    with CaptureQueriesContext(
        connection,
    ) as seen:
        response = client.generic(method, path, content_type="application/x-www-form-urlencoded")
    written = [query["sql"][:80] for query in seen if WRITES.match(query["sql"])]
    return is_let_in(response), written, response
