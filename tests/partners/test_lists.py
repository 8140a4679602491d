"""Partners and pledges on pages of other apps."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import RequestFactory
from django.utils import translation

from partners.models import PartnerPage
from partners.templatetags.partner_lists import home_pledges, strand_partners
from tests.factories import let_go_alone
from tests.partners.building import Tree, make_organisation, make_partner, make_pledge, make_profile, make_strand


def test_home_pledges_are_the_four_with_the_newest_news(tree: Tree, django_assert_num_queries: Any) -> None:
    for day in range(1, 6):
        partner = make_partner(tree.directories["en"], f"Partner {day}")
        make_pledge(partner, f"promise {day}.", updated=date(2026, 11, day))
    make_pledge(make_partner(tree.directories["en"], "No news"), updated=None)
    with django_assert_num_queries(1):
        pledges = home_pledges()
    assert [pledge.name for pledge in pledges] == ["Partner 5", "Partner 4", "Partner 3", "Partner 2"]


def test_home_pledges_leave_out_what_lapsed_and_who_left(tree: Tree) -> None:
    make_pledge(make_partner(tree.directories["en"], "Lapsed"), state="lapsed")
    make_pledge(make_partner(tree.directories["en"], "Left", standing="left"))
    assert home_pledges() == []


def test_home_pledges_wait_for_the_profile_to_go_live(tree: Tree) -> None:
    organisation = make_organisation("New")
    make_pledge(organisation)
    page = make_profile(tree.directories["cy"], organisation, live=False)
    let_go_alone(PartnerPage)
    assert home_pledges() == []
    page.save_revision().publish()
    assert [pledge.name for pledge in home_pledges()] == ["New"]


def test_home_pledges_speak_the_active_language_or_say_which(tree: Tree) -> None:
    group = make_partner(tree.directories["en"], "Group", name_cy="Grŵp")
    make_pledge(group, promise={"en": "mend.", "cy": "trwsio."})
    make_pledge(make_partner(tree.directories["en"], "Only English"))
    with translation.override("cy"):
        english, welsh = home_pledges()
    assert (welsh.name, welsh.text, welsh.language) == ("Grŵp", "trwsio.", "cy")
    assert (english.text, english.language) == ("mend ten bicycles.", "en")


def test_strand_partners_are_names_and_addresses_in_order(
    tree: Tree, rf: RequestFactory, django_assert_max_num_queries: Any
) -> None:
    strand, other = make_strand(), make_strand("talk", 1, "talk")
    make_partner(tree.directories["en"], "The Zebra", main_strand=strand)
    make_partner(tree.directories["cy"], "Llan", main_strand=strand)
    make_partner(tree.directories["en"], "Elsewhere", main_strand=other)
    make_organisation("No profile", main_strand=strand)
    with translation.override("cy"), django_assert_max_num_queries(4):
        partners = strand_partners({"request": rf.get("/cy/")}, strand)
    assert [(partner.name, partner.url) for partner in partners] == [
        ("Llan", "/cy/partners/llan/"),
        ("The Zebra", "/cy/en/partners/the-zebra/"),
    ]
    assert partners[1].language is not None


def test_strand_partners_of_no_strand_are_none(rf: RequestFactory) -> None:
    assert strand_partners({"request": rf.get("/")}, None) == []
