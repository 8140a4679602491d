"""The menu of moderation."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from stories.moderation.public_admin import PublicStoryViewSet
from stories.permissions import may_moderate


class QueueMenuItem(MenuItem):
    """The way to the queue, for those who moderate."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether the person who asks sees it."""
        return may_moderate(request.user)


class ModerationGroup(SnippetViewSetGroup):
    """What comes in from outside: the queue of partners' stories, and stories from the public."""

    menu_label = _("Moderation")
    menu_icon = "clipboard-list"
    menu_order = 110
    items = (PublicStoryViewSet,)

    def get_submenu_items(self) -> list[MenuItem]:
        """Return the queue first, then the lists."""
        queue = QueueMenuItem(
            _("Stories of partners"), reverse("moderation:queue"), icon_name="clipboard-list", order=1
        )
        return [queue, *super().get_submenu_items()]
