"""Every field that takes words says what becomes of them, and the code does what it says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db.models import CharField, Field, TextField
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search.index import SearchField
from wagtail_localize.fields import TranslatableField, get_translatable_fields

from home.text_uses import text_uses_of
from stories.models import StoryPage
from tests.test_pages import MODELS

every_page_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
FACTS = {(StoryPage, "locality")}
"""What is searched as part of `searchable_facts`."""


def text_fields(model: type[Page]) -> Iterator[Field]:
    """Yield the fields of a model that take words; a choice takes none."""
    for field in model._meta.get_fields():
        if isinstance(field, CharField | TextField | StreamField) and not field.choices:
            yield field


@every_page_model
def test_every_text_field_says_what_becomes_of_its_words(model: type[Page]) -> None:
    """A new field fails here: name it in the `text_uses` of its model."""
    assert {field.name for field in text_fields(model)} == set(text_uses_of(model))


@every_page_model
def test_text_is_searched_where_it_says_so(model: type[Page]) -> None:
    searched = {field.field_name for field in model.get_search_fields() if isinstance(field, SearchField)}
    said = {name for name, use in text_uses_of(model).items() if use.is_searched}
    assert said - {name for owner, name in FACTS if owner is model} == searched - {"searchable_facts"}


@every_page_model
def test_text_is_translated_where_it_says_so(model: type[Page]) -> None:
    translated = {one.field_name for one in get_translatable_fields(model) if isinstance(one, TranslatableField)}
    uses = text_uses_of(model)
    assert {name for name, use in uses.items() if use.is_translated} == translated & set(uses)
