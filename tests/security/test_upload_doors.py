"""Forty-five hostile files through the doors of members: refused in their language or neutralised, and no word typed is lost."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from PIL import Image

from home.models import Picture
from home.sanitising import RefusedPictureError, sanitised_upload
from stories.models import Consent
from tests.factories import SmallSite
from tests.home import hostile
from tests.home.containers import ALLOWED, kind_of, parts_of
from tests.stories.desk.building import Desk, posted, values_of
from tests.stories.people import make_person, put_into

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(site_tree: SmallSite) -> Desk:
    """A member at a desk."""
    return Desk()


def sent(case: str) -> SimpleUploadedFile:
    """Return a hostile file as a browser sends it, whatever type it claims."""
    content, name = hostile.file(case)
    return SimpleUploadedFile(name, content, "image/jpeg")


def sentence(case: str, language: str) -> str:
    """Return what the site says of a file in a language."""
    content, name = hostile.file(case)
    with override(language), pytest.raises(RefusedPictureError) as refusal:
        sanitised_upload(BytesIO(content), name)
    return str(refusal.value.messages[0])


def send(desk: Desk, case: str, language: str = "en") -> Any:
    """Send a story with a hostile file and words typed in the same form."""
    submission = desk.story(title="Soup")
    fields = posted(values_of(submission), text="Words that stay.", files=[sent(case)], action="upload")
    address = f"/{language}/desk/{desk.organisation.key}/stories/{submission.pk}/"
    response = desk.client.post(address, fields)
    assert values_of(submission)["text"] == "Words that stay."
    return response


@pytest.mark.parametrize("case", hostile.REFUSED)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_desk_refuses_in_the_members_language_and_keeps_the_text(case: str, language: str, desk: Desk) -> None:
    response = send(desk, case, language)
    said = sentence(case, language)
    assert response.status_code == 422
    assert said in response.content.decode().replace("&#x27;", "'")
    assert (said == sentence(case, "en")) == (language == "en")
    assert "Words that stay." in response.content.decode()
    assert not Picture.objects.exists()


QUICK = [case for case in hostile.NEUTRALISED if "large" not in case]
"""The largest are cleaned by test_pictures.py and measured by test_costs_and_metadata.py: making all renditions of them takes long."""


@pytest.mark.parametrize("case", QUICK)
def test_desk_takes_a_picture_without_what_it_hides(case: str, desk: Desk) -> None:
    assert send(desk, case).status_code == 303
    with default_storage.open(Picture.objects.get().file.name) as file:
        content = file.read()
    assert set(parts_of(content)) <= ALLOWED[kind_of(content)]


@pytest.mark.parametrize("case", [*hostile.REFUSED, *QUICK])
def test_record_of_a_consent_is_a_picture_or_refused(case: str, desk: Desk) -> None:
    submission = desk.story(title="Soup")
    put_into(submission.page, person := make_person(), agreed=False)
    fields = {"action": "paper", "purposes": ["website"], "given_on": "2026-11-01", "evidence": sent(case)}
    address = f"/en/desk/{desk.organisation.key}/stories/{submission.pk}/people/{person.pk}/"
    response = desk.client.post(address, fields)
    if case in hostile.REFUSED:
        assert response.status_code == 422
        assert 'id="errors"' in response.content.decode()
        assert not Consent.objects.exists()
    else:
        assert response.status_code == 303
        evidence = Consent.objects.get().evidence.open().read()
        assert set(parts_of(evidence)) <= ALLOWED[kind_of(evidence)]


def post_bytes(desk: Desk, address: str, body: bytes, announced: int) -> Any:
    """Send the bytes of a form of which more were announced."""
    kind = "multipart/form-data; boundary=b"
    more: dict[str, Any] = {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(announced)}
    return desk.client.generic("POST", address, b"-", kind, **more)


def test_a_film_of_sixty_megabytes_is_refused_before_it_is_read(desk: Desk) -> None:
    """The form has been saved by then where there is a script; without one, the way back leads to it as it was."""
    submission = desk.story(title="Soup", text="Saved before.")
    address = f"/cy/desk/{desk.organisation.key}/stories/{submission.pk}/"
    response = post_bytes(desk, address, b"--b", 60 * hostile.MEGABYTE)
    assert response.status_code == 413
    assert "Ewch yn ôl" in response.content.decode()
    assert values_of(submission)["text"] == "Saved before."


def test_a_film_within_the_limit_costs_no_word(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    film = SimpleUploadedFile("film.mp4", b"\x00\x00\x00\x18ftypmp42" + b"\x00" * (12 * hostile.MEGABYTE), "video/mp4")
    response = desk.post(submission, text="Words that stay.", files=[film], action="upload")
    assert response.status_code == 422
    assert values_of(submission)["text"] == "Words that stay."


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_an_upload_that_stops_half_way_changes_nothing(part: float, desk: Desk) -> None:
    submission = desk.story(title="Soup", text="Saved before.")
    picture = BytesIO()
    Image.effect_noise((300, 300), 50).convert("RGB").save(picture, "JPEG")
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in posted(values_of(submission), action="upload").items()
        if isinstance(value, str)
    ]
    head = (
        "".join(parts)
        + '--b\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    )
    body = head.encode() + picture.getvalue() + b"\r\n--b--\r\n"
    address = f"/en/desk/{desk.organisation.key}/stories/{submission.pk}/"
    response = post_bytes(desk, address, body[: int(len(body) * part)], len(body))
    assert response.status_code < 500
    assert values_of(submission)["text"] == "Saved before."
    assert not values_of(submission)["pictures"]


def test_twenty_large_pictures_are_refused_one_by_one_beyond_the_room_there_is(desk: Desk) -> None:
    buffer = BytesIO()
    Image.effect_noise((400, 300), 60).convert("RGB").save(buffer, "JPEG")
    files = [SimpleUploadedFile(f"{number}.jpg", buffer.getvalue(), "image/jpeg") for number in range(20)]
    submission = desk.story(title="Soup")
    response = desk.post(submission, text="Words that stay.", files=files)
    assert response.status_code == 422
    assert response.content.decode().count("has room for 12 pictures") >= 1
    assert len(values_of(submission)["pictures"]) == 12
    assert values_of(submission)["text"].startswith("Words that stay.")
