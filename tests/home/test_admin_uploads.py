"""Whatever is uploaded in the admin, in any of its three places, is a safe picture or a sentence that helps."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, UploadedFile

from home.models import Picture
from tests.home import hostile, uploads
from tests.home.building import Tree

SignIn = Callable[..., Client]


def root() -> int:
    return Collection.get_first_root_node().pk


def add_one(client: Client, content: bytes, name: str) -> HttpResponse:
    form = {"title": "A lamp", "collection": root(), "tags": "", "credit": "", "file": uploads.upload(content, name)}
    form |= {f"focal_point_{side}": "" for side in ("x", "y", "width", "height")}
    return client.post(reverse("wagtailimages:add"), form)


def add_several(client: Client, content: bytes, name: str) -> HttpResponse:
    form = {"title": "A lamp", "collection": root(), "files[]": uploads.upload(content, name)}
    return client.post(reverse("wagtailimages:add_multiple"), form)


def choose(client: Client, content: bytes, name: str) -> HttpResponse:
    fields = {"title": "A lamp", "collection": root(), "tags": "", "credit": ""}
    form: dict[str, Any] = {f"image-chooser-upload-{key}": value for key, value in fields.items()}
    form["image-chooser-upload-file"] = uploads.upload(content, name)
    return client.post(reverse("wagtailimages_chooser:create"), form)


# Every case is tried against the sanitiser itself in test_pictures.py; here, one of each kind in each place.
CASES = ("jpeg_magic_then_junk", "cut_short", "too_many_pixels", "too_many_bytes", "svg", "gif", "html")
PLACES = {"one": add_one, "several": add_several, "chooser": choose}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("case", CASES)
def test_hostile_files_are_answered_with_a_sentence(place: str, case: str, tree: Tree, signed_in: SignIn) -> None:
    content, name = hostile.file(case)
    response = PLACES[place](signed_in("editor"), content, name)
    shown = response.content.decode("unicode_escape")
    assert response.status_code == 200
    assert any(
        sentence in shown
        for sentence in ("is not a picture we can read", "too many pixels", "too large", "damaged or cut short")
    )
    assert not Picture.objects.exists()
    assert not UploadedFile.objects.exists()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", uploads.FORMATS)
def test_good_pictures_are_taken_and_stripped(place: str, kind: str, tree: Tree, signed_in: SignIn) -> None:
    PLACES[place](signed_in("editor"), uploads.secretive(kind, orientation=6), f"lamp.{uploads.FORMATS[kind]}")
    picture = Picture.objects.get()
    with default_storage.open(picture.file.name) as file:
        stored = file.read()
    assert not any(secret in stored for secret in uploads.SECRETS)
    assert (picture.width, picture.height) == Image.open(BytesIO(stored)).size == (60, 120)
    assert picture.file_size == len(stored)
    assert picture.uploaded_by_user.username == "editor-1"


@pytest.mark.parametrize("place", PLACES)
def test_a_page_hidden_behind_a_picture_is_left_behind(place: str, tree: Tree, signed_in: SignIn) -> None:
    PLACES[place](signed_in("editor"), uploads.plain() + b"<html><script>alert(1)</script>", "lamp.jpg")
    with default_storage.open(Picture.objects.get().file.name) as file:
        assert b"<script>" not in file.read()


@pytest.mark.parametrize("place", PLACES)
def test_a_wrong_suffix_is_put_right(place: str, tree: Tree, signed_in: SignIn) -> None:
    PLACES[place](signed_in("editor"), uploads.plain("PNG"), "lamp.jpg")
    assert Picture.objects.get().file.name.endswith(".png")


def test_no_file_at_all_is_asked_for(tree: Tree, signed_in: SignIn) -> None:
    form = {"title": "A lamp", "collection": root(), "tags": "", "credit": ""}
    response = signed_in("editor").post(reverse("wagtailimages:add"), form)
    assert response.status_code == 200
    assert "This field is required" in response.content.decode()


def test_a_picture_that_waits_for_a_better_title_waits_without_its_secrets(tree: Tree, signed_in: SignIn) -> None:
    client = signed_in("editor")
    form = {"title": "x" * 300, "collection": root(), "files[]": uploads.upload(uploads.secretive("JPEG"), "lamp.jpg")}
    response = client.post(reverse("wagtailimages:add_multiple"), form)
    waiting = UploadedFile.objects.get()
    with default_storage.open(waiting.file.name) as file:
        assert not any(secret in file.read() for secret in uploads.SECRETS)
    prefix = f"uploaded-image-{waiting.pk}"
    fields = {"title": "A lamp", "collection": root(), "tags": "", "credit": ""}
    url = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk])
    response = client.post(url, {f"{prefix}-{key}": value for key, value in fields.items()})
    assert response.json()["success"]
    assert Picture.objects.get().title == "A lamp"


def test_replacing_a_file_replaces_its_renditions(
    tree: Tree, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr("home.renditions.ALL_SPECS", ("width-50|format-jpeg",))
    monkeypatch.setattr("home.rendition_upkeep.ALL_SPECS", ("width-50|format-jpeg",))
    client = signed_in("editor")
    with django_capture_on_commit_callbacks(execute=True):
        add_one(client, uploads.plain(), "lamp.jpg")
    picture = Picture.objects.get()
    before = picture.renditions.get(filter_spec="width-50|format-jpeg")
    form = {"title": "A lamp", "collection": root(), "tags": "", "credit": ""}
    form |= {f"focal_point_{side}": "" for side in ("x", "y", "width", "height")}
    form["file"] = uploads.upload(uploads.plain("PNG", (60, 60)), "other.png")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("wagtailimages:edit", args=[picture.pk]), form)
    picture = Picture.objects.get()
    after = picture.renditions.get(filter_spec="width-50|format-jpeg")
    assert picture.file.name.endswith(".png")
    assert after.pk != before.pk
    assert after.height == 50


@pytest.mark.parametrize(("role", "status"), [("editor", 200), ("translator", 302)])
def test_who_reaches_the_upload_form(role: str, status: int, tree: Tree, signed_in: SignIn) -> None:
    assert signed_in(role).get(reverse("wagtailimages:add")).status_code == status
