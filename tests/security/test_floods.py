"""A thousand posts in a minute, from everywhere: at most twenty are stored, and a double click stores one."""

from __future__ import annotations

import time

import pytest
from django.test import Client

from delivery.rate_limits import RateLimitExceededError
from stories.consent import concerns
from stories.models import Concern, PublicStory
from stories.moderation import public_intake
from tests.factories import SmallSite, make_story

POSTS = 1000
STORED = 20

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """All within one minute by the clock of the limits."""
    monkeypatch.setattr(time, "time", lambda: 1_800_000_000.0)


def network(number: int) -> str:
    return f"10.{number // 250}.{number % 250}.0/24"


def test_a_thousand_stories_from_the_public_store_twenty(site_tree: SmallSite) -> None:
    refused = 0
    for number in range(POSTS):
        fields = {"text": f"Story {number}", "region": "wales", "locality": "", "people": "me", "name": ""}
        fields |= {"email": f"p{number}@example.org", "may_pass": False}
        try:
            public_intake.take_in(fields, language="en", network=network(number))
        except RateLimitExceededError:
            refused += 1
    assert (PublicStory.objects.count(), refused) == (STORED, POSTS - STORED)


def test_a_thousand_concerns_store_twenty(site_tree: SmallSite) -> None:
    story, refused = make_story(site_tree.stories["en"]), 0
    for number in range(POSTS):
        try:
            concerns.report(story, text=f"Spam {number}", email="", language="en", network=network(number))
        except RateLimitExceededError:
            refused += 1
    assert (Concern.objects.count(), refused) == (STORED, POSTS - STORED)


def test_a_double_click_tells_one_story(site_tree: SmallSite) -> None:
    told = {
        "text": "Chairs on the pavement.",
        "region": "wales",
        "people": "me",
        "email": "a@b.example",
        "agreed": "on",
    }
    answers = [Client().post("/en/tell-us/", told).status_code for _click in range(2)]
    assert answers == [303, 303]
    assert PublicStory.objects.count() == 1
