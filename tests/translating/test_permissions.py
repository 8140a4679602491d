"""Who may see, begin, write and send translations; and that the engine's own doors are walled up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.test import Client
from django.urls import get_resolver, reverse
from wagtail import hooks
from wagtail.models import Locale, Page

from accounts.models import User
from languages.translating.permissions import may_read_original, may_see_languages, may_send, may_start, may_translate
from languages.translating.starting import ParentNotTranslatedError, start
from tests.home.building import ROLES, Tree, build_tree, fresh, make_organisation, make_person
from tests.translating.building import Pair, form_of, make_english, make_pair

SignIn = Callable[..., Client]
PLACES = ("languages", "edit", "preview", "po", "import")


def person(role: str) -> Any:
    """Return somebody: a key of `ROLES`, a partner's member, or nobody in particular."""
    if role == "anonymous":
        return AnonymousUser()
    if role in ROLES:
        return make_person(role)
    user, _made = User.objects.get_or_create(username=role, defaults={"email": f"{role}@example.org"})
    if role == "member":
        from partners.models import Membership

        Membership.objects.get_or_create(organisation=make_organisation(), user=user)
    if role == "polish translator":
        user.groups.add(Group.objects.get(name="Translators (Polski)"))
    if role == "only submits":
        wanted = ("access_admin", "submit_translation")
        user.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    return user


EVERYBODY = (
    "anonymous",
    "member",
    "only submits",
    "polish translator",
    "translator",
    "editor",
    "moderator",
    "administrator",
)
WRITERS = {"translator", "editor", "moderator", "administrator"}


@pytest.fixture
def tree(db: None) -> Tree:
    return build_tree("en", "cy", "pl")


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_writes_and_sends_a_welsh_translation(role: str, pair: Pair) -> None:
    assert may_translate(person(role), fresh(pair.welsh)) is (role in WRITERS)
    assert may_send(person(role), fresh(pair.welsh)) is (role in WRITERS)


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_begins_a_welsh_translation_of_a_live_page(role: str, tree: Tree) -> None:
    english = make_english(tree)
    assert may_start(person(role), english, Locale.objects.get(language_code="cy")) is (role in WRITERS)


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_draft_is_shown_to_those_who_may_edit_it(role: str, tree: Tree) -> None:
    english = make_english(tree)
    Page.objects.filter(pk=english.pk).update(live=False)
    who, draft = person(role), fresh(english)
    allowed = role in WRITERS - {"translator"}
    assert may_read_original(who, draft) is allowed
    assert may_see_languages(who, draft) is allowed
    assert may_start(who, draft, Locale.objects.get(language_code="cy")) is allowed


@pytest.mark.parametrize("role", EVERYBODY)
def test_who_sees_the_languages_of_a_live_page(role: str, tree: Tree) -> None:
    seen = WRITERS | {"polish translator", "only submits"}
    assert may_see_languages(person(role), make_english(tree)) is (role in seen)


@pytest.mark.parametrize("role", EVERYBODY)
def test_what_opens_for_whom(role: str, pair: Pair) -> None:
    client, who = Client(), person(role)
    if role != "anonymous":
        client.force_login(who)
    for name in PLACES[1:]:
        answer = client.get(reverse(f"translating:{name}", args=[pair.welsh.pk]))
        assert (answer.status_code == 200) is (role in WRITERS), (name, answer.status_code)
    answer = client.post(reverse("translating:edit", args=[pair.welsh.pk]), form_of(pair, {"When": "Pryd"}))
    assert (pair.row("When").text == "Pryd") is (role in WRITERS)
    assert answer.status_code in (302, 403)


def engine_addresses() -> Iterator[str]:
    """Yield the routes that lead into the engine's views."""
    from tests.test_urls import known_addresses

    for address in known_addresses():
        view = getattr(address.view, "view_class", address.view)
        if getattr(view, "__module__", "").startswith("wagtail_localize") or "localize" in address.route:
            yield address.route


def test_nothing_of_the_engine_is_reached() -> None:
    assert list(engine_addresses()) == []
    assert "wagtail_localize" not in get_resolver().namespace_dict
    opened = [
        (name, hook)
        for name, registered in hooks._hooks.items()
        for hook, _order in registered
        if hook.__module__.startswith("wagtail_localize")
    ]
    assert {name for name, _hook in opened} <= {"register_permissions", "register_icons", "register_log_actions"}


@pytest.mark.parametrize(
    "path",
    ["submit/page/{pk}/", "page/{pk}/convert_to_alias/", "update/1/", "translate/1/disable/", "reports/translations/"],
)
def test_addresses_of_the_engine_are_gone(path: str, pair: Pair, signed_in: SignIn) -> None:
    for role in ("translator", "administrator"):
        assert signed_in(role).get("/admin/localize/" + path.format(pk=pair.english.pk)).status_code == 404


def test_the_page_editor_is_the_page_editor_for_translations_too(pair: Pair, signed_in: SignIn) -> None:
    shown = signed_in("translator").get(reverse("wagtailadmin_pages:edit", args=[pair.welsh.pk])).content.decode()
    assert reverse("translating:languages", args=[pair.welsh.pk]) in shown
    assert "Sync translated" not in shown
    assert "alias" not in shown


def test_beginning_makes_one_page_however_often(tree: Tree, signed_in: SignIn) -> None:
    english = make_english(tree)
    client = signed_in("translator")
    address = reverse("translating:start", args=[english.pk, "cy"])
    answers = [client.post(address), client.post(address)]
    page = Page.objects.get(translation_key=english.translation_key, locale__language_code="cy")
    assert [answer.url for answer in answers] == [reverse("translating:edit", args=[page.pk])] * 2
    assert not page.live
    assert page.slug == "pull-up"
    assert client.get(address).status_code == 405


def test_beginning_in_a_language_one_does_not_write_is_refused(tree: Tree, signed_in: SignIn) -> None:
    english = make_english(tree)
    answer = signed_in("translator").post(reverse("translating:start", args=[english.pk, "pl"]))
    assert answer.status_code == 302  # the admin says no and goes back to the dashboard
    assert not Page.objects.filter(translation_key=english.translation_key, locale__language_code="pl").exists()


def test_the_page_above_comes_first(tree: Tree, signed_in: SignIn) -> None:
    pair = make_pair(tree)
    child = type(pair.english)(title="Below", slug="below", summary="B.", locale=pair.english.locale)
    pair.english.add_child(instance=child)
    polish = Locale.objects.get(language_code="pl")
    with pytest.raises(ParentNotTranslatedError):
        start(child, polish, None)
    client = signed_in("administrator")
    answer = client.post(reverse("translating:start", args=[child.pk, "pl"]))
    assert answer.url == reverse("translating:languages", args=[pair.english.pk])
    assert (
        "Translate “Pull up a chair” first"
        in client.get(reverse("translating:languages", args=[child.pk])).content.decode()
    )
