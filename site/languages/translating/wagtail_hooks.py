"""What translating adds to the admin, and what of the engine's it takes away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from delivery.atomic import keeps_own_transactions
from languages.translating.engine import remove_views
from languages.translating.permissions import may_see_languages
from languages.translating.views.edit import EditView
from languages.translating.views.overview import OverviewView, StartView
from languages.translating.views.po_files import ExportView, ImportView
from languages.translating.views.preview import PreviewView
from languages.translating.viewsets import GlossaryViewSet

remove_views()


@hooks.register("register_admin_urls")
def register_translating() -> list[URLResolver]:
    """Return the addresses of the translators' pages."""
    patterns = [
        path("<int:page_id>/", OverviewView.as_view(), name="languages"),
        path("<int:page_id>/start/<slug:language>/", StartView.as_view(), name="start"),
        path("<int:page_id>/edit/", keeps_own_transactions(EditView.as_view()), name="edit"),
        path("<int:page_id>/preview/", PreviewView.as_view(), name="preview"),
        path("<int:page_id>/file/", ExportView.as_view(), name="po"),
        path("<int:page_id>/import/", ImportView.as_view(), name="import"),
    ]
    return [path("translating/", include((patterns, "translating"), namespace="translating"))]


@hooks.register("register_admin_viewset")
def register_glossary() -> GlossaryViewSet:
    """Return the views of the glossary."""
    return GlossaryViewSet("glossary")


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def offer_languages(page: Page, user: Any, view_name: str = "", next_url: str | None = None) -> Iterator[Button]:
    """Offer the languages of a page in its menus."""
    if page.depth > 1 and may_see_languages(user, page):
        url = reverse("translating:languages", args=[page.pk])
        yield Button(_("Languages and translation"), url, icon_name="wagtail-localize-language", priority=60)


@hooks.register("register_permissions")
def offer_glossary_permissions() -> QuerySet[Permission]:
    """Let administrators give a group the rights on the glossary."""
    return Permission.objects.filter(content_type__app_label="translating", content_type__model="glossaryterm")
