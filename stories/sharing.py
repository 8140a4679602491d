"""Passing a story on: plain links, without anybody's script."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.http import HttpRequest

from home.structured_data import absolute
from stories.embed import embed_code, embed_path
from stories.models import StoryPage


@dataclass(frozen=True, slots=True)
class Share:
    """The ways to pass a story on: its full address, links that begin a message, and code for somebody else's page."""

    link: str
    email_url: str
    whatsapp_url: str
    embed_url: str
    embed_code: str


def _mailto(subject: str, body: str) -> str:
    return "mailto:?" + urlencode({"subject": subject, "body": body}, quote_via=quote)


def share_links(request: HttpRequest, story: StoryPage) -> Share:
    """Return how to pass `story` on, always at its own address."""
    link = absolute(story.get_url(request) or "")
    return Share(
        link=link,
        email_url=_mailto(story.title, f"{story.title}\r\n{link}"),
        whatsapp_url="https://wa.me/?" + urlencode({"text": f"{story.title} {link}"}, quote_via=quote),
        embed_url=absolute(embed_path(story)) if story.live else "",
        embed_code=embed_code(story),
    )
