"""What a person does with a private link: read, say yes or no, change their mind. No account, no cookie, in their language."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from stories.consent import consent_wording
from stories.consent.private_links import address, make_link, send_link
from stories.models import Consent, Person, PrivateLink, StoryPage, Withdrawal
from stories.models.consent import Giver
from tests.factories import SmallSite, make_story
from tests.stories.people import make_person, put_into
from upkeep.models import Effect


@pytest.fixture(autouse=True)
def ledger(settings: LazySettings, tmp_path: Path) -> None:
    """A ledger of our own."""
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"


@pytest.fixture
def story(site_tree: SmallSite) -> StoryPage:
    return make_story(site_tree.stories["en"], title="Soup at three", live=False)


def page_of(person: Person, holder: str = Giver.PERSON, language: str = "en") -> str:
    return address(make_link(person, holder), language).removeprefix("http://testserver")


def answer(story: StoryPage, *purposes: str, **more: str) -> dict[str, object]:
    return {"story": str(story.translation_key), "purposes": purposes, "answer": "yes", **more}


def test_link_is_private(story: StoryPage, client: Client) -> None:
    person = make_person()
    put_into(story, person, agreed=False)
    response = client.get(page_of(person))
    assert "Soup at three" in response.content.decode()
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    assert "checked" not in response.content.decode(), "nothing is ticked for anybody"


def test_token_is_kept_as_a_hash(story: StoryPage) -> None:
    token = make_link(make_person())
    assert token not in str(PrivateLink.objects.values().get())


def test_unknown_token_answers_404(site_tree: SmallSite, client: Client) -> None:
    assert client.get(f"/en/consent/{'x' * 43}/").status_code == 404


def test_saying_yes_is_recorded_with_its_words(story: StoryPage, client: Client) -> None:
    person = make_person(language="cy")
    put_into(story, person, agreed=False)
    response = client.post(page_of(person, language="cy"), answer(story, "website", "social"))
    assert response.status_code == 303
    consent = Consent.objects.get()
    assert list(consent.purposes()) == ["website", "social"]
    assert (consent.wording_version, consent.wording_language) == (consent_wording.newest(), "cy")
    assert consent.asked_how == Consent.How.LINK
    assert client.get(response["Location"]).status_code == 200


def test_yes_without_a_tick_is_asked_about(story: StoryPage, client: Client) -> None:
    person = make_person()
    put_into(story, person, agreed=False)
    response = client.post(page_of(person), answer(story))
    assert response.status_code == 422
    assert "Choose at least one" in response.content.decode()
    assert not Consent.objects.exists()


def test_saying_no_is_recorded(story: StoryPage, client: Client) -> None:
    person = make_person()
    put_into(story, person, agreed=False)
    client.post(page_of(person), {"story": str(story.translation_key), "answer": "no"})
    assert not Consent.objects.get().for_website


def test_child_and_guardian_answer_with_links_of_their_own(story: StoryPage, client: Client) -> None:
    person = make_person(age_band="under-13")
    put_into(story, person, agreed=False)
    assert client.post(page_of(person), answer(story, "website")).status_code == 422
    client.post(page_of(person), answer(story, "website", agrees="on"))
    guardian = page_of(person, Giver.GUARDIAN)
    assert "Enter your name" in client.post(guardian, answer(story, "website", agrees="on")).content.decode()
    client.post(guardian, answer(story, "website", agrees="on", guardian_name="Parent Example"))
    assert {(one.giver, one.guardian_name) for one in Consent.objects.all()} == {
        ("person", ""),
        ("guardian", "Parent Example"),
    }


def test_story_somebody_is_not_in_cannot_be_answered_for(
    story: StoryPage, client: Client, site_tree: SmallSite
) -> None:
    person = make_person()
    put_into(story, person, agreed=False)
    other = make_story(site_tree.stories["en"])
    link = page_of(person)
    assert client.post(link, answer(other, "website")).status_code == 404
    assert client.post(f"{link}withdraw/{other.translation_key}/").status_code == 404
    assert StoryPage.objects.get(pk=other.pk).live


def test_posts_from_other_sites_are_refused(story: StoryPage, client: Client) -> None:
    person = make_person()
    put_into(story, person, agreed=False)
    response = client.post(page_of(person), answer(story, "website"), headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403


def test_withdrawing_is_asked_once_and_done(site_tree: SmallSite, client: Client) -> None:
    story = make_story(site_tree.stories["en"])
    person = make_person()
    put_into(story, person)
    link = page_of(person)
    led = client.post(link, {"story": str(story.translation_key), "answer": "no"})["Location"]
    asked = client.get(led).content.decode()
    assert "You do not need to say why" in asked
    assert consent_wording.wording("en").copies in asked
    assert StoryPage.objects.get(pk=story.pk).live, "opening the page withdraws nothing"
    receipt = client.post(led)["Location"]
    assert client.get(story.get_url()).status_code == 410
    told = client.get(receipt)
    assert "in every language" in told.content.decode()
    assert told["Cache-Control"] == "no-store, private"
    assert Withdrawal.objects.get().by == "person"


@pytest.mark.parametrize("language", ["en", "cy", "gd", "ga", "pl", "ur"])
def test_form_to_print_stands_in_every_language(site_tree: SmallSite, client: Client, language: str) -> None:
    for path in ("form", "form/young"):
        page = client.get(f"/{language}/consent/{path}/").content.decode()
        assert consent_wording.wording(language).language == language
        assert consent_wording.wording(language).website in page


def test_link_is_written_in_the_persons_language_without_anything_typed(story: StoryPage) -> None:
    person = make_person("<b>Name</b>", language="cy", email="person@example.org")
    put_into(story, person, agreed=False)
    assert send_link(person, Giver.PERSON)
    letter = Effect.objects.get(kind="mail").payload["message"]
    assert "/cy/consent/" in letter["body"]
    assert "Name" not in letter["body"]
    assert not send_link(make_person(), Giver.PERSON), "no address, no letter"


def test_wording_that_was_agreed_to_is_never_changed() -> None:
    """Whoever changes a word here changes what people said yes to. Add a version instead."""
    from hashlib import sha256

    sums = {
        version: sha256((consent_wording.FOLDER / f"{version}.toml").read_bytes()).hexdigest()[:16]
        for version in consent_wording.versions()
    }
    assert sums == {"2026-11": "786618b855bc36a3"}
