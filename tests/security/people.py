"""Everybody an address may be asked for by, and a small site with something of every kind in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model

from accounts.models import User
from partners.models import Application, Invitation, Membership, Organisation
from partners.team.inviting import invite
from tests.factories import SmallSite, make_organisation, make_picture, make_story


class Role(StrEnum):
    """Somebody who asks."""

    ANONYMOUS = "anonymous"
    MEMBER_A = "member of A"
    MEMBER_B = "member of B"
    EDITOR = "editor"
    MODERATOR = "moderator"
    TRANSLATOR = "translator"
    ADMINISTRATOR = "administrator"


EVERYBODY: Final = frozenset(Role)
SIGNED_IN: Final = EVERYBODY - {Role.ANONYMOUS}
STAFF: Final = frozenset({Role.EDITOR, Role.MODERATOR, Role.TRANSLATOR, Role.ADMINISTRATOR})
WRITERS: Final = STAFF - {Role.TRANSLATOR}
ADMINISTRATORS: Final = frozenset({Role.ADMINISTRATOR})
MEMBERS_OF_A: Final = frozenset({Role.MEMBER_A})
NOBODY: Final[frozenset[Role]] = frozenset()

GROUPS: Final = {
    Role.EDITOR: "Comms editors",
    Role.MODERATOR: "Moderators",
    Role.TRANSLATOR: "Translators (Cymraeg)",
    Role.ADMINISTRATOR: "Administrators",
}


@dataclass
class World:
    """What the site holds: things of organisation A, which B must never see, and one of each kind for the admin."""

    site: SmallSite
    ours: Organisation
    theirs: Organisation
    people: dict[Role, User] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    @property
    def membership(self) -> Membership:
        """The membership of the member of A."""
        return Membership.objects.get(organisation=self.ours, user=self.people[Role.MEMBER_A])

    @property
    def invitation(self) -> Invitation:
        """An invitation to A that waits."""
        return Invitation.objects.get(organisation=self.ours)

    def client(self, role: Role) -> Client:
        """Return a browser of somebody, which reports faults as answers."""
        client = Client(raise_request_exception=False)
        if role is not Role.ANONYMOUS:
            client.force_login(self.people[role])
        return client


def make_world(site: SmallSite) -> World:
    """Fill the small site."""
    world = World(site, make_organisation(key="ours", name="Ours"), make_organisation(key="theirs", name="Theirs"))
    for role in SIGNED_IN:
        world.people[role] = _person(role)
    for role, organisation in ((Role.MEMBER_A, world.ours), (Role.MEMBER_B, world.theirs)):
        Membership.objects.create(organisation=organisation, user=world.people[role], role=Membership.Role.OWNER)
    invite(world.ours, "invited@example.org", "contributor", "en", world.people[Role.MEMBER_A])
    world.things = {
        "story": make_story(site.stories["en"], slug="a-story", organisation=world.ours),
        "draft": make_story(site.stories["en"], slug="a-draft", organisation=world.ours, live=False),
        "picture": make_picture(),
        "document": get_document_model().objects.create(title="Words", file=ContentFile(b"words", "words.txt")),
        "application": Application.objects.create(
            name="A Choir", email="sing@example.org", language="en", state="confirmed"
        ),
    }
    return world


def _person(role: Role) -> User:
    name = role.value.replace(" ", "-").lower()
    user: User = User.objects.create_user(name, f"{name}@example.org", "a-chair-by-the-door")
    if role in GROUPS:
        user.groups.add(Group.objects.get(name=GROUPS[role]))
    return user
