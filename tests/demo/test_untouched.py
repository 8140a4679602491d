"""Opening and saving without touching anything changes nothing, whatever the page and however its words were written down.

Asked of every page of the demonstration, which has every type of page (a test says so), and of texts with every inline
format as code, imports and translation files write them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models

from home.models import BasePage, HomePage
from home.page_comparison import says_the_same
from languages.translatable_words import words_of
from tests.home.building import make_person
from tests.home.editor_posts import editing_form, untouched

WRITTEN = """<p>Soup &amp; &quot;bread&quot; 🫩</p>
<p>Come <em>in</em>, <strong>sit <em>down</em></strong> and <a linktype="page" id="{page}">read <b>on</b></a>,
or <a href="https://together.example/?a=1&amp;b=2">look</a>; it&#x27;s &ldquo;free&rdquo;.<br/>Bye.</p>

<ul><li>one</li>
<li>two <i>three</i></li></ul>"""


def pages() -> Iterator[BasePage]:
    """Yield every page of the demonstration as its latest revision has it."""
    for page in Page.objects.filter(depth__gt=1).specific().iterator():
        yield page.get_latest_revision_as_object()


def saved_untouched(page: BasePage) -> BasePage:
    """Return the page as the editor would save it; fails where the editor would refuse."""
    person = make_person("superuser")
    form = editing_form(page, person, untouched(page, person))
    form.defer_required_fields()  # as the editor does for a draft
    assert form.is_valid(), (page, form.errors, [one.errors for one in form.formsets.values()])
    return form.save(commit=False)


def test_no_page_is_changed_by_saving_it_untouched(demo_site: HomePage) -> None:
    changed = []
    for page in pages():
        before, words = page.get_latest_revision_as_object(), words_of(page)
        saved = saved_untouched(page)
        if not says_the_same(before, saved) or words_of(saved).digest != words.digest:
            changed.append(f"{type(page).__name__} {page.pk}")
    assert changed == []


def with_awkward_words(page: BasePage, link: int) -> BasePage | None:
    """Put rich text as code writes it into the first rich text of the page; `None` where the page has none."""
    for field in page._meta.get_fields():
        if not isinstance(field, StreamField):
            continue
        raw = json.dumps(getattr(page, field.name).get_prep_value())
        data, done = json.loads(raw), []
        _replace_first(data, WRITTEN.format(page=link), done)
        if done:
            block: Any = field.stream_block
            setattr(page, field.name, StreamValue(block, data, is_lazy=True))
            return page
    return None


def _replace_first(data: Any, text: str, done: list[bool]) -> None:
    """Replace the first string in `data` that is a paragraph of rich text."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if done:
            return
        if isinstance(value, str) and value.startswith("<p"):
            data[key] = text
            done.append(True)
        elif isinstance(value, dict | list):
            _replace_first(value, text, done)


@pytest.mark.parametrize("kind", ["StoryPage", "StandardPage"])
def test_every_inline_format_is_kept(demo_site: HomePage, kind: str) -> None:
    page = next(filter(None, (with_awkward_words(one, demo_site.pk) for one in pages() if type(one).__name__ == kind)))
    page.save_revision(clean=False)
    before = page.get_latest_revision_as_object()
    saved = saved_untouched(page.get_latest_revision_as_object())
    assert "<em>" in str(before.serializable_data())
    assert says_the_same(before, saved)
    assert words_of(before).digest == words_of(saved).digest


def test_the_demonstration_has_every_type_of_page(demo_site: HomePage) -> None:
    assert {model for model in get_page_models() if model is not Page} == {type(page) for page in pages()}
