"""Organisations in the admin: found, filtered, opened, saved, and not deleted while they have a profile."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from accounts.models import User
from partners.models import Organisation
from tests.partners.admin_form import APPLICATIONS, ORGANISATIONS, words
from tests.partners.building import (
    Tree,
    make_organisation,
    make_partner,
    make_pledge,
    make_profile,
)

# --- Organisations ---------------------------------------------------------------------------------------------------------


def rows(client: Client, **query: str) -> list[Organisation]:
    return list(client.get(reverse(f"{ORGANISATIONS}:list"), query).context["object_list"])


def test_organisations_show_where_they_have_a_profile(editor: User, tree: Tree, client: Client) -> None:
    both = make_partner(tree.directories["en"], "Both")
    make_profile(tree.directories["cy"], both)
    make_partner(tree.directories["cy"], "Cymraeg")
    make_profile(tree.directories["en"], make_organisation("Draft"), live=False)
    assert [(row.name, row.has_profile_en, row.has_profile_cy) for row in rows(client)] == [
        ("Both", True, True),
        ("Cymraeg", False, True),
        ("Draft", False, False),
    ]


def test_organisations_filter(editor: User, client: Client) -> None:
    make_organisation("Bakers", sector="business", region="scotland")
    make_organisation("Choir", sector="arts", standing="left")
    assert [row.name for row in rows(client, sector="business")] == ["Bakers"]
    assert [row.name for row in rows(client, region="scotland")] == ["Bakers"]
    assert [row.name for row in rows(client, standing="left")] == ["Choir"]


def test_organisations_search(editor: User, client: Client) -> None:
    make_organisation("Bakers")
    make_organisation("Walking Group", name_cy="Grŵp Cerdded")
    assert [row.name for row in rows(client, q="bak")] == ["Bakers"]
    assert [row.name for row in rows(client, q="cerdded")] == ["Walking Group"]


def test_organisation_can_be_opened_and_saved_with_its_pledge(editor: User, client: Client) -> None:
    from tests.partners.admin_form import posted

    organisation = make_organisation("Bakers")
    make_pledge(organisation, "bake for the street.")
    url = reverse(f"{ORGANISATIONS}:edit", args=[organisation.pk])
    page = client.get(url)
    assert page.status_code == 200
    response = client.post(url, {**posted(words(page)), "name": "Bakers and Sons"})
    assert response.status_code == 302
    organisation.refresh_from_db()
    assert organisation.name == "Bakers and Sons"
    assert organisation.pledges.get().promise == {"en": "bake for the street."}


def test_organisation_with_a_profile_cannot_be_deleted_and_says_why(editor: User, tree: Tree, client: Client) -> None:
    organisation = make_partner(tree.directories["en"], "Bakers")
    url = reverse(f"{ORGANISATIONS}:delete", args=[organisation.pk])
    assert client.get(url).status_code == 200
    response = client.post(url, follow=True)
    assert response.status_code == 200
    assert Organisation.objects.filter(pk=organisation.pk).exists()


def test_organisation_can_be_added(editor: User, client: Client) -> None:
    assert client.get(reverse(f"{ORGANISATIONS}:add")).status_code == 200


def test_menu_offers_partners(editor: User, client: Client) -> None:
    page = words(client.get(reverse("wagtailadmin_home")))
    assert reverse(f"{ORGANISATIONS}:list") in page
    assert reverse(f"{APPLICATIONS}:list") in page
