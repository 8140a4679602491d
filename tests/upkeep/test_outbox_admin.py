"""Work left over in the admin: who sees it, what it shows, and what its two buttons do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.home.building import build_tree, make_person
from tests.upkeep.effects import KIND, Notes
from upkeep.models import Effect
from upkeep.permissions import may_drop, may_see_left_over, may_try_again

SECRET = "reader@example.org"
LIST = reverse("work-left-over:index")
ACTS = ("try-again", "drop")
ROLES = ("administrator", "moderator", "editor", "translator")
OTHERS = ("moderator", "editor", "translator", "anonymous")


@pytest.fixture(autouse=True)
def _tree(db: None) -> None:
    """A site in English and Welsh, with its groups."""
    build_tree("en", "cy")


def client_of(role: str) -> Client:
    """Return a browser in which somebody in a role has signed in; nobody for "anonymous"."""
    client = Client()
    if role != "anonymous":
        client.force_login(make_person(role))
    return client


def make_effect(**fields: Any) -> Effect:
    """Make an effect that was given up."""
    state = {"state": "dead", "attempts": 8, "error": "SMTPRecipientsRefused: …", "finished_at": timezone.now()}
    values = {"kind": KIND, "subject": "application 7", "payload": {"what": SECRET}, **state, **fields}
    return Effect.objects.create(**values)


def address(act: str, effect: Effect) -> str:
    return reverse(f"work-left-over:{act}", args=[effect.pk])


@pytest.mark.parametrize("role", ROLES)
def test_who_may(role: str) -> None:
    person = make_person(role)
    is_administrator = role == "administrator"
    assert may_see_left_over(person) is is_administrator
    assert may_try_again(person) is is_administrator
    assert may_drop(person) is is_administrator


def test_strangers_may_nothing() -> None:
    nobody = AnonymousUser()
    assert not any(may(nobody) for may in (may_see_left_over, may_try_again, may_drop))


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_sees_or_does_anything(role: str) -> None:
    client, effect = client_of(role), make_effect()
    for path in (LIST, reverse("work-left-over:index_results"), *(address(act, effect) for act in ACTS)):
        response = client.get(path)
        assert response.status_code == 302, path
        assert "application 7" not in client.get(path, follow=True).content.decode()
    for act in ACTS:
        assert client.post(address(act, effect)).status_code == 302
    effect.refresh_from_db()
    assert (effect.state, effect.attempts) == ("dead", 8)


def test_the_list_says_everything_but_what_it_holds() -> None:
    effect = make_effect()
    make_effect(subject="application 8", state="waiting", attempts=2, error="TimeoutError: timed out")
    make_effect(subject="application 9", state="done")
    page = client_of("administrator").get(LIST).content.decode()
    for words in ("application 7", "SMTPRecipientsRefused", "Given up", "application 8", "TimeoutError", "Waiting"):
        assert words in page
    assert "application 9" not in page
    assert SECRET not in page
    assert page.index("application 7") < page.index("application 8")
    assert all(f'href="{address(act, effect)}"' in page for act in ACTS)


def test_the_list_reads_no_payload(django_assert_max_num_queries: Any) -> None:
    for number in range(20):
        make_effect(subject=f"application {number}")
    client = client_of("administrator")
    client.get(LIST)
    with django_assert_max_num_queries(20) as queries:
        client.get(LIST)
    assert not [query for query in queries.captured_queries if "payload" in query["sql"]]


@pytest.mark.parametrize("act", ACTS)
def test_it_asks_first(act: str) -> None:
    effect = make_effect()
    page = client_of("administrator").get(address(act, effect)).content.decode()
    assert f'action="{address(act, effect)}"' in page
    assert "application 7" in page
    assert SECRET not in page
    effect.refresh_from_db()
    assert (effect.state, effect.attempts) == ("dead", 8)


def test_try_again_has_it_done(notes: Notes, django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    client, effect = client_of("administrator"), make_effect()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address("try-again", effect), follow=True)
    assert notes.taken == [SECRET]
    assert "It is tried again." in response.content.decode()
    assert "application 7" not in client.get(LIST).content.decode()


def test_drop_forgets_it(notes: Notes) -> None:
    response = client_of("administrator").post(address("drop", make_effect()), follow=True)
    assert "It is dropped." in response.content.decode()
    assert not Effect.objects.exists()
    assert notes.taken == []


def test_what_is_in_hand_is_left_alone() -> None:
    effect = make_effect(state="waiting", leased_until=timezone.now() + timedelta(minutes=1))
    client = client_of("administrator")
    for act in ACTS:
        assert "Nothing was changed" in client.post(address(act, effect), follow=True).content.decode()
    assert Effect.objects.get().leased_until


@pytest.mark.parametrize("act", ACTS)
def test_what_is_done_by_now_is_not_found(act: str) -> None:
    client = client_of("administrator")
    assert client.post(address(act, make_effect(state="done"))).status_code == 404


@pytest.mark.parametrize("act", ACTS)
def test_the_buttons_need_the_admins_token(act: str) -> None:
    strict, effect = Client(enforce_csrf_checks=True), make_effect()
    strict.force_login(make_person("administrator"))
    assert strict.post(address(act, effect)).status_code == 403
    assert Effect.objects.get().state == "dead"


@pytest.mark.parametrize(("role", "told"), [("administrator", True), ("moderator", False), ("editor", False)])
def test_the_dashboard_tells_those_who_can_help(role: str, told: bool) -> None:
    home = reverse("wagtailadmin_home")
    assert "given up" not in client_of(role).get(home).content.decode()
    make_effect()
    page = client_of(role).get(home).content.decode()
    assert ("1 thing could not be done" in page) is told
    assert (f'href="{LIST}"' in page) is told


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_offers_it_to_those_who_may(role: str) -> None:
    page = client_of(role).get(reverse("wagtailadmin_home")).content.decode()
    assert (f'"url": "{LIST}"' in page) is (role == "administrator")


@pytest.mark.parametrize(("act", "heading"), [("try-again", "Try again"), ("drop", "Drop")])
def test_the_way_to_a_question_ends_with_its_heading(act: str, heading: str) -> None:
    response = client_of("administrator").get(address(act, make_effect()))
    assert [str(step["label"]) for step in response.context["breadcrumbs_items"]][1:] == ["Work left over", heading]
