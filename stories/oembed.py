"""oEmbed 1.0 (https://oembed.com): a partner's site asks how to show the story at an address."""

from __future__ import annotations

from io import StringIO
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from home.models import PictureRendition
from home.structured_data import absolute
from languages.configured import is_configured
from languages.locales import locale_id
from stories.atom import printable
from stories.cards import attach_renditions
from stories.embed import HEIGHT, WIDTH, embed_code
from stories.models import StoryPage

CACHE_AGE = 60
"""For how many seconds an answer may be kept: a withdrawn story must not stay long."""


def oembed_url(address: str, response_format: str = "json") -> str:
    """Return the full address that describes the story at `address`, for a discovery link."""
    return absolute(f"{reverse('oembed')}?{urlencode({'url': address, 'format': response_format})}")


def _is_own(address: str, request: HttpRequest) -> bool:
    return urlsplit(address).netloc in (urlsplit(settings.SITE_URL).netloc, request.get_host())


def find_story(address: str, request: HttpRequest) -> StoryPage:
    """Return the published story at the full address; raises `Http404` for any other page, host or text."""
    try:
        path = unquote(urlsplit(address).path)
        segments = path.strip("/").split("/")
        own = _is_own(address, request)
    except ValueError:
        raise Http404 from None
    if not own or len(segments) < 2 or not is_configured(segments[0]) or "\x00" in path:
        raise Http404
    return _story_at(f"/{'/'.join(segments)}/", segments, request)


def _story_at(path: str, segments: list[str], request: HttpRequest) -> StoryPage:
    stories = StoryPage.objects.written_in(locale_id(segments[0])).public().for_cards()
    found: list[StoryPage] = list(stories.filter(slug=segments[-1]))
    for story in found:
        if unquote(story.get_url(request) or "") == path:
            return story
    raise Http404


def _limit(text: str | None, default: int) -> int:
    """Return the size in pixels that `maxwidth` or `maxheight` allows; what is not a number is no limit."""
    if not text or not (text.isascii() and text.isdecimal()) or len(text) > 6:
        return default
    return min(int(text), default) or default


def _thumbnail(story: StoryPage, width: int, height: int) -> dict[str, Any]:
    """Return the story's picture as JPEG, if it is ready and within the limits; the format asks for all three or none."""
    if story.picture is None:
        return {}
    attach_renditions([story])
    ready: list[PictureRendition] = story.picture.prefetched_renditions  # type: ignore[attr-defined]  # just attached
    jpegs = (one for one in ready if one.filter_spec.endswith("format-jpeg"))
    fitting = [one for one in jpegs if one.width <= width and one.height <= height]
    if not fitting:
        return {}
    best = max(fitting, key=lambda one: one.width)
    return {"thumbnail_url": absolute(best.url), "thumbnail_width": best.width, "thumbnail_height": best.height}


def description(story: StoryPage, width: int, height: int) -> dict[str, Any]:
    """Return the answer for `story` in a frame of at most `width` x `height` pixels: a "rich" response of the format."""
    author = {"author_name": story.organisation.display_name} if story.organisation else {}
    return {
        "version": "1.0",
        "type": "rich",
        "title": story.title,
        **author,
        "provider_name": settings.SITE_NAME,
        "provider_url": absolute("/"),
        "cache_age": CACHE_AGE,
        **_thumbnail(story, width, height),
        "html": embed_code(story, width=width, height=height),
        "width": width,
        "height": height,
    }


def as_xml(answer: dict[str, Any]) -> str:
    """Return an answer in the XML of the format."""
    out = StringIO()
    handler = SimplerXMLGenerator(out, "utf-8")
    handler.startDocument()
    handler.startElement("oembed", AttributesImpl({}))
    for name, value in answer.items():
        handler.addQuickElement(name, printable(str(value)))
    handler.endElement("oembed")
    return out.getvalue()


def _respond(answer: dict[str, Any], response_format: str) -> HttpResponse:
    if response_format == "xml":
        response = HttpResponse(as_xml(answer), content_type="text/xml; charset=utf-8")
    else:
        response = JsonResponse(answer)
    # Any page may ask: the answer is public and carries no reader's data.
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Answer with how to embed the story at `url`: 404 for what is no story here, 501 for a format we do not write."""
    response_format = request.GET.get("format") or "json"
    if response_format not in ("json", "xml"):
        return HttpResponse("The formats are json and xml.", status=501, content_type="text/plain")
    try:
        story = find_story(request.GET.get("url", ""), request)
    except Http404:
        # Without this, LocaleMiddleware would look for the missing address under a language and redirect there.
        request.urlconf = "stories.root_urls"  # type: ignore[attr-defined]  # Django looks for it there
        return HttpResponse("There is no story of ours at this address.", status=404, content_type="text/plain")
    width = _limit(request.GET.get("maxwidth"), WIDTH)
    height = _limit(request.GET.get("maxheight"), HEIGHT)
    return _respond(description(story, width, height), response_format)
