"""Rules that every page model keeps, whichever app it belongs to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db.models import CharField, ForeignKey
from django.template.loader import get_template
from django.test import RequestFactory
from wagtail.blocks import Block, StreamBlock
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models

from home.models import BasePage, HomePage, Picture
from partners.models import DirectoryPage
from stories.models import StoryIndexPage

OWN = ("home.", "partners.", "stories.", "search.")
MODELS = sorted(
    (model for model in get_page_models() if model.__module__.startswith(OWN)), key=lambda one: one.__name__
)
every_page_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


def stream_fields(model: type[Page]) -> Iterator[StreamField]:
    """Yield the StreamFields of a page model."""
    for field in model._meta.get_fields():
        if isinstance(field, StreamField):
            yield field


def choosable_blocks(block: Block) -> Iterator[Block]:
    """Yield the blocks an editor picks from, in a stream and in the streams inside it."""
    for child in getattr(block, "child_blocks", {}).values():
        if isinstance(block, StreamBlock):
            yield child
        yield from choosable_blocks(child)


def test_page_models_are_found() -> None:
    assert {HomePage, DirectoryPage, StoryIndexPage} <= set(MODELS)
    assert len(MODELS) >= 10


@every_page_model
def test_page_extends_the_base_page(model: type[Page]) -> None:
    assert issubclass(model, BasePage)


@every_page_model
def test_page_has_a_template_of_its_own(model: type[Page]) -> None:
    assert get_template(model.template).template.name == model.template


@every_page_model
def test_page_can_be_previewed_in_every_mode(model: type[Page], db: None) -> None:
    page, request = model(), RequestFactory().get("/")
    modes = [mode for mode, _ in page.preview_modes]
    assert set(modes) >= {"", "search-result", "social-card"}
    for mode in modes:
        assert get_template(page.get_preview_template(request, mode))


@every_page_model
def test_page_is_found_by_its_title_and_summary(model: type[Page]) -> None:
    assert {"title", "summary"} <= {field.field_name for field in model.get_search_fields()}


@every_page_model
def test_bodies_are_searched(model: type[Page]) -> None:
    searched = {field.field_name for field in model.get_search_fields()}
    assert {field.name for field in stream_fields(model) if field.name == "body"} <= searched


@every_page_model
def test_page_says_where_it_may_stand(model: type[Page]) -> None:
    assert "parent_page_types" in model.__dict__
    parents = model.clean_parent_page_models()
    assert parents
    offered = {child for child in model.clean_subpage_models() if child.is_creatable}
    assert offered <= set(MODELS), "every page that may be made under it names it as a parent"
    assert set(parents) <= {Page, *MODELS}, "a page of this site stands under the root or under another page of it"
    assert (Page in parents) == (model is HomePage), "only a home page stands under the root"


@pytest.mark.parametrize("model", [HomePage, DirectoryPage, StoryIndexPage], ids=lambda model: model.__name__)
def test_language_has_one_of_it(model: type[Page]) -> None:
    """Home pages stand beside each other under the root, one a language; the others once under a home page."""
    assert model is HomePage or model.max_count_per_parent == 1


@every_page_model
def test_editors_see_a_name_in_their_language(model: type[Page]) -> None:
    assert not isinstance(model._meta.verbose_name, str), "verbose_name goes through gettext_lazy"
    assert not isinstance(model._meta.verbose_name_plural, str), "verbose_name_plural goes through gettext_lazy"


@every_page_model
def test_pictures_have_their_alternative_text_beside_them(model: type[Page]) -> None:
    fields = {field.name: field for field in model._meta.get_fields()}
    for name, field in fields.items():
        if isinstance(field, ForeignKey) and field.related_model is Picture:
            alternatives = [fields.get(f"{name}_alt"), fields.get(f"{name.removesuffix('_picture')}_alt")]
            assert any(isinstance(alternative, CharField) for alternative in alternatives), f"{name} has no text"


@every_page_model
def test_blocks_describe_and_show_themselves(model: type[Page]) -> None:
    for field in stream_fields(model):
        for block in choosable_blocks(field.stream_block):
            where = f"{model.__name__}.{field.name}: {block.name}"
            assert str(block.get_description()).strip(), f"{where} has no description"
            assert block.is_previewable, f"{where} has no preview"
