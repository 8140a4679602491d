"""The stories app: story pages, their listing and map, feeds and embeds."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from delivery.memory.declarations import RemembersPages
from delivery.stylesheets.declarations import CARD, FIELDS, HasStylesheets


class StoriesConfig(RemembersPages, HasStylesheets, AppConfig):
    """Stories of people building something together."""

    name = "stories"
    verbose_name = _("Stories")
    remembered_views = frozenset({"stories:feed", "stories:embed", "stories:tell_us"})
    remembered_parameters = ("strand", "place", "partner", "theme", "language", "done", "page")
    stylesheets = {
        "stories": (
            *CARD,
            "card-grid",
            "map",
            "map-chosen",
            "field",
            "choice",
            "tag",
            "pagination",
            "empty",
            "page-stories",
        ),
        "story": (
            *CARD,
            "card-grid",
            "quote",
            "numbered",
            "prose",
            "read-in",
            "facts",
            "partner-card",
            "field",
            "page-story",
        ),
        "people": (*FIELDS, "note", "status", "consent", "people", "page-form", "page-desk"),
    }

    def ready(self) -> None:
        """Make known what keeps a story from going live, what erases one, where else it is shown, and what the outbox carries out."""
        from wagtail.permissions import register_permission_policy

        from delivery.front.purged_addresses import stands_elsewhere
        from stories.consent import consent_obstacles, erasing, guard, retention  # noqa: F401  # importing registers what they decorate
        from stories.consent.policies import POLICIES, ReadingPolicy
        from stories.desk import interrupted_forms, media_permissions  # noqa: F401  # the same
        from stories.elsewhere import paths_elsewhere
        from stories.models import PublicStory
        from stories.moderation import editors, public_story_retention, published_notices, reminding  # noqa: F401  # the same
        from stories.moderation.muted_notifications import keep_quiet
        from stories.permissions import may_read_public_stories

        published_notices.listen()
        keep_quiet()
        for policy in (*POLICIES, ReadingPolicy(PublicStory, may_read_public_stories)):
            register_permission_policy(policy.model, policy)
        stands_elsewhere(paths_elsewhere)
