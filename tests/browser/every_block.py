"""A page with every block in each of three languages, for the eyes of axe: the demonstration shows no film and no recording.

Run inside the served site's environment, after its demonstration content: `python -m tests.browser.every_block`.
"""

from __future__ import annotations

import json
import os
import sys
from uuid import uuid4

SLUG = "every-block"
LANGUAGES = ("en", "cy", "ur")
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\nThe first thing anyone mended was a toaster.\n"


def _document(name: str, content: str) -> int:
    from django.core.files.base import ContentFile
    from wagtail.documents import get_document_model

    made = get_document_model().objects.create(title=name, file=ContentFile(content.encode(), name))
    return int(made.pk)


def _body(story: int) -> list[dict[str, object]]:
    """Return the stored form of a body with the blocks no page of the demonstration has, and those around them."""
    film, captions = _document("table.mp4", "not a film"), _document("table.vtt", CAPTIONS)
    sound, easy = _document("table.mp3", "not a recording"), _document("easy-read.pdf", "not a leaflet")
    film_value = {"kind": "video", "title": "A table", "file": film, "captions": captions, "transcript": "<p>One.</p>"}
    sound_value = {"kind": "audio", "title": "A bell", "file": sound, "captions": None, "transcript": "<p>Two.</p>"}
    person = {"name": "Ada Example", "role": "Chair", "organisation": "", "portrait": None, "text": "Keeps it short."}
    forms = [{"kind": "easy_read", "file": easy}, {"kind": "bsl", "file": film}, {"kind": "audio", "file": sound}]
    blocks = [
        ("text", "<p>The first thing anyone mended was a toaster.</p>"),
        ("media", film_value),
        ("media", sound_value),
        ("people", {"people": [_item(person)]}),
        ("related", {"heading": "Two more doors", "pages": [_item(story)]}),
        ("alternatives", {"alternatives": [_item(form) for form in forms]}),
    ]
    return [{"type": name, "value": value} for name, value in blocks]


def _item(value: object) -> dict[str, object]:
    return {"type": "item", "value": value, "id": str(uuid4())}


def make() -> None:
    """Publish the pages below the home page's first section of each language, as translations of each other."""
    from home.models import SectionPage, StandardPage
    from stories.models import StoryPage

    key = None
    for code in LANGUAGES:
        parent = SectionPage.objects.live().filter(locale__language_code=code).first()
        parent = parent or StoryPage.objects.live().filter(locale__language_code=code).first().get_parent().get_parent()
        story = StoryPage.objects.live().filter(locale__language_code=code).first()
        page = StandardPage(title="Every block", slug=SLUG, summary=f"All of them: {code}.", locale=parent.locale)
        page.body = json.dumps(_body(story.pk))
        if key:
            page.translation_key = key
        parent.add_child(instance=page)
        page.save_revision().publish()
        key = page.translation_key
        print(page.url)


if __name__ == "__main__":
    import django

    sys.path.insert(0, "site")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.browser.settings")
    django.setup()
    make()
