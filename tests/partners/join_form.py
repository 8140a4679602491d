"""The form for a pledge, filled in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.utils import timezone

from partners.models import Application

URL = "/en/take-part/pledge/"
CY = "/cy/take-part/pledge/"
ALL_WELL: dict[str, Any] = {
    "kind": "business",
    "name": "Example & Sons Bakers",
    "region": "yorkshire-and-the-humber",
    "promise": "give every new starter one paid day to volunteer with a group in their own neighbourhood.",
    "month": "5",
    "year": str(timezone.localdate().year + 1),
    "strand": "meet",
    "email": "baker@example.org",
    "agreed": "on",
    "action": "send",
}


def messages(client: Client, url: str = URL, **changes: Any) -> dict[str, str]:
    """Post the form with some fields changed (`None` leaves one out); return the error summary by field id."""
    data = {name: value for name, value in {**ALL_WELL, **changes}.items() if value is not None}
    response = client.post(url, data)
    assert response.status_code == 200
    assert Application.objects.count() == 0
    found = {problem.field_id: problem.message for problem in response.context["error_list"]}
    assert len(found) == len(response.context["error_list"])
    return found


Capture = Callable[..., Any]
State = Application.State
