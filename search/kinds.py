"""What can be found: stories, partners, pledges and all other pages."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import get_page_models

from partners.models import PartnerPage
from stories.models import StoryPage


class Kind(models.TextChoices):
    """A kind of result; the value is its name in addresses."""

    STORY = "story", _("Story")
    PARTNER = "partner", _("Partner")
    PLEDGE = "pledge", _("Pledge")
    PAGE = "page", _("Page")


PLURALS: dict[Kind | None, Promise] = {
    None: _("Everything"),
    Kind.STORY: _("Stories"),
    Kind.PARTNER: _("Partners"),
    Kind.PLEDGE: _("Pledges"),
    Kind.PAGE: _("Pages"),
}


def kind_named(name: str) -> Kind | None:
    """Return the kind with this name; `None`, which is everything, for any other."""
    return Kind(name) if name in Kind.values else None


def kinds_of_types() -> dict[int, Kind]:
    """Return the kind of each content type that has one of its own; every other page is a `Kind.PAGE`."""
    types = ContentType.objects.get_for_models(StoryPage, PartnerPage)
    return {types[StoryPage].pk: Kind.STORY, types[PartnerPage].pk: Kind.PARTNER}


def types_of(kind: Kind) -> list[int]:
    """Return the content types of the pages of a kind."""
    kinds = kinds_of_types()
    if kind is not Kind.PAGE:
        return [key for key, found in kinds.items() if found is kind]
    types = ContentType.objects.get_for_models(*get_page_models())
    return [content_type.pk for content_type in types.values() if content_type.pk not in kinds]
