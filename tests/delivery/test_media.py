"""Files of what is not live are there for nobody but those who may see it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction

from accounts.models import User
from delivery.media.publicity import is_public
from delivery.media.served_files import MediaFile, find
from delivery.media.views import PRIVATE, PUBLIC
from delivery.memory.page_changes import changes_pages
from delivery.memory.process_cache import start_process_cache
from home import grants
from home.models import Picture, StandardPage
from home.social_cards import card_name
from partners.models import Organisation
from tests.delivery.media_files import addresses_of, person, signed_in, statuses
from tests.factories import SmallSite, let_go_alone, make_organisation, make_picture, make_standard_page, make_story


def in_text(picture: Picture) -> Picture:
    """Return a picture as a block holds it."""
    picture.contextual_alt_text, picture.decorative = "A table", False
    return picture


def test_file_of_a_live_page_is_for_everybody_and_for_a_year(site_tree: SmallSite, client: Client) -> None:
    picture = make_picture()
    make_story(site_tree.stories["en"], picture=picture, picture_alt="A table")
    assert statuses(client, picture) == {200}
    response = client.get(addresses_of(picture)[1])
    assert response["Cache-Control"] == PUBLIC
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.has_header("Vary") or "Cookie" not in response["Vary"]


def test_picture_nothing_shows_is_not_there(client: Client, db: None) -> None:
    assert statuses(client, make_picture()) == {404}


def test_picture_of_a_draft_is_not_there_until_the_page_is_live(site_tree: SmallSite, client: Client) -> None:
    picture = make_picture()
    story = make_story(site_tree.stories["en"], live=False, picture=picture, picture_decorative=True)
    assert statuses(client, picture) == {404}
    story.save_revision().publish()
    assert statuses(client, picture) == {200}
    story.refresh_from_db()
    story.unpublish()
    assert statuses(client, picture) == {404}


def test_picture_in_the_draft_of_a_live_page_is_not_there(site_tree: SmallSite, client: Client) -> None:
    old, new = make_picture(), make_picture("blue")
    page = make_standard_page(site_tree.sections["en"], body=[("picture", {"picture": in_text(old), "caption": ""})])
    page.body = [("picture", {"picture": in_text(new), "caption": ""})]
    page.save_revision()
    assert (statuses(client, old), statuses(client, new)) == ({200}, {404})
    page.save()  # as publishing writes it; whether it may go live without its Welsh is another question
    assert (statuses(client, old), statuses(client, new)) == ({404}, {200})


def test_picture_in_the_text_of_a_page_follows_it(site_tree: SmallSite, client: Client) -> None:
    picture = make_picture()
    body = [("picture", {"picture": in_text(picture), "caption": ""})]
    page = make_standard_page(site_tree.sections["en"], body=body)
    assert statuses(client, picture) == {200}
    page.delete()
    assert statuses(client, picture) == {404}


def test_picture_two_pages_show_is_there_until_the_last_has_gone(site_tree: SmallSite, client: Client) -> None:
    picture = make_picture()
    shown = {"picture": picture, "picture_decorative": True}
    pages = [make_story(site_tree.stories[code], **shown) for code in ("en", "cy")]
    pages[0].unpublish()
    assert statuses(client, picture) == {200}
    pages[1].unpublish()
    assert statuses(client, picture) == {404}


def test_picture_of_a_page_behind_a_password_is_not_there(site_tree: SmallSite, client: Client) -> None:
    picture = make_picture()
    story = make_story(site_tree.stories["en"], picture=picture, picture_decorative=True)
    PageViewRestriction.objects.create(page=story, restriction_type="password", password="x")
    assert statuses(client, picture) == {404}


@pytest.mark.parametrize(("standing", "status"), [("active", 200), ("left", 200), ("applied", 404)])
def test_logo_is_there_once_an_organisation_is_taken_in(db: None, client: Client, standing: str, status: int) -> None:
    logo = make_picture()
    make_organisation(logo=logo, standing=Organisation.Standing(standing))
    assert statuses(client, logo) == {status}


@pytest.mark.usefixtures("on_disk")
def test_document_is_there_while_a_live_page_offers_it(site_tree: SmallSite, client: Client) -> None:
    let_go_alone(StandardPage)
    document = get_document_model().objects.create(title="Easy Read", file=ContentFile(b"Words", "easy.txt"))
    page = make_standard_page(site_tree.sections["en"], live=False, body=[("alternatives", alternatives(document))])
    paths = [document.url, f"/media/{document.file.name}"]
    assert [client.get(path).status_code for path in paths] == [404, 404]
    assert [signed_in(person(grants.EDITORS)).get(path).status_code for path in paths] == [200, 200]
    assert signed_in(person(grants.EDITORS)).get(document.url)["Cache-Control"] == PRIVATE
    page.save_revision().publish()
    page.refresh_from_db()
    assert [client.get(path).status_code for path in paths] == [200, 200]
    page.unpublish()
    assert [client.get(path).status_code for path in paths] == [404, 404]


def alternatives(document: Any) -> dict[str, Any]:
    """Return a block that offers a document."""
    return {"alternatives": [{"kind": "easy_read", "file": document}]}


def test_social_card_is_there_while_its_page_is_live(
    site_tree: SmallSite, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        story = make_story(site_tree.stories["en"], live=False)
        story.save_revision().publish()
    story.refresh_from_db()
    path = f"/media/{card_name(story)}"
    assert client.get(path).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        story.unpublish()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "name", ["", "x" * 300, "pictures/../secret", "cards/../pictures/a.png", "/etc/passwd", "cards//a", "a\0b", "./a"]
)
def test_name_that_is_no_name_is_nobodys(db: None, name: str) -> None:
    assert find(name) is None


def test_file_that_lies_there_but_is_nobodys_is_not_there(db: None, client: Client) -> None:
    name = default_storage.save("pictures/forgotten.png", ContentFile(b"x"))
    assert client.get(f"/media/{name}").status_code == 404
    assert (
        signed_in(User.objects.create_superuser("a", "a@together.example", "x")).get(f"/media/{name}").status_code
        == 404
    )


def test_proxy_is_told_how_long_it_may_believe_the_answer(site_tree: SmallSite, client: Client) -> None:
    picture = make_picture()
    make_story(site_tree.stories["en"], picture=picture, picture_decorative=True)
    public = client.get(f"/media-check/{picture.file.name}")
    assert (public["Cache-Control"], public["X-Accel-Expires"][0]) == (PUBLIC, "@")
    private = signed_in(person(grants.EDITORS)).get(f"/media-check/{make_picture().file.name}")
    assert private["Cache-Control"] == PRIVATE
    assert not private.has_header("X-Accel-Expires")


def test_public_file_costs_few_queries(
    site_tree: SmallSite, client: Client, django_assert_max_num_queries: Any
) -> None:
    picture = make_picture()
    make_story(site_tree.stories["en"], picture=picture, picture_decorative=True)
    name = picture.file.name
    client.get(f"/media/{name}")
    with django_assert_max_num_queries(4):
        client.get(f"/media/{name}")


@pytest.mark.usefixtures("recording")
def test_that_a_file_is_public_is_kept_until_something_changes(
    site_tree: SmallSite, committing: Any, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = make_picture()
    story = make_story(site_tree.stories["en"], picture=picture, picture_decorative=True)
    monkeypatch.setattr("delivery.memory.process_cache.connection", SimpleNamespace(in_atomic_block=False))
    start_process_cache()
    assert is_public(picture.file.name)
    with django_assert_num_queries(0):
        assert is_public(picture.file.name)
    with committing():
        story.unpublish()
    assert not is_public(picture.file.name)


def test_reference_that_is_taken_away_drops_what_is_kept() -> None:
    assert changes_pages('DELETE FROM "wagtailcore_referenceindex" WHERE "id" IN (%s)')


def test_what_was_drawn_belongs_to_nothing() -> None:
    assert MediaFile("cards/a.png", "drawn", 0).thing() is None
