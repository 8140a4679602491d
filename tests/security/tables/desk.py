"""The desk of organisation A: its members, and nobody else, be it a member of B or an administrator."""

from __future__ import annotations

from tests.security.people import EVERYBODY, MEMBERS_OF_A, SIGNED_IN, World
from tests.security.rules import Rule
from tests.security.submissions import submission_of_a


def _story(rest: str) -> Rule:
    def example(world: World) -> str:
        return f"/en/desk/ours/stories/{submission_of_a(world).pk}/{rest}"

    return Rule(MEMBERS_OF_A, example)


RULES: dict[str, Rule] = {
    "members:desks": Rule(SIGNED_IN, "/en/desk/", opens=False),
    "members:invitation": Rule(EVERYBODY, lambda world: f"/en/desk/invitation/{world.invitation.token}/"),
    "members:team": Rule(MEMBERS_OF_A, "/en/desk/ours/team/"),
    "members:leave": Rule(MEMBERS_OF_A, "/en/desk/ours/team/leave/"),
    "members:member": Rule(MEMBERS_OF_A, lambda world: f"/en/desk/ours/team/{world.membership.pk}/"),
    "members:invited": Rule(
        MEMBERS_OF_A, lambda world: f"/en/desk/ours/team/invitations/{world.invitation.pk}/", opens=False
    ),
    "desk:index": Rule(MEMBERS_OF_A, "/en/desk/ours/"),
    "desk:new": Rule(MEMBERS_OF_A, "/en/desk/ours/stories/new/", opens=False),
    "desk:story": _story(""),
    "desk:preview": _story("preview/"),
    "desk:corrections": _story("corrections/"),
    "desk:step": _story("delete/"),
}
