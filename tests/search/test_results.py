"""What the results page finds after something was written, and what it must never find."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from partners.models import Organisation, Pledge
from tests.factories import (
    SmallSite,
    add_page,
    build_site,
    make_organisation,
    make_partner_page,
    make_standard_page,
    make_story,
)
from tests.search.conftest import Ask, counts, paragraph, titles


def test_a_title_counts_for_more_than_the_text(found_site: SmallSite, ask: Ask) -> None:
    make_story(found_site.stories["en"], title="Other", body=paragraph("A ladder stood there. " * 3))
    make_story(found_site.stories["en"], title="The ladder", body=paragraph("Something else stood there. " * 3))
    assert [result.title for result in ask("ladder")["results"]] == ["The ladder", "Other"]


@pytest.mark.parametrize("typed", ["lodz", "łódź", "Łodz"])
def test_polish_l_with_a_stroke_is_an_l(site_tree: SmallSite, ask: Ask, typed: str) -> None:
    tree = build_site("en", "pl")
    make_story(tree.stories["pl"], title="Stół w Łodzi", summary="Łódź i Lodz.")
    assert titles(ask(typed, "pl")) == {"Stół w Łodzi"}


class TestNeverFound:
    """What is not public, or not in the reader's language."""

    def test_drafts(self, found_site: SmallSite, ask: Ask) -> None:
        make_story(found_site.stories["en"], title="Secret soup", live=False)
        assert "Secret soup" not in titles(ask("soup"))
        assert ask("soup")["total"] == 4

    def test_what_an_editor_has_not_published_yet(self, found_site: SmallSite, ask: Ask) -> None:
        story = make_story(found_site.stories["en"], title="Plain")
        story.title = "Unpublished zebra"
        story.save_revision()
        assert ask("zebra")["total"] == 0

    def test_unpublished_pages(self, found_site: SmallSite, ask: Ask) -> None:
        story = make_story(found_site.stories["en"], title="Zebra")
        assert ask("zebra")["total"] == 1
        story.unpublish()
        assert ask("zebra")["total"] == 0

    def test_deleted_pages(self, found_site: SmallSite, ask: Ask) -> None:
        make_story(found_site.stories["en"], title="Zebra").delete()
        assert ask("zebra")["total"] == 0

    @pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
    def test_private_pages_and_those_below(self, found_site: SmallSite, ask: Ask, kind: str) -> None:
        PageViewRestriction.objects.create(page=found_site.sections["en"], restriction_type=kind, password="x")
        context = ask("soup")
        assert "How to host a Long Lunch" not in titles(context)
        assert counts(context)["page"] == 0

    def test_aliases(self, found_site: SmallSite, ask: Ask) -> None:
        page = make_standard_page(found_site.sections["en"], title="Zebra")
        alias = page.create_alias(parent=found_site.sections["cy"], update_locale=found_site.homes["cy"].locale)
        assert alias.live
        assert ask("zebra", "cy")["total"] == 0

    @pytest.mark.parametrize(
        "change",
        [{"state": Pledge.State.LAPSED}, {"organisation__standing": Organisation.Standing.LEFT}],
    )
    def test_pledges_that_are_not_public(self, found_site: SmallSite, ask: Ask, change: dict[str, Any]) -> None:
        pledge = Pledge.objects.get()
        pledge.state = change.get("state", pledge.state)
        pledge.save()
        standing = change.get("organisation__standing", Organisation.Standing.ACTIVE)
        Organisation.objects.update(standing=standing)
        assert counts(ask("soup"))["pledge"] == 0

    def test_pledges_whose_profile_is_a_draft(self, found_site: SmallSite, ask: Ask) -> None:
        organisation = make_organisation()
        Pledge.objects.create(organisation=organisation, promise={"en": "Mend a zebra crossing"})
        make_partner_page(found_site.directories["en"], organisation, live=False)
        assert ask("zebra")["total"] == 0

    def test_pages_not_yet_due(self, found_site: SmallSite, ask: Ask) -> None:
        soon = timezone.now() + timedelta(days=1)
        make_story(found_site.stories["en"], title="Zebra", live=False, go_live_at=soon)
        assert ask("zebra")["total"] == 0


def test_names_of_regions_are_indexed_in_the_language_of_the_page(found_site: SmallSite, ask: Ask) -> None:
    assert "Tŷ’r Ŵyl" in titles(ask("sampl", "cy"))
    story = make_story(found_site.stories["cy"], title="Cwrdd yma")
    assert story.searchable_facts().split()[-1] == "Cwrdd"


def test_ten_a_page_and_no_overlap(found_site: SmallSite, ask: Ask) -> None:
    for number in range(23):
        make_story(found_site.stories["en"], title=f"Kettle {number}")
    shown = [titles(ask("kettle", page=page)) for page in (1, 2, 3)]
    assert [len(found) for found in shown] == [10, 10, 3]
    assert len(set.union(*shown)) == 23
    pagination = ask("kettle", page=2)["pagination"]
    assert (pagination["number"], pagination["last"]) == (2, 3)
    assert pagination["previous_url"] == "/en/search/?q=kettle"
    assert pagination["next_url"] == "/en/search/?q=kettle&page=3"


def test_pledges_and_pages_share_the_numbering(found_site: SmallSite, ask: Ask) -> None:
    for number in range(12):
        organisation = make_organisation(f"Kettle {number}")
        Pledge.objects.create(organisation=organisation, promise={"en": "Boil a kettle"})
        make_partner_page(found_site.directories["en"], organisation)
    shown = [(result.kind, result.url) for page in (1, 2, 3) for result in ask("kettle", page=page)["results"]]
    assert len(shown) == len(set(shown)) == 24


def test_pages_are_capped(found_site: SmallSite, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.views.MAX_PAGES", 1)
    for number in range(11):
        add_page(
            found_site.sections["en"], type(make_standard_page(found_site.sections["en"])), title=f"Kettle {number}"
        )
    pagination = ask("kettle")["pagination"]
    assert pagination["is_capped"]
    assert pagination["next_url"] == ""
