"""Suggestions after something was written."""

from __future__ import annotations

from django.test import Client

from search.models import Word
from tests.factories import SmallSite, make_story
from tests.search.conftest import Ask, paragraph
from tests.search.test_suggestions import suggested


def test_at_most_eight(found_site: SmallSite, client: Client) -> None:
    for number in range(12):
        make_story(found_site.stories["en"], title=f"Kettle {number}")
    assert len(suggested(client, "ket")) == 8


def test_drafts_and_other_languages_are_never_suggested(found_site: SmallSite, client: Client) -> None:
    make_story(found_site.stories["en"], title="Secret kettle", live=False)
    assert suggested(client, "secret") == []
    assert suggested(client, "satur", "cy") == []


def test_the_spelling_of_the_language_is_kept(found_site: SmallSite, ask: Ask) -> None:
    make_story(found_site.stories["cy"], title="Cymdeithas", summary="Gŵyl cymdeithas.")
    assert ask("gwly", "cy")["suggestion"]["text"] == "gŵyl"
    assert ask("cymdeithsa", "cy")["suggestion"]["text"] == "cymdeithas"


def test_swapped_letters_come_before_other_ones(found_site: SmallSite, ask: Ask) -> None:
    make_story(found_site.stories["en"], title="The shop")
    assert ask("suop")["suggestion"]["text"] == "soup"
    assert ask("shpo")["suggestion"]["text"] == "shop"


def test_words_of_drafts_and_other_languages_stay_unsaid(found_site: SmallSite, ask: Ask) -> None:
    make_story(found_site.stories["en"], title="Zebra", live=False, body=paragraph("unmentionable"))
    assert Word.objects.filter(folded="unmentionable").exists()
    assert ask("unmentionabel")["suggestion"] is None
    assert ask("zebar")["suggestion"] is None
    assert ask("suop", "cy")["suggestion"] is None
