"""A story in somebody else's page: a bare page for a frame, without script and without cookies."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from delivery.headers import EMBED_POLICY
from home.structured_data import absolute
from languages.locales import locale_code, locale_id
from stories.cards import StoryCard, attach_renditions, story_card
from stories.models import StoryPage
from stories.story_addresses import reader_language

WIDTH, HEIGHT = 480, 560
"""The size of the frame, in CSS pixels, where the page it stands in does not ask for less."""


def embed_path(story: StoryPage) -> str:
    """Return the address of the bare page of `story`, in the story's own language."""
    with override(locale_code(story.locale_id)):
        return reverse("stories:embed", args=[story.slug])


def embed_code(story: StoryPage, *, width: int = WIDTH, height: int = HEIGHT) -> str:
    """Return the HTML a partner pastes into a page; `width` and `height` in CSS pixels.

    The frame may load its own style and pictures and open links in a tab of their own; it can neither run script nor send
    a form.
    """
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" lang="{}" loading="lazy" '
        'sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" style="border:0;max-width:100%"></iframe>',
        absolute(embed_path(story)),
        story.title,
        width,
        height,
        locale_code(story.locale_id),
    )


def _find(slug: str) -> StoryPage:
    """Return the published story at `slug` in the language of the address; raises `Http404`."""
    stories = StoryPage.objects.written_in(locale_id(reader_language())).public()
    story: StoryPage | None = stories.for_cards().filter(slug=slug).first()
    if story is None:
        raise Http404
    return story


def _card(request: HttpRequest, story: StoryPage) -> StoryCard:
    attach_renditions([story])
    return story_card(story, absolute(story.get_url(request) or ""))


@require_safe
@xframe_options_exempt
def embedded_story(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with the story's card on a page of its own; raises `Http404`."""
    card = _card(request, _find(slug))
    # Rendered without the request: no context processor touches the session, so nothing can set a cookie.
    response = HttpResponse(render_to_string("stories/embed.html", {"card": card}))
    response.headers["Content-Security-Policy"] = EMBED_POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
