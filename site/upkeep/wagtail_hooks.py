"""What upkeep adds to the admin: the list of work left over, and a line on the dashboard when something was given up."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks

from upkeep.health.views import Health
from upkeep.panels import DeadPanel
from upkeep.permissions import may_see_left_over
from upkeep.viewsets import WorkLeftOver


@hooks.register("register_admin_viewset")
def register_work_left_over() -> WorkLeftOver:
    """Return the views of work left over."""
    return WorkLeftOver()


@hooks.register("register_admin_viewset")
def register_health() -> Health:
    """Return the page on how the site is."""
    return Health()


@hooks.register("construct_homepage_panels", order=100)  # after the apps have chosen theirs
def tell_what_was_given_up(request: HttpRequest, panels: list[object]) -> None:
    """Say on the dashboard that something was given up, to those who can do something about it."""
    if may_see_left_over(request.user):
        panels.append(DeadPanel())


@hooks.register("register_permissions")
def offer_permissions() -> QuerySet[Permission]:
    """Let administrators give a group the rights on work left over."""
    return Permission.objects.filter(content_type__app_label="upkeep", content_type__model="effect")
