"""Every parameter that a remembered view reads is known to the memory of pages; one that it did not know would never arrive."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from django.core.handlers import wsgi
from django.http import QueryDict
from django.test import Client
from django.urls import resolve, reverse
from django.utils.translation import get_language_from_path, override
from wagtail.models import Page, get_page_models

from delivery.memory.declarations import remembered_parameters, remembered_views
from home.models import BasePage, HomePage
from stories.models import StoryPage

ALL = "all of them"


class WatchedQuery(QueryDict):
    """The parameters of a request, writing down which of them were asked for."""

    asked: ClassVar[set[str]] = set()

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return super().get(key, default)

    def getlist(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return super().getlist(key, default)

    def lists(self) -> Any:
        self.asked.add(ALL)
        return super().lists()

    def items(self) -> Any:
        self.asked.add(ALL)
        return super().items()


def _addresses(untranslated: StoryPage) -> list[str]:
    """Return one address of each page type and of each other view whose answers are remembered."""
    models = [model for model in get_page_models() if issubclass(model, BasePage)]
    pages = [page for model in models if (page := model.objects.live().filter(locale__language_code="en").first())]
    assert len(pages) == len(models), "the demonstration has a page of each type"
    path = "/".join(part for part in (untranslated.get_url() or "").split("/")[2:] if part)
    return [
        *(page.url for page in pages),
        reverse("sitemap"),
        reverse("sitemap_part", kwargs={"section": "pages"}),
        reverse("stories:tell_us"),
        reverse("stories:feed"),
        reverse("stories:embed", args=[StoryPage.objects.live().filter(locale__language_code="en")[0].slug]),
        f"/pl/{untranslated.locale.language_code}/{path}/",
    ]


def _read(client: Client, address: str) -> str:
    """Ask for an address, and return the name of the view that answered."""
    assert client.get(address).status_code == 200, address
    with override(get_language_from_path(address) or "en"):
        return resolve(address).view_name


@pytest.mark.django_db
def test_memory_knows_every_parameter_that_remembered_views_read(
    demo_site: HomePage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wsgi, "QueryDict", WatchedQuery)
    WatchedQuery.asked.clear()
    polish = Page.objects.filter(locale__language_code="pl").values("translation_key")
    untranslated = StoryPage.objects.live().filter(locale__language_code="en").exclude(translation_key__in=polish)[0]
    seen = {_read(client, address) for address in _addresses(untranslated)}
    assert seen >= remembered_views()
    assert WatchedQuery.asked == set(remembered_parameters())
