"""Conventions of the project as system checks, so that breaking one stops `manage.py check`."""

from __future__ import annotations

from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail.models import get_page_models

from home.models.base_page import BasePage


@register()
def every_page_model_is_whole(**kwargs: object) -> list[CheckMessage]:
    """Every page model of the project extends `BasePage`, has a template, and says where it may stand."""
    problems: list[CheckMessage] = []
    for model in get_page_models():
        if not model.__module__.startswith(("home.", "partners.", "stories.", "search.")):
            continue
        if not issubclass(model, BasePage):
            problems.append(Error(f"{model.__name__} must extend home.models.BasePage", obj=model, id="home.E001"))
        if model.__dict__.get("parent_page_types") is None:
            problems.append(Error(f"{model.__name__} must name its parent_page_types", obj=model, id="home.E002"))
        try:
            get_template(model.template)
        except TemplateDoesNotExist:
            problems.append(Error(f"{model.__name__} has no template {model.template}", obj=model, id="home.E003"))
    return problems
