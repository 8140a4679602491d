"""What stories add to the admin: lists, the people of a story beside its editor, and the menu of people and consent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from stories.consent import decorators
from stories.consent.consent_obstacles import people_url
from stories.consent.permissions import may_ask_people
from stories.consent.urls import addresses
from stories.consent.viewsets import ConsentGroup, consent_record
from stories.models import StoryPage
from stories.moderation import urls as moderation_urls
from stories.moderation.editor_corrections import note_correction
from stories.moderation.viewsets import ModerationGroup
from stories.viewsets import StoryListingViewSet, StoryPageViewSet

register_snippet(ConsentGroup)
register_snippet(ModerationGroup)
hooks.register("after_edit_page", note_correction)


@hooks.register("register_admin_viewset")
def register_stories() -> list[ViewSet]:
    """Return the list of all stories and the views of a story."""
    return [StoryListingViewSet("story_list", url_prefix="stories"), StoryPageViewSet()]


@hooks.register("register_admin_urls")
def register_people() -> list[URLPattern | URLResolver]:
    """Return the pages about the people in any story, and the address of records of consent."""
    people = (addresses("<int:pk>/", decorators.editor), "story_people")
    return [
        path("story-people/", include(people)),
        path("consent-record/<int:pk>/", consent_record, name="story_consent_record"),
    ]


@hooks.register("register_admin_urls")
def register_moderation() -> list[URLResolver]:
    """Return the pages of moderation."""
    return [path("moderation/", include(moderation_urls))]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def lead_to_people(page: Page, user: Any, next_url: str | None = None, **kwargs: Any) -> Iterator[Button]:
    """Lead from a story to the people in it, for those who may ask them."""
    if isinstance(page.specific_deferred, StoryPage) and may_ask_people(user):
        yield Button(_("People in it"), people_url(page), icon_name="group", priority=35)


@hooks.register("register_permissions")
def offer_permissions() -> QuerySet[Permission]:
    """Let administrators give a group the rights about people, concerns and withdrawals."""
    safety = ("change_peoplestatement", "view_person", "view_concern", "change_concern", "view_withdrawal")
    names = (*safety, "view_submission", "view_publicstory", "change_publicstory")
    return Permission.objects.filter(content_type__app_label="stories", codename__in=names)
