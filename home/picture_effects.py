"""What follows from a picture or a page being stored, by way of the outbox: renditions, social cards, files that go.

The thread of the web process carries it out within moments of the commit; what it does not manage is tried again. A process that
is killed leaves nothing undone, and an editor who uploads a large picture does not wait for its thirty renditions.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Final

from django.core.files.storage import storages
from wagtail.models import Page

from home.models.base_page import BasePage
from home.models.picture import Picture
from home.rendition_upkeep import refresh_renditions
from home.social_cards import CARDS, card_name, make_card
from upkeep.nightly import every_night
from upkeep.outbox.handlers import Payload, carries_out
from upkeep.outbox.posting import post

RENDITIONS: Final = "renditions"
CARD: Final = "card"
FORGET_CARD: Final = "forget_card"
DELETE_FILE: Final = "delete_file"


def post_renditions(picture: Picture) -> None:
    """Have the renditions of a picture made once it is stored; raises what `post` raises."""
    post(RENDITIONS, f"picture {picture.pk}", {"picture": picture.pk})


def post_card(page: BasePage) -> None:
    """Have the social card of a page drawn once the page is live; raises what `post` raises."""
    post(CARD, f"page {page.pk}", {"page": page.pk})


def post_forget_card(page: BasePage) -> None:
    """Have the social card of a page taken away once the page is no longer live; raises what `post` raises."""
    post(FORGET_CARD, f"page {page.pk}", {"page": page.pk, "card": card_name(page)})


def post_delete_file(name: str) -> None:
    """Have an uploaded file deleted once nothing in the database is about it any more; raises what `post` raises."""
    subject = sha256(name.encode()).hexdigest()[:16]  # documents are called what their writers called them
    post(DELETE_FILE, f"file {subject}", {"file": name})


@carries_out(RENDITIONS, is_slow=True)
def make_renditions_of(payload: Payload) -> None:
    """Make what a picture lacks and remove what is out of date; a picture deleted meanwhile needs nothing."""
    if picture := Picture.objects.filter(pk=payload["picture"]).first():
        refresh_renditions(picture)


@carries_out(CARD)
def make_card_of(payload: Payload) -> None:
    """Draw the card of a page, unless it has left the site meanwhile."""
    page = Page.objects.live().filter(pk=payload["page"]).first()
    if page is not None and isinstance(specific := page.specific, BasePage):
        make_card(specific)


@carries_out(FORGET_CARD)
def forget_card(payload: Payload) -> None:
    """Delete a card, unless its page is live again and shows it."""
    page = Page.objects.live().filter(pk=payload["page"]).first()
    if page is None or card_name(page.specific) != payload["card"]:
        storages["default"].delete(payload["card"])


@carries_out(DELETE_FILE)
def delete_file(payload: Payload) -> None:
    """Delete a file from the storage of media; one that is gone already is no error."""
    storages["default"].delete(payload["file"])


@every_night("forget_cards")
def forget_orphaned_cards(payload: Payload) -> None:
    """Delete the cards that no live page shows any more: those of earlier titles."""
    storage = storages["default"]
    with suppress(FileNotFoundError):  # no page has gone live yet
        stored = storage.listdir(CARDS)[1]  # before the pages are looked at: what is drawn meanwhile is not in it
        pages = Page.objects.live().specific().iterator()
        shown = {card_name(page) for page in pages if isinstance(page, BasePage)}
        for name in set(stored) - {PurePosixPath(card).name for card in shown}:
            storage.delete(f"{CARDS}/{name}")
