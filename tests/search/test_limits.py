"""Odd, hostile and enormous queries never break anything."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import SmallSite
from tests.nightly import chance, rounds
from tests.search.conftest import Ask

pytestmark = pytest.mark.django_db

SIGNS = "\"'`*:^()[]{}<>&|!~-+.,;/\\%_#?=@$£€\0\t\n\r\x1b\u200b\u200c\u202e\ufeff\ufffd"
WORDS = [
    "soup",
    "AND",
    "OR",
    "NOT",
    "NEAR",
    "NULL",
    "tŷ",
    "Ŵyl",
    "ła",
    "سوپ",
    "スープ",
    "😀",
    "a",
    "1e5",
    "title",
    "body",
    "--",
    "/*",
]


def fuzzed(number: int) -> str:
    """Return query number `number`: words and signs in any order, sometimes many, always the same for a number."""
    drawn = chance(number)
    parts = [*WORDS, *SIGNS, *(chr(drawn.randrange(1, 0xD7FF)) for _ in range(20))]
    joint = drawn.choice(["", " ", " ", drawn.choice(SIGNS)])
    return joint.join(drawn.choice(parts) for _ in range(drawn.choice([1, 3, 10, 60])))


@pytest.mark.parametrize("batch", range(rounds(5, 1)))
def test_a_hundred_fuzzed_queries(read_site: SmallSite, client: Client, batch: int) -> None:
    for number in range(batch * 100, (batch + 1) * 100):
        text = fuzzed(number)
        response = client.get("/en/search/", {"q": text, "type": text, "page": text[:3]})
        assert response.status_code in (200, 404), (number, text)
        if number % 5 == 0:
            assert client.get("/en/search/suggest/", {"q": text}).status_code == 200, (number, text)


@pytest.mark.parametrize(
    "typed",
    [
        "\0",
        "so\0up",
        '"',
        '""',
        '"soup',
        "soup* OR (",
        "soup AND",
        "NEAR(soup bread)",
        "title: soup",
        "{title} : soup",
        "soup\\",
        "'; DROP TABLE wagtailcore_page; --",
        "%s %d %(x)s",
        "x" * 999,
        " ".join("abcdefghijklmnopqrst" * 25),
        " ".join(f"w{number}" for number in range(500)),
        "soup:*",
        "<-> & | !",
    ],
)
def test_hostile_queries_answer(read_site: SmallSite, client: Client, typed: str) -> None:
    for path in ("/en/search/", "/en/search/suggest/"):
        assert client.get(path, {"q": typed}).status_code == 200


def test_broken_encodings_answer(read_site: SmallSite, client: Client) -> None:
    for query in ("q=%ff%fe", "q=%00", "q=%ED%A0%80", "q=a&q=b", "q[]=x", "=", "q"):
        assert client.get(f"/en/search/?{query}").status_code == 200


def test_quotation_marks_are_harmless(read_site: SmallSite, ask: Ask) -> None:
    assert ask('"soup"')["total"] == ask("soup")["total"] == 4
    assert ask("“soup”")["total"] == 4


def test_words_of_query_languages_are_words(read_site: SmallSite, ask: Ask) -> None:
    assert ask("soup OR unicycle")["total"] == 0
    assert ask("soup NOT bread")["total"] == 0


def test_what_was_cut_off_is_said(read_site: SmallSite, ask: Ask) -> None:
    assert ask(" ".join(map(str, range(40))))["shortened"]
    assert not ask("soup")["shortened"]


def test_only_reading_is_allowed(read_site: SmallSite, client: Client) -> None:
    for path in ("/en/search/", "/en/search/suggest/"):
        assert client.post(path).status_code == 405
        assert client.head(path).status_code == 200


def test_answers_are_cached_briefly_not_indexed_and_set_no_cookie(read_site: SmallSite, client: Client) -> None:
    for path in ("/en/search/?q=soup", "/en/search/suggest/?q=so"):
        response = client.get(path)
        assert response["Cache-Control"] == "public, max-age=5"
        assert response["X-Robots-Tag"] == "noindex"
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


def test_a_language_without_home_page_is_not_found(read_site: SmallSite, client: Client) -> None:
    assert client.get("/ur/search/").status_code == 404
    assert client.get("/ur/search/suggest/?q=so").status_code == 404


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "soup</mark><b>"])
def test_what_was_typed_is_escaped(read_site: SmallSite, client: Client, typed: str) -> None:
    page = client.get("/en/search/", {"q": typed}).content.decode()
    assert typed not in page
