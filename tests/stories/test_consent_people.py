"""Asking about the people in a story: at the desk of a partner, and beside the editor."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import User
from partners.models import Membership
from stories.models import Appearance, Consent, PeopleStatement, Person, PrivateLink, StoryPage, Submission, Withdrawal
from tests.factories import SmallSite, make_organisation, make_picture, make_story
from tests.home.building import make_person as make_editor
from tests.stories.people import make_person, put_into


@pytest.fixture(autouse=True)
def ledger(settings: LazySettings, tmp_path: Path) -> None:
    """A ledger of our own."""
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"


@pytest.fixture
def submission(site_tree: SmallSite) -> Submission:
    """A draft of an organisation, with one picture."""
    organisation = make_organisation(key="soup")
    picture = make_picture()
    story = make_story(
        site_tree.stories["en"], live=False, picture=picture, picture_decorative=True, organisation=organisation
    )
    PeopleStatement.objects.all().delete()
    story.save_revision()
    return Submission.objects.create(page=story, organisation=organisation)


@pytest.fixture
def member(submission: Submission, client: Client) -> Client:
    """A member of the organisation, signed in."""
    user = User.objects.create_user("member", "member@example.org", "secret")
    Membership.objects.create(user=user, organisation=submission.organisation)
    client.force_login(user)
    return client


def at_desk(submission: Submission, more: str = "") -> str:
    return f"/en/desk/soup/stories/{submission.pk}/people/{more}"


def facts(**more: object) -> dict[str, object]:
    return {"name": "Aisha", "age_band": "adult", "language": "cy", "places": ["words"], **more}


def test_nobody_is_one_answer_and_nothing_else(submission: Submission, member: Client) -> None:
    assert member.post(at_desk(submission), {"answer": "nobody"}).status_code == 303
    assert PeopleStatement.objects.get().answer == "nobody"
    submission.refresh_from_db()
    assert submission.people_answer == "nobody"
    assert "Add a person" not in member.get(at_desk(submission)).content.decode()


def test_no_answer_is_asked_for(submission: Submission, member: Client) -> None:
    response = member.post(at_desk(submission), {})
    assert response.status_code == 422
    assert "Say who can be recognised" in response.content.decode()


def test_not_yet_is_no_answer_for_the_gate(submission: Submission, member: Client) -> None:
    member.post(at_desk(submission), {"answer": "adults"})
    member.post(at_desk(submission), {"answer": "not_yet"})
    assert not PeopleStatement.objects.exists()


def test_adults_are_not_asked_for_guardians(submission: Submission, member: Client) -> None:
    member.post(at_desk(submission), {"answer": "adults"})
    assert "parent or guardian" not in member.get(at_desk(submission, "add/")).content.decode()
    member.post(at_desk(submission), {"answer": "under_18"})
    assert "parent or guardian" in member.get(at_desk(submission, "add/")).content.decode()


def test_person_is_listed_with_what_is_missing(submission: Submission, member: Client) -> None:
    member.post(at_desk(submission), {"answer": "under_18"})
    picture = submission.page.picture_id
    response = member.post(at_desk(submission, "add/"), facts(age_band="13-15", places=["words", str(picture)]))
    person = Person.objects.get()
    assert response["Location"] == at_desk(submission, f"{person.pk}/")
    assert set(Appearance.objects.values_list("picture_id", flat=True)) == {None, picture}
    page = member.get(at_desk(submission)).content.decode()
    assert "They have not said yes yet." in page
    assert "A parent or guardian has not said yes yet." in page


def test_new_link_is_shown_once(submission: Submission, member: Client) -> None:
    put_into(submission.page, person := make_person(), agreed=False)
    shown = member.post(at_desk(submission, f"{person.pk}/"), {"action": "link"}).content.decode()
    assert PrivateLink.objects.count() == 1
    assert "/en/consent/" in shown
    assert 'id="private-link"' not in member.get(at_desk(submission, f"{person.pk}/")).content.decode()


def scan(name: str = "form.jpg") -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (40, 30)).save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue())


def paper(**more: object) -> dict[str, object]:
    return {"action": "paper", "purposes": ["website"], "given_on": "2026-11-01", "evidence": scan(), **more}


def test_signed_form_is_consent(submission: Submission, member: Client) -> None:
    put_into(submission.page, person := make_person(), agreed=False)
    assert member.post(at_desk(submission, f"{person.pk}/"), paper()).status_code == 303
    consent = Consent.objects.get()
    assert consent.asked_how == "paper"
    assert consent.evidence.name.startswith("consent/")
    assert consent.review_on.year == 2028


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"evidence": SimpleUploadedFile("form.exe", b"MZ")}, "Choose a picture or a PDF"),
        ({"evidence": SimpleUploadedFile("form.pdf", b"<script>")}, "Choose a picture or a PDF"),
        ({"evidence": SimpleUploadedFile("form.jpg", b"\xff\xd8 junk")}, "not a picture we can read"),
        ({"given_on": "2200-01-01"}, "Enter a day that has passed"),
        ({"purposes": []}, "Tick what they said yes to"),
    ],
)
def test_signed_form_that_is_none_is_refused(
    submission: Submission, member: Client, sent: dict[str, object], message: str
) -> None:
    put_into(submission.page, person := make_person(), agreed=False)
    response = member.post(at_desk(submission, f"{person.pk}/"), paper(**sent))
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not Consent.objects.exists()


def test_record_is_for_editors_alone(submission: Submission, member: Client) -> None:
    put_into(submission.page, person := make_person(), agreed=False)
    member.post(at_desk(submission, f"{person.pk}/"), paper())
    consent = Consent.objects.get()
    record = reverse("story_consent_record", args=[consent.pk])
    assert member.get(record).status_code in (302, 403)
    assert member.get(f"/media/{consent.evidence.name}").status_code == 404
    editor = Client()
    editor.force_login(make_editor("editor"))
    response = editor.get(record)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_person_taken_out_of_a_draft_is_forgotten(submission: Submission, member: Client) -> None:
    put_into(submission.page, person := make_person())
    member.post(at_desk(submission, f"{person.pk}/"), {"action": "remove"})
    assert not Person.objects.exists()


def test_partner_withdraws_for_somebody(submission: Submission, member: Client) -> None:
    put_into(submission.page, person := make_person())
    address = at_desk(submission, f"{person.pk}/withdraw/")
    assert "cannot be undone" in member.get(address).content.decode()
    assert "/consent/receipt/" in member.post(address)["Location"]
    assert Withdrawal.objects.get().by == "partner"


@pytest.mark.parametrize("more", ["", "add/", "PK/", "PK/edit/", "PK/withdraw/"])
def test_another_organisation_sees_nothing(submission: Submission, client: Client, more: str) -> None:
    put_into(submission.page, person := make_person())
    stranger = User.objects.create_user("stranger", "stranger@example.org", "secret")
    Membership.objects.create(user=stranger, organisation=make_organisation(key="other"))
    client.force_login(stranger)
    for key in ("soup", "other"):
        address = f"/en/desk/{key}/stories/{submission.pk}/people/{more.replace('PK', str(person.pk))}"
        assert client.get(address).status_code == 404
        assert client.post(address, {"action": "remove"}).status_code == 404
    assert Person.objects.exists()


def test_person_of_another_story_is_not_found(submission: Submission, member: Client, site_tree: SmallSite) -> None:
    put_into(make_story(site_tree.stories["en"]), person := make_person())
    assert member.get(at_desk(submission, f"{person.pk}/")).status_code == 404


@pytest.mark.parametrize(
    ("role", "allowed"), [("editor", True), ("moderator", True), ("administrator", True), ("translator", False)]
)
def test_editors_ask_about_any_story(submission: Submission, client: Client, role: str, allowed: bool) -> None:
    client.force_login(make_editor(role))
    address = reverse("story_people:people", args=[submission.page_id])
    assert (client.get(address).status_code == 200) is allowed
    assert (client.post(address, {"answer": "nobody"}).status_code == 303) is allowed
    assert PeopleStatement.objects.exists() is allowed


@pytest.mark.parametrize(
    ("role", "allowed"), [("moderator", True), ("administrator", True), ("editor", False), ("translator", False)]
)
def test_looking_people_up_is_for_moderators(submission: Submission, client: Client, role: str, allowed: bool) -> None:
    put_into(submission.page, person := make_person("Bronwen Sampl"))
    client.force_login(make_editor(role))
    found = client.get(reverse("wagtailsnippets_stories_person:list") + "?q=Bronwen")
    assert (found.status_code == 200 and "Bronwen Sampl" in found.content.decode()) is allowed
    assert (
        client.get(reverse("wagtailsnippets_stories_person:inspect", args=[person.pk])).status_code == 200
    ) is allowed


def test_copying_in_the_admin_makes_a_draft(submission: Submission, client: Client, site_tree: SmallSite) -> None:
    story = make_story(site_tree.stories["en"], title="Live")
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "secret"))
    address = reverse("wagtailadmin_pages:copy", args=[story.pk])
    sent = {
        "new_title": "Copy",
        "new_slug": "copy",
        "new_parent_page": story.get_parent().pk,
        "publish_copies": "on",
        "alias": "on",
    }
    assert client.post(address, sent).status_code == 302
    copy = StoryPage.objects.get(slug="copy")
    assert not copy.live
    assert copy.alias_of is None
