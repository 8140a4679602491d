"""Feeds: the newest stories of the site, or of any filter of the story list, in the language of the address."""

from __future__ import annotations

from datetime import UTC, datetime, time
from hashlib import blake2b
from uuid import uuid5

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.html import format_html_join
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from home.structured_data import absolute
from languages.locales import locale_code
from stories.atom import StoryFeed
from stories.filter_choices import load_choices
from stories.filter_options import active_filters, feed_title
from stories.filters import StoryFilter
from stories.models import StoryIndexPage, StoryPage
from stories.plain import paragraphs
from stories.selection import in_place, matching, values_of
from stories.story_addresses import reader_language, story_index

NEWEST = 30
"""How many stories a feed holds."""


def _published(story: StoryPage) -> datetime:
    return story.first_published_at or datetime.combine(story.story_date, time(), UTC)


def _updated(story: StoryPage) -> datetime:
    return story.last_published_at or _published(story)


def _content(story: StoryPage) -> str:
    """Return the whole text as paragraphs of HTML."""
    return format_html_join("\n", "<p>{}</p>", ((text,) for text in paragraphs(story.body)))


def _add(feed: StoryFeed, request: HttpRequest, story: StoryPage) -> None:
    """Add a story as an entry. Its id outlives a new address: it comes from the story and its language."""
    language = locale_code(story.locale_id)
    feed.add_item(
        story.title,
        absolute(story.get_url(request) or ""),
        story.summary,
        unique_id=uuid5(story.translation_key, language).urn,
        pubdate=_published(story),
        updateddate=_updated(story),
        author_name=story.organisation.display_name if story.organisation else "",
        language=language,
        content=_content(story),
    )


def build_feed(request: HttpRequest, index: StoryIndexPage, wanted: StoryFilter) -> StoryFeed:
    """Return the feed of a filter: the newest stories, each in the reader's language or the one it was written in."""
    choices = load_choices(wanted)
    known = choices.known(wanted).changed(page=1)
    path = index.get_url(request) or ""
    feed = StoryFeed(
        title=f"{settings.SITE_NAME}: {feed_title(index.title, active_filters(known, choices, path))}",
        link=absolute(path + known.query()),
        description=index.summary,
        subtitle=index.summary,
        language=reader_language(),
        author_name=settings.SITE_NAME,
        feed_url=absolute(request.path + known.query()),
    )
    found = in_place(matching(known, values_of(known)["locale"]), known).newest_first()
    for story in found.select_related("organisation")[:NEWEST]:
        _add(feed, request, story)
    return feed


@require_safe
def story_feed(request: HttpRequest) -> HttpResponse:
    """Answer with the feed of the filter in the address; 404 in a language without a story list, 304 if unchanged.

    Unchanged is what has the same bytes. By the time of the newest story a feed from which that story was withdrawn would count
    as older than the reader's copy, who would keep it.
    """
    index = story_index(request)
    if index is None:
        raise Http404
    feed = build_feed(request, index, StoryFilter.parse(request.GET))
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    response.headers["ETag"] = tag = quote_etag(blake2b(response.content, digest_size=16).hexdigest())
    return get_conditional_response(request, etag=tag, response=response) or response
