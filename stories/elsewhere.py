"""Where stories are shown besides their own addresses."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from languages.locales import locale_code
from stories.models import StoryIndexPage, StoryPage


def paths_elsewhere(page: Page) -> Iterator[str]:
    """Yield the paths of a story's embed, and of the feed of a list of stories, in the language of `page`."""
    with translation.override(locale_code(page.locale_id)):
        if isinstance(page, StoryPage):
            yield reverse("stories:embed", args=[page.slug])
        if isinstance(page, StoryIndexPage):
            yield reverse("stories:feed")
