"""What the coalition's pages add to the admin, and what of Wagtail's they leave out."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from home.admin.dashboard import PANELS
from home.admin.dashboard_translations import OutOfDate, WaitingTogether, YoursToTranslate
from home.admin.publishing import GatedPublishBulkAction
from home.admin.viewsets import ReviewedPageViewSet, WordsAndMenus

# Restarting a review is cancelling it and sending the page again: one way is enough.
UNUSED_ACTIONS = ("action-restart-workflow",)
# Wagtail's help leads away from here, to its own manual.
UNUSED_MENU_ITEMS = ("help",)
UNUSED_REPORTS = ("page-types-usage",)


@hooks.register("register_admin_viewset")
def register_pages_and_words() -> list[ViewSet | ViewSetGroup]:
    """Return the views of all pages, and the menu of strands, themes and menus."""
    return [ReviewedPageViewSet(), WordsAndMenus()]


hooks.register("register_bulk_action", GatedPublishBulkAction, order=100)  # after Wagtail's, whose place it takes


@hooks.register("construct_homepage_panels")
def replace_dashboard(request: HttpRequest, panels: list[object]) -> None:
    """Show our panels instead of Wagtail's."""
    panels[:] = [panel(request) for panel in (*PANELS, YoursToTranslate, WaitingTogether, OutOfDate)]


@hooks.register("construct_homepage_summary_items", order=1000)
def leave_out_counts(request: HttpRequest, items: list[object]) -> None:
    """Count nothing at the top of the dashboard: nobody acts on how many pictures there are."""
    items.clear()


@hooks.register("construct_main_menu")
def leave_out_help(request: HttpRequest, items: list[MenuItem]) -> None:
    """Keep what editors use."""
    items[:] = [item for item in items if item.name not in UNUSED_MENU_ITEMS]


@hooks.register("construct_reports_menu")
def leave_out_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    """Keep the reports editors read."""
    items[:] = [item for item in items if item.name not in UNUSED_REPORTS]


@hooks.register("construct_page_action_menu")
def leave_out_actions(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, object]) -> None:
    """Keep the actions editors take."""
    items[:] = [item for item in items if item.name not in UNUSED_ACTIONS]


@hooks.register("register_permissions")
def offer_publishing_without_review() -> QuerySet[Permission]:
    """Let administrators give a group the right to publish without a review."""
    return Permission.objects.filter(content_type__app_label="home", codename="bypass_reviewtask")
