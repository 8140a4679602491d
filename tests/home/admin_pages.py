"""What the tests of the admin read from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

SignIn = Callable[..., Client]

SignIn = Callable[..., Client]


def words_form(page: Page | None = None, **changed: Any) -> dict[str, Any]:
    """Return what the editor of a standard page posts."""
    form: dict[str, Any] = {
        "title": page.title if page else "Words",
        "slug": page.slug if page else "words",
        "summary": "Words about us.",
        "picture": "",
        "picture_alt": "",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
    }
    return {**form, **changed}


def said(response: HttpResponse) -> str:
    """Return the messages of the admin."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def edit(client: Client, page: Page, **posted: Any) -> HttpResponse:
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), words_form(page, **posted))


def act(client: Client, page: Page, action: str) -> HttpResponse:
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(url, {"comment": ""})


def dashboard(client: Client) -> str:
    return client.get(reverse("wagtailadmin_home")).content.decode()
