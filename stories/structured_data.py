"""A story as schema.org describes an Article."""

from __future__ import annotations

from django.http import HttpRequest

from home.social_cards import card_url
from home.structured_data import ORGANISATION_ID, Thing, absolute
from stories.models import StoryPage


def article(page: StoryPage, request: HttpRequest) -> Thing:
    """Return the story as an Article: who publishes it, who it comes from, its language and its dates."""
    publisher = {"@type": "Organization", "@id": absolute(f"/{ORGANISATION_ID}"), "name": "/together"}
    partner = page.organisation
    url = absolute(page.get_url(request))
    described: Thing = {
        "@type": "Article",
        "headline": page.title[:110],
        "description": page.description,
        "url": url,
        "mainEntityOfPage": url,
        "image": [card_url(page)],
        "inLanguage": page.content_language.code,
        "datePublished": page.story_date.isoformat(),
        "author": {"@type": "Organization", "name": partner.name} if partner else publisher,
        "publisher": publisher,
        "articleSection": page.strand.name,
        "contentLocation": {
            "@type": "Place",
            "name": ", ".join(filter(None, [page.locality, page.get_region_display()])),
        },
    }
    if page.last_published_at:
        described["dateModified"] = page.last_published_at.isoformat()
    return described
