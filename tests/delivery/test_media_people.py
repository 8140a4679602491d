"""Who may see a file of what is not live."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Collection

from delivery.media import media_permissions
from delivery.media.views import PRIVATE
from home import grants
from home.translator_groups import ensure_translator_groups, translator_group_name
from languages.configured import language_for
from tests.delivery.media_files import addresses_of, person, signed_in, statuses
from tests.factories import SmallSite, make_picture


@pytest.mark.parametrize("group", [grants.EDITORS, grants.MODERATORS, grants.ADMINISTRATORS])
def test_editors_see_what_is_not_live(db: None, group: str) -> None:
    picture = make_picture()
    client = signed_in(person(group))
    assert statuses(client, picture) == {200}
    assert client.get(addresses_of(picture)[0])["Cache-Control"] == PRIVATE


def test_people_without_the_right_see_nothing_more_than_strangers(db: None) -> None:
    picture = make_picture()
    assert statuses(signed_in(person()), picture) == {404}
    assert statuses(signed_in(person(is_staff=True)), picture) == {404}
    elsewhere = Collection.get_first_root_node().add_child(name="Elsewhere")
    limited = Group.objects.create(name="Helpers")
    limited.permissions.add(*Group.objects.get(name=grants.EDITORS).permissions.filter(codename="access_admin"))
    limited.collection_permissions.create(
        collection=elsewhere,
        permission=Group.objects.get(name=grants.EDITORS).collection_permissions.first().permission,
    )
    assert statuses(signed_in(person("Helpers")), picture) == {404}


def test_somebody_who_may_no_longer_sign_in_sees_nothing(db: None) -> None:
    picture = make_picture()
    user = person(grants.EDITORS)
    client = signed_in(user)
    user.is_active = False
    user.save()
    assert statuses(client, picture) == {404}


def test_translator_sees_what_may_be_translated(site_tree: SmallSite) -> None:
    ensure_translator_groups()
    assert statuses(signed_in(person(translator_group_name(language_for("cy")))), make_picture()) == {200}


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[media_permissions.Rule], media_permissions.Rule]]:
    """The registration of rules, undone after the test."""
    monkeypatch.setattr(media_permissions, "_rules", [])
    return media_permissions.lets_see


def test_other_rooms_may_let_somebody_in(
    db: None, client: Client, rules: Callable[[media_permissions.Rule], media_permissions.Rule]
) -> None:
    ours, theirs = make_picture(), make_picture("blue")
    member = person()
    rules(lambda user, file: user == member and (file.kind, file.pk) == ("picture", ours.pk))
    assert (statuses(signed_in(member), ours), statuses(signed_in(member), theirs)) == ({200}, {404})
    assert statuses(client, ours) == {404}
