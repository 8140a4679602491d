"""The backends: Wagtail's API over them, their index, and what keeps the index true."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from modelsearch.index import get_indexed_models
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.query import And, Boost, MatchAll, Not, Or, Phrase, PlainText

from home.models import Picture
from partners.models import Organisation, Pledge
from search.entries import FACTS, entry_of
from search.models import Word
from stories.models import StoryPage
from tests.factories import SmallSite, make_partner_page, make_picture, make_standard_page, make_story
from tests.search.conftest import Ask, counts, paragraph, titles


def found(query: Any, **options: Any) -> set[str]:
    """Return the titles of the pages Wagtail's API finds."""
    return {page.title for page in Page.objects.search(query, **options)}


def test_wagtails_api_finds_ranks_counts_and_slices(found_site: SmallSite) -> None:
    make_story(found_site.stories["en"], title="Soup", body=paragraph("Nothing else."))
    results = Page.objects.live().search("soup")
    assert results.count() == len(results) == 4
    assert results[0].title == "Soup"
    assert [page.pk for page in results[1:3]] == [page.pk for page in list(results)[1:3]]
    assert results[1:3].count() == 2
    assert sum(results.facet("content_type_id").values()) == 4


@pytest.mark.parametrize(
    ("query", "number"),
    [
        (PlainText("soup kettle"), 0),
        (PlainText("soup kettle", operator="or"), 3),
        (Phrase("pot of soup"), 1),
        (Phrase("soup of pot"), 0),
        (And([PlainText("soup"), PlainText("bread")]), 1),
        (Or([PlainText("bread"), PlainText("toaster")]), 2),
        (PlainText('"(*'), 0),
        (PlainText(""), 0),
    ],
)
def test_query_objects(found_site: SmallSite, query: Any, number: int) -> None:
    assert Page.objects.search(query).count() == len(Page.objects.search(query)) == number


def test_queries_we_do_not_write_are_left_to_wagtail(found_site: SmallSite) -> None:
    everything = Page.objects.count()
    assert len(Page.objects.search(MatchAll())) == everything
    assert len(Page.objects.search(Not(MatchAll()))) == 0
    if connection.vendor == "postgresql":
        with pytest.warns(RuntimeWarning, match="Boost"):
            assert found(Boost(PlainText("toaster"), 2)) == {"The Saturday table"}


def test_results_stay_a_queryset(found_site: SmallSite) -> None:
    rows = Page.objects.search("soup").get_queryset()
    assert rows.filter(title__startswith="The").count() == 1
    assert Page.objects.filter(pk__in=rows.values("pk")).count() == 3
    assert Page.objects.exclude(pk__in=rows.values("pk")).count() == Page.objects.count() - 3


def test_an_order_of_ones_own_is_kept(found_site: SmallSite) -> None:
    results = Page.objects.order_by("-title").search("soup", order_by_relevance=False)
    shown = [page.title for page in results]
    assert shown == sorted(shown, reverse=True)


def test_scores_can_be_shown(found_site: SmallSite) -> None:
    scores = [page.score for page in Page.objects.search("soup").annotate_score("score")]
    assert len(scores) == 3
    assert all(isinstance(score, float) for score in scores)


def test_one_model_alone(found_site: SmallSite) -> None:
    assert {page.title for page in StoryPage.objects.search("soup")} == {"The Saturday table"}
    assert StoryPage.objects.filter(region="wales").search("soup").count() == 0


def test_things_that_are_no_pages(found_site: SmallSite) -> None:
    picture = make_picture()
    backend = get_search_backend()
    assert list(backend.search(picture.title, Picture)) == [picture]
    assert list(backend.autocomplete("saltm", Organisation)) == [Organisation.objects.get(name__startswith="Salt")]


@pytest.mark.parametrize("typed", ["soup", '"', "so\0up", "*", "x " * 300, "the"])
def test_editors_may_type_anything_too(found_site: SmallSite, client: Client, typed: str) -> None:
    client.force_login(get_user_model().objects.create_superuser("ada", "ada@example.org", "x"))
    for path in ("/admin/pages/search/", f"/admin/pages/{found_site.stories['en'].pk}/", "/admin/images/"):
        assert client.get(path, {"q": typed}).status_code == 200


def test_a_common_word_costs_no_more_queries_than_a_rare_one(found_site: SmallSite, client: Client) -> None:
    for number in range(15):
        make_story(found_site.stories["en"], title=f"Soup {number}", body=paragraph("Soup and bread."))

    def asked(text: str) -> int:
        client.get("/en/search/", {"q": text})
        with CaptureQueriesContext(connection) as queries:
            client.get("/en/search/", {"q": text})
        return len(queries)

    few = asked("rosa kitchen toaster bread neighbour") and asked("neighbour")
    assert few == asked("soup")
    assert asked("soup") <= 12


