"""What each group of the house may do with partners."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.models import User
from home.grants import ADMINISTRATORS, EDITORS, MODERATORS
from partners.models import Application
from partners.permissions import may_decide_applications, may_read_applications
from tests.partners.building import Tree, make_application, make_organisation

MakeUser = Callable[..., User]
NAMES = (EDITORS, MODERATORS, ADMINISTRATORS)


@pytest.fixture
def member(make_user: MakeUser) -> Callable[[str], User]:
    """Make somebody of a group."""

    def make(name: str) -> User:
        user = make_user()
        user.groups.add(Group.objects.get(name=name))
        return user

    return make


@pytest.mark.parametrize("name", NAMES)
def test_everybody_who_edits_reads_and_decides(member: Callable[[str], User], name: str) -> None:
    user = member(name)
    assert may_read_applications(user)
    assert may_decide_applications(user)


@pytest.mark.parametrize("name", NAMES)
def test_everybody_who_edits_keeps_organisations(
    tree: Tree, member: Callable[[str], User], client: Client, name: str
) -> None:
    client.force_login(member(name))
    organisation = make_organisation("Bakers")
    views = [("list", []), ("add", []), ("edit", [organisation.pk])]
    for view, args in views:
        assert client.get(reverse(f"wagtailsnippets_partners_organisation:{view}", args=args)).status_code == 200


@pytest.mark.parametrize("model", ["organisation", "application"])
@pytest.mark.parametrize("name", NAMES)
def test_only_administrators_delete(
    tree: Tree, member: Callable[[str], User], client: Client, name: str, model: str
) -> None:
    client.force_login(member(name))
    thing = make_organisation("Bakers") if model == "organisation" else make_application()
    client.post(reverse(f"wagtailsnippets_partners_{model}:delete", args=[thing.pk]))
    assert type(thing).objects.filter(pk=thing.pk).exists() == (name != ADMINISTRATORS)


def test_translators_do_not_read_what_people_sent(tree: Tree, member: Callable[[str], User], client: Client) -> None:
    user = member(Group.objects.filter(name__startswith="Translators").values_list("name", flat=True)[0])
    assert not may_read_applications(user)
    client.force_login(user)
    application = make_application()
    assert client.get(reverse("wagtailsnippets_partners_application:list")).status_code == 302
    client.post(reverse("wagtailsnippets_partners_application:decide", args=[application.pk]), {"decision": "approve"})
    assert Application.objects.get().state == Application.State.CONFIRMED
