"""The other forms of a page: beside its languages, by format, and counted."""

from __future__ import annotations

import re

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import ReferenceIndex

from accounts.models import User
from home.models import StandardPage
from home.other_forms import count_other_forms, other_forms
from tests.factories import SmallSite, make_standard_page, make_story

pytestmark = pytest.mark.django_db


def with_forms(*kinds: str) -> list[tuple[str, object]]:
    """Return a body with a paragraph and, after it, a file a form."""
    made = get_document_model().objects.create
    files = [made(title=kind, file=ContentFile(b"Plain words.", f"{kind}.pdf")) for kind in kinds]
    forms = [{"kind": kind, "file": file} for kind, file in zip(kinds, files, strict=True)]
    return [("text", "<p>First.</p>"), ("alternatives", {"alternatives": forms})]


def indexed(page: StandardPage) -> StandardPage:
    """Return the page with what it refers to written down, which happens after the commit."""
    ReferenceIndex.create_or_update_for_object(page)
    return page


def test_forms_stand_at_the_top_by_format_and_nowhere_else(site_tree: SmallSite, client: Client) -> None:
    page = make_standard_page(site_tree.sections["en"], body=with_forms("bsl", "easy_read"))
    html = client.get(page.url).content.decode()
    assert html.count("This page in other forms") == 1
    assert html.index("Easy Read") < html.index("First.")
    assert "British Sign Language video" in html
    assert "(<bdi>pdf</bdi>, <bdi>12\N{NO-BREAK SPACE}bytes</bdi>)" in re.sub("[ \n]+", " ", html)


def test_forms_of_a_story_stand_beside_its_languages(site_tree: SmallSite, client: Client) -> None:
    story = make_story(site_tree.stories["en"], body=with_forms("audio"))
    make_story(site_tree.stories["cy"], story, slug="y-bwrdd")
    html = client.get(story.url).content.decode()
    assert html.index("Read this in") < html.index("This page in other forms") < html.index("First.")


def test_page_without_other_forms_says_nothing_of_them(site_tree: SmallSite, client: Client) -> None:
    page = make_standard_page(site_tree.sections["en"])
    assert "read-in" not in client.get(page.url).content.decode()


def test_deleted_file_is_left_out(site_tree: SmallSite) -> None:
    page = make_standard_page(site_tree.sections["en"], body=with_forms("audio", "easy_read"))
    get_document_model().objects.get(title="audio").delete()
    assert [form.name for form in other_forms(StandardPage.objects.get(pk=page.pk))] == ["Easy Read"]


def test_live_pages_are_counted_by_form_and_language(site_tree: SmallSite, client: Client) -> None:
    indexed(make_standard_page(site_tree.sections["en"], body=with_forms("easy_read", "audio")))
    indexed(make_standard_page(site_tree.sections["cy"], slug="dau", body=with_forms("easy_read")))
    indexed(make_standard_page(site_tree.sections["en"], slug="draft", live=False, body=with_forms("easy_read")))
    counted = count_other_forms()
    assert dict(counted["Easy Read"]) == {"en": 1, "cy": 1}
    assert dict(counted["Audio"]) == {"en": 1}
    assert not counted["Large print"]
    client.force_login(User.objects.create_superuser("admin", "admin@example.org"))
    figures = client.get("/admin/reports/translations/figures/").context
    assert dict(figures["forms"])["Easy Read"][:2] == [1, 1]
