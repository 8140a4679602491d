"""Where stories are read: addresses of stories and of the list of stories, for one reader."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Subquery
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.query import PageQuerySet

from delivery.prepared import Prepared, Slot, number
from languages.configured import DEFAULT_LANGUAGE, is_configured
from languages.locales import locale_code, locale_id
from languages.routing import url_of_path
from languages.switcher import untranslated_url
from stories.models import StoryIndexPage, StoryPage
from stories.querysets import StoryQuerySet


def reader_language() -> str:
    """Return the code of the language the reader has chosen."""
    active = get_language() or ""
    return active if is_configured(active) else DEFAULT_LANGUAGE.code


def own_path(request: HttpRequest) -> str:
    """Return the path of the page that is being read, as it is written in a link."""
    return escape_uri_path(request.path)


def story_url(request: HttpRequest, story: Page) -> str:
    """Return where a reader reads `story`: its own address in their language, else inside their language's chrome."""
    reader = reader_language()
    if locale_code(story.locale_id) == reader:
        return story.get_url(request) or ""
    return untranslated_url(story, reader, request)


def story_index(request: HttpRequest) -> StoryIndexPage | None:
    """Return the list of stories in the reader's language; `None` where there is none."""
    index: StoryIndexPage | None = _indexes(locale_id(reader_language())).first()
    return index


def _indexes(reader: int | Slot | None) -> PageQuerySet:
    return StoryIndexPage.objects.live().filter(locale_id=reader, alias_of=None)


_INDEX_PATH = Prepared(lambda: _indexes(number("reader")).values_list("url_path", flat=True)[:1])


def with_index_path(stories: StoryQuerySet, reader: int | Slot | None) -> StoryQuerySet:
    """Return `stories`, each with the `index_path` that `index_url` needs: one question less for the database.

    `reader` is the locale of whoever reads.
    """
    return stories.annotate(index_path=Subquery(_indexes(reader).values("url_path")[:1]))


def index_url(request: HttpRequest, stories: Iterable[StoryPage] = ()) -> str:
    """Return the address of the list of stories in the reader's language; '' where there is none.

    With `stories` that came from `with_index_path` no query is made, nor a second time in one request.
    """
    if not hasattr(request, "_story_index_url"):
        path = next((story.index_path for story in stories), None)  # type: ignore[attr-defined]  # annotated
        path = path or next(iter(_INDEX_PATH.ask(reader=locale_id(reader_language()))), None)
        request._story_index_url = url_of_path(request, path)  # type: ignore[attr-defined]  # for one request
    return request._story_index_url  # type: ignore[attr-defined,no-any-return]  # set above
