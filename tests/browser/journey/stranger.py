"""A member of another organisation: signed in, curious, and shown nothing."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import Page

OWN = "/en/desk/example-repair-cafe/"
PUBLIC = ("/cy/straeon/", "/en/stories/", "/sitemap-pages.xml")


def desk_addresses(address: str) -> list[str]:
    """Return the addresses of a story at its desk, and of the desk; `address` is the form's."""
    desk = address.partition("stories/")[0]
    steps = ("", "preview/", "people/", "people/add/", "corrections/", "delete/", "pull-back/")
    return [desk, f"{desk}team/", f"{desk}profile/", *(f"{address}{step}" for step in steps)]


def sees_nothing(stranger: Page, addresses: Iterable[str], mark: str) -> None:
    """What belongs to others answers as if it were not there; no list, and nothing the editors have, tells of it."""
    for address in addresses:
        answer = stranger.request.get(address)
        assert answer.status == 404, address
        assert mark not in answer.text(), address
    for address in (OWN, "/admin/moderation/"):
        assert mark not in stranger.request.get(address).text(), address


def may_change_nothing(stranger: Page, address: str) -> None:
    """Writing to the story, or taking it back, answers as if it were not there."""
    origin = "/".join(stranger.url.split("/")[:3])
    for step in ("", "pull-back/", "delete/"):
        answer = stranger.request.post(f"{address}{step}", form={"action": "save"}, headers={"Origin": origin})
        assert answer.status == 404, step


def is_not_public(stranger: Page, mark: str) -> None:
    """Before it is live, no public list tells of it."""
    for address in (*PUBLIC, f"/cy/search/suggest/?q={mark}"):
        assert mark not in stranger.request.get(address).text(), address
