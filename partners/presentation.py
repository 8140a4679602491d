"""What a partner's profile shows besides its own fields, and how the directory describes itself to machines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from home.presentation import way_to_page
from home.presenters import describes, presents
from home.structured_data import Thing, absolute, item_list
from partners.models import DirectoryPage, PartnerPage


@presents(PartnerPage)
def partner_page(page: PartnerPage, request: HttpRequest) -> Mapping[str, object]:
    """Return the organisation and its pledge."""
    page.fetch_organisation()
    return {"organisation": page.organisation, "pledge": page.pledge()}


@describes(DirectoryPage)
def directory(page: DirectoryPage, request: HttpRequest, context: Mapping[str, Any]) -> list[Thing]:
    """Describe the partners shown as an ItemList, besides the way to the page."""
    shown = [(card.name, absolute(card.url)) for group in context.get("groups", []) for card in group.cards]
    return [*way_to_page(page, request, context), item_list(shown)]
