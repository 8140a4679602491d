"""A flood of posts is turned away, people are not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone

from delivery.networks import client_network
from delivery.rate_limits import RateLimitExceededError
from partners.forms import JoinForm
from partners.intake import take_in
from partners.models import Application
from tests.partners.building import Tree, make_application, make_strand
from tests.partners.join_form import ALL_WELL, URL


@pytest.fixture(autouse=True)
def _strand(tree: Tree) -> None:
    make_strand()


def post(client: Client, number: int, **extra: Any) -> Any:
    return client.post(URL, {**ALL_WELL, "name": f"Name {number}", "email": f"a{number}@example.org"}, **extra)


def send_in(number: int) -> bool:
    """Send a form in from a network of its own, past the page; say whether it was stored."""
    form = JoinForm({**ALL_WELL, "name": f"Name {number}", "email": f"a{number}@example.org"})
    assert form.is_valid()
    try:
        take_in(form, True, language="en", network=f"10.{number // 250}.{number % 250}.0/24")
    except RateLimitExceededError:
        return False
    return True


def test_a_thousand_posts_in_a_minute_from_everywhere_store_twenty() -> None:
    assert sum(send_in(number) for number in range(1000)) == 20
    assert Application.objects.count() == 20


def test_the_page_turns_away_what_is_too_much(client: Client) -> None:
    answers = [post(client, number, REMOTE_ADDR=f"10.0.{number}.1") for number in range(25)]
    assert [answer.status_code for answer in answers] == [303] * 20 + [200] * 5
    assert Application.objects.count() == 20


def test_posts_from_one_network_store_at_most_ten(client: Client) -> None:
    answers = [post(client, number, REMOTE_ADDR=f"10.0.0.{number}") for number in range(15)]
    assert Application.objects.count() == 10
    assert answers[-1].status_code == 200


def test_who_is_turned_away_is_told_and_loses_nothing(client: Client) -> None:
    for number in range(11):
        answer = post(client, number)
    problems = answer.context["error_list"]
    assert [problem.field_id for problem in problems] == ["join-form"]
    assert problems[0].message.startswith("Many pledges are coming in just now.")
    assert 'value="Name 10"' in answer.content.decode()


def test_the_minute_passes(client: Client) -> None:
    for number in range(20):
        make_application(email=f"b{number}@example.org")
    assert post(client, 1).status_code == 200
    Application.objects.update(created=timezone.now() - timedelta(seconds=61))
    assert post(client, 1).status_code == 303


def test_one_address_gets_at_most_five_letters_an_hour(client: Client) -> None:
    answers = [client.post(URL, {**ALL_WELL, "name": f"Name {number}"}) for number in range(6)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [200]
    assert answers[-1].context["error_list"][0].message.startswith("We have had several pledges")
    assert client.post(URL, {**ALL_WELL, "email": "BAKER@example.org", "name": "x"}).status_code == 200
    Application.objects.update(created=timezone.now() - timedelta(minutes=61))
    cache.clear()
    assert client.post(URL, {**ALL_WELL, "name": "Later"}).status_code == 303


def test_mistakes_are_not_counted(client: Client) -> None:
    for _number in range(30):
        client.post(URL, {**ALL_WELL, "email": "x"})
    assert client.post(URL, ALL_WELL).status_code == 303


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::5", "2001:db8:1::/48"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_network_of_an_address(rf: RequestFactory, address: str, network: str) -> None:
    assert client_network(rf.get("/", REMOTE_ADDR=address)) == network


def test_forwarded_address_counts_only_behind_a_proxy(rf: RequestFactory, settings: Any) -> None:
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})
    assert client_network(request) == "192.0.2.0/24"
    settings.TRUST_PROXY = True
    assert client_network(request) == "198.51.100.0/24"
