"""Previews of every page type, mode and block look like the page: the site's own sheets, and nothing of the admin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.blocks.base import Block
from wagtail.models import Page, get_page_models

from delivery.headers import PREVIEW_POLICY
from home.models import BasePage, PeoplePage, StrandPage
from partners.models import DirectoryPage, JoinPage, PartnerPage
from tests.home.admin_pages import words_form
from tests.home.building import Tree, make_organisation, make_story, make_strand, make_words

MODES = [mode for mode, _label in BasePage.preview_modes]
OURS = [model for model in get_page_models() if issubclass(model, BasePage)]
CHROME = ("wagtail-userbar", "wagtailadmin", "sidebar", "Traceback")


def page_of(model: type[BasePage], tree: Tree) -> BasePage:
    """Return a page of a type, in the Welsh tree, as a draft."""
    make_strand()
    home, section, index = tree.homes["cy"], tree.sections["cy"], tree.stories["cy"]
    fields: dict[str, Any] = {
        "title": "Tudalen",
        "slug": "tudalen",
        "summary": "S.",
        "live": False,
        "locale": home.locale,
    }
    made: dict[str, Callable[[], BasePage]] = {
        "HomePage": lambda: home,
        "SectionPage": lambda: section,
        "StoryIndexPage": lambda: index,
        "StoryPage": lambda: make_story(index),
        "StandardPage": lambda: make_words(section),
        "PeoplePage": lambda: section.add_child(instance=PeoplePage(**fields)),
        "JoinPage": lambda: section.add_child(instance=JoinPage(**fields)),
        "DirectoryPage": lambda: home.add_child(instance=DirectoryPage(**fields)),
        "StrandPage": lambda: section.add_child(
            instance=StrandPage(strand=make_strand(), full_title="Mwy o amser gyda'n gilydd", **fields)
        ),
        "PartnerPage": lambda: home.add_child(instance=DirectoryPage(**fields)).add_child(
            instance=PartnerPage(organisation=make_organisation(), **fields)
        ),
    }
    return made[model.__name__]()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("model", OURS, ids=[model.__name__ for model in OURS])
def test_every_page_type_has_its_previews(model: type[BasePage], mode: str, tree: Tree) -> None:
    page = page_of(model, tree)
    response = page.make_preview_request(preview_mode=mode)
    shown = response.content.decode()
    assert response.status_code == 200
    assert page.title in shown or getattr(page, "hero_title", "?") in shown
    assert "css/sheets/shared.css" in shown
    assert '<html lang="cy"' in shown
    assert not [word for word in CHROME if word in shown]
    assert response["Content-Security-Policy"] == PREVIEW_POLICY
    assert "frame-ancestors 'self'" in PREVIEW_POLICY


def test_the_editor_shows_what_is_being_typed(tree: Tree, signed_in: Callable[..., Client]) -> None:
    page = make_words(tree.sections["cy"])
    client = signed_in("editor")
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    answer = client.post(url, words_form(page, summary="Not saved yet."))
    assert answer.json() == {"is_valid": True, "is_available": True}
    response = client.get(url)
    assert "Not saved yet." in response.content.decode()
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Content-Security-Policy"] == PREVIEW_POLICY


@pytest.mark.parametrize("mode", MODES)
def test_a_page_that_is_not_saved_yet_has_previews_in_its_language(
    mode: str, tree: Tree, signed_in: Callable[..., Client]
) -> None:
    client = signed_in("editor")
    url = reverse("wagtailadmin_pages:preview_on_add", args=["stories", "storypage", tree.stories["cy"].pk])
    form = words_form(
        title="Cawl",
        slug="cawl",
        region="wales",
        strand=str(make_strand().pk),
        original_language="cy",
        story_date="2026-11-22",
    )
    assert client.post(url, form).json()["is_valid"]
    response = client.get(url, {"mode": mode})
    shown = response.content.decode()
    assert response.status_code == 200
    assert "Cawl" in shown
    assert '<html lang="cy"' in shown
    assert not Page.objects.filter(slug="cawl").exists()


def blocks() -> list[tuple[str, str]]:
    """Return the blocks editors choose from, by name, with the ids the preview address takes."""
    from home.blocks import BodyBlock, EventsBlock, PeopleStreamBlock, StepsStreamBlock

    streams = (BodyBlock(), EventsBlock(), PeopleStreamBlock(), StepsStreamBlock())
    return [(name, child.definition_prefix) for stream in streams for name, child in stream.child_blocks.items()]


@pytest.mark.parametrize(("name", "block_id"), blocks(), ids=[name for name, _id in blocks()])
def test_every_block_has_a_preview_and_a_description(
    name: str, block_id: str, tree: Tree, signed_in: Callable[..., Client]
) -> None:
    block = Block.definition_registry[block_id]
    assert block.meta.description
    assert block.is_previewable
    response = signed_in("editor").get(reverse("wagtailadmin_block_preview"), {"id": block_id})
    shown = response.content.decode()
    assert response.status_code == 200
    assert "css/sheets/shared.css" in shown
    assert "<main>" in shown
    assert len(shown.split("<main>")[1].split("</main>")[0].strip()) > 80
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_an_unknown_block_is_not_found(tree: Tree, signed_in: Callable[..., Client]) -> None:
    assert signed_in("editor").get(reverse("wagtailadmin_block_preview"), {"id": "nothing"}).status_code == 404
