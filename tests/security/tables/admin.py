"""The admin: a rule for each namespace of its addresses, and exceptions by name.

Members and strangers are let in nowhere. Of the staff, the rules name those whom Wagtail's permissions and our groups let in; who is
named is not asked here whether they get in, the tests of each room do that.
"""

from __future__ import annotations

import re
from typing import Any, Final

from tests.security.people import ADMINISTRATORS, EVERYBODY, STAFF, WRITERS, Role, World
from tests.security.submissions import submission_of_a
from tests.test_urls import OPEN_ADMIN, Address

REVIEWERS: Final = frozenset({Role.MODERATOR, Role.ADMINISTRATOR})

RULES: Final[dict[str, frozenset[Role]]] = {
    # Wagtail's own
    "": STAFF,  # names without a namespace: the dashboard, choosers, one's own account
    "wagtailadmin_api": STAFF,
    "wagtailadmin_pages": STAFF,
    "wagtailadmin_reports": STAFF,
    "wagtailadmin_editing_sessions": STAFF,
    "wagtailadmin_collections": ADMINISTRATORS,
    "wagtailadmin_workflows": ADMINISTRATORS,
    "wagtailadmin_workflows:task_chooser": STAFF,
    "wagtailadmin_workflows:task_chooser_results": STAFF,
    "wagtailadmin_workflows:task_chooser_create": STAFF,
    "wagtailadmin_workflows:task_chosen": STAFF,
    "wagtailadmin_reports:locked_pages": REVIEWERS,
    "wagtailadmin_reports:locked_pages_results": REVIEWERS,
    "wagtailadmin_pages:edit": WRITERS,
    "wagtailadmin_pages:preview_on_edit": WRITERS,
    "wagtailadmin_pages:view_draft": WRITERS,
    "wagtailadmin_pages:delete": WRITERS,
    "wagtailadmin_pages:copy": WRITERS,
    "wagtailadmin_pages:move": WRITERS,
    "wagtailadmin_pages:history": WRITERS,
    "wagtailadmin_pages:set_privacy": REVIEWERS,
    "wagtailadmin_pages:unpublish": REVIEWERS,
    "wagtailredirects": REVIEWERS,
    "wagtailsettings": REVIEWERS,
    "wagtailembeds": STAFF,
    "wagtailsnippets:index": STAFF,
    "wagtaildocs": WRITERS,
    "wagtaildocs_chooser": STAFF,
    "wagtaildocs_chooser:create": WRITERS,
    "wagtailimages": WRITERS,
    "wagtailimages_chooser": STAFF,
    "wagtailimages_chooser:create": WRITERS,
    "wagtaillocales": ADMINISTRATORS,
    "wagtailsites": ADMINISTRATORS,
    "wagtailusers_users": ADMINISTRATORS,
    "wagtailusers_groups": ADMINISTRATORS,
    # Ours
    "wagtailsnippets_partners_organisation": WRITERS,
    "wagtailsnippets_partners_organisation:delete": ADMINISTRATORS,
    "wagtailsnippetchoosers_partners_organisation": STAFF,
    "wagtailsnippetchoosers_partners_organisation:create": WRITERS,
    "wagtailsnippets_partners_application": WRITERS,
    "wagtailsnippets_partners_application:delete": ADMINISTRATORS,
    "strands": WRITERS,
    "strands:add": REVIEWERS,
    "strands:edit": REVIEWERS,
    "strands:delete": ADMINISTRATORS,
    "themes": WRITERS,
    "themes:delete": ADMINISTRATORS,
    "menus": WRITERS,
    "menus:add": ADMINISTRATORS,
    "menus:edit": REVIEWERS,
    "menus:delete": ADMINISTRATORS,
    "story_list": STAFF,
    "story_people": WRITERS,
    "story_consent_record": WRITERS,
    "wagtailsnippets_stories_concern": REVIEWERS,
    "wagtailsnippets_stories_person": REVIEWERS,
    "wagtailsnippets_stories_withdrawal": WRITERS,
    "translating": STAFF,
    "glossary": STAFF,
    "glossary:delete": REVIEWERS,
    "health": ADMINISTRATORS,
    "work-left-over": ADMINISTRATORS,
    "publishing-rules": ADMINISTRATORS,
    "moderation": WRITERS,
    "moderation:decline": REVIEWERS,
    "moderation:take_down": REVIEWERS,
    "wagtailsnippets_stories_publicstory": WRITERS,
    "wagtailsnippets_stories_publicstory:delete": ADMINISTRATORS,
}
"""A namespace, or a name within one, and who may be let in. The most exact one counts."""


def key_of(address: Address) -> str:
    """Return the key of the rule that an address falls under: its own name, else its namespace."""
    if address.name in RULES:
        return address.name
    return address.name.rpartition(":")[0].split(":")[0]


def rule_of(address: Address) -> frozenset[Role] | None:
    """Return who may be let in, `None` where nobody has said."""
    return EVERYBODY if address.name in OPEN_ADMIN else RULES.get(key_of(address))


def example_of(address: Address, world: World) -> str:
    """Return a path that leads to something that is there, where the address names one."""
    if "^" in address.route:
        return "/admin/nothing-there/"
    values = _values(address, world)
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values.get(found[1], 1)), address.route)


def _values(address: Address, world: World) -> dict[str, Any]:
    draft, story = world.things["draft"], world.things["story"]
    things = {
        "wagtailimages": world.things["picture"],
        "wagtailimages_chooser": world.things["picture"],
        "wagtaildocs": world.things["document"],
        "wagtaildocs_chooser": world.things["document"],
        "wagtailusers_users": world.people[Role.MEMBER_A],
        "wagtailsnippets_partners_organisation": world.ours,
        "wagtailsnippets_partners_application": world.things["application"],
    }
    if address.name.startswith("moderation:"):
        things["moderation"] = submission_of_a(world)
    thing = things.get(address.name.split(":")[0], draft)
    return {
        **dict.fromkeys(("pk", "id", "object_id", "image_id", "document_id", "user_id"), thing.pk),
        **dict.fromkeys(("page_id", "parent_page_id", "page_to_move_id", "page_to_copy_id"), draft.pk),
        "destination_id": story.pk,
        "app_label": "partners",
        "app_name": "partners",
        "model_name": "organisation",
        "content_type_app_name": "stories",
        "content_type_model_name": "storypage",
        "language_code": "cy",
    }
