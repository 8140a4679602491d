"""What the tests of the directory read from it."""

from __future__ import annotations

from typing import Any

from django.test import Client


def shown(client: Client, code: str = "en", query: str = "") -> dict[str, Any]:
    response = client.get(f"/{code}/partners/{query}")
    assert response.status_code == 200
    return response.context


def names(context: dict[str, Any]) -> list[str]:
    return [card.name for group in context["groups"] for card in group.cards]


def headings(context: dict[str, Any]) -> list[str]:
    return [group.letter for group in context["groups"]]