@pytest.mark.parametrize(("text", "most"), [("soup", 5), ("toaster", 4), ("xyzzyx", 3), ("suop", 4)])
def test_queries_of_search_itself(found_site: SmallSite, client: Client, text: str, most: int) -> None:
    """Restrictions, counts, pledges, ranked keys, details; words and one more count where nothing is found."""
    client.get("/en/search/", {"q": text})
    with CaptureQueriesContext(connection) as form:
        client.get("/en/search/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/en/search/", {"q": text})
    assert len(asked) - len(form) <= most


def test_a_rebuilt_index_finds_the_same(found_site: SmallSite, ask: Ask) -> None:
    before = counts(ask("soup"))
    Word.objects.create(language="en", folded="leftover", text="leftover")
    call_command("update_index", verbosity=0)
    assert counts(ask("soup")) == before
    assert not Word.objects.filter(folded="leftover").exists()
    assert Word.objects.filter(language="cy", text="ŵyl").exists()


def test_a_changed_page_is_found_under_its_new_words_only(found_site: SmallSite, ask: Ask) -> None:
    story = make_story(found_site.stories["en"], title="Zebra")
    story.title = "Giraffe"
    story.save_revision().publish()
    assert ask("zebra")["total"] == 0
    assert titles(ask("giraffe")) == {"Giraffe"}


def test_a_changed_pledge_is_found(
    found_site: SmallSite, ask: Ask, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    pledge = Pledge.objects.get()
    pledge.promise = {"en": "Lend a ladder"}
    with django_capture_on_commit_callbacks(execute=True):
        pledge.save()
    assert counts(ask("ladder"))["pledge"] == 1
    with django_capture_on_commit_callbacks(execute=True):
        pledge.delete()
    assert ask("ladder")["total"] == 0


def test_a_renamed_organisation_is_found_with_its_stories(
    found_site: SmallSite, ask: Ask, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    bakers = Organisation.objects.get(name="Example Bakers")
    make_partner_page(found_site.directories["en"], bakers, title="A profile")
    bakers.name = "Example Millers"
    with django_capture_on_commit_callbacks(execute=True):
        bakers.save()
    assert titles(ask("millers")) == {"The Saturday table", "A profile"}
    assert ask("bakers")["total"] == 0


def test_an_entry_keeps_fields_on_lines_and_facts_apart(found_site: SmallSite) -> None:
    entry = entry_of(StoryPage.objects.get(title="The Saturday table"))
    prose, _mark, facts = entry.body.rpartition(FACTS)
    assert entry.title == "The Saturday table"
    assert prose.splitlines()[0] == "People bring what is broken and stay for soup."
    assert facts.startswith("Northbeck North East Meet")


def test_every_indexed_model_can_be_written(found_site: SmallSite) -> None:
    make_picture()
    for model in get_indexed_models():
        for obj in model.objects.all()[:3]:
            get_search_backend().add(obj)


class TestAnotherBackend:
    """Search works over any backend of Wagtail's; its simplest stands for OpenSearch and Elasticsearch here."""

    @pytest.fixture(autouse=True)
    def _wagtails_simplest(self, settings: Any) -> None:
        settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database.fallback"}}

    def test_pages_are_found_by_title(self, found_site: SmallSite, ask: Ask) -> None:
        context = ask("saturday")
        assert titles(context) == {"The Saturday table"}
        (result,) = context["results"]
        assert result.extract == "People bring what is broken and stay for soup."
        assert result.details == ["Meet", "Northbeck, North East"]

    def test_aliases_drafts_and_private_pages_stay_out(self, found_site: SmallSite, ask: Ask) -> None:
        page = make_standard_page(found_site.sections["en"], title="Zebra")
        page.create_alias(parent=found_site.sections["cy"], update_locale=found_site.homes["cy"].locale)
        make_story(found_site.stories["en"], title="Zebra draft", live=False)
        assert titles(ask("zebra")) == {"Zebra"}
        assert ask("zebra", "cy")["total"] == 0

    def test_pledges_are_found_where_their_profile_is(self, found_site: SmallSite, ask: Ask) -> None:
        pledge = Pledge.objects.get()
        pledge.promise = {"en": "Keep the kitchen open"}
        pledge.save()
        assert counts(ask("kitchen")) == {"": 2, "story": 0, "partner": 1, "pledge": 1, "page": 0}

    def test_suggestions_and_nothing_found(self, found_site: SmallSite, ask: Ask, client: Client) -> None:
        assert client.get("/en/search/suggest/?q=satur").json()["suggestions"][0]["title"] == "The Saturday table"
        assert ask("xyzzy")["suggestion"] is None
