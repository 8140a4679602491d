"""The registry of presentations: one function a page type, the general ones before the particular ones."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from wagtail.models import get_page_models

from home.models import BasePage, HomePage, StandardPage
from home.presenters import ByPageType, Presenter, answers, describes, presents
from partners.models import JoinPage


def _says(word: str) -> Presenter:
    def present(page: BasePage, request: HttpRequest) -> dict[str, object]:
        return {"said": word}

    return present


def test_general_types_speak_before_particular_ones() -> None:
    registry: ByPageType[Presenter] = ByPageType()
    particular, general = registry(HomePage)(_says("home")), registry(BasePage)(_says("page"))
    assert registry.of(HomePage) == [general, particular]
    assert registry.of(StandardPage) == [general]


def test_a_page_type_has_one_presentation() -> None:
    registry: ByPageType[Presenter] = ByPageType()
    registry(HomePage)(_says("one"))
    with pytest.raises(ImproperlyConfigured, match="HomePage"):
        registry(HomePage)(_says("another"))


@pytest.mark.parametrize("model", [model for model in get_page_models() if issubclass(model, BasePage)])
def test_every_page_of_ours_is_presented_and_described(model: type[BasePage]) -> None:
    assert presents.of(model)
    assert describes.of(model)


def test_only_the_form_answers_for_itself() -> None:
    assert [model for model in get_page_models() if answers.of(model)] == [JoinPage]
