"""Pictures are stripped before the first write, refused with a sentence, and rendered when they are saved."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from home import rendition_upkeep
from home.models import Picture, PictureRendition
from home.renditions import ALL_SPECS
from home.sanitising import RefusedPictureError, SanitisedFile, sanitised_upload
from tests.home import hostile, uploads
from upkeep.models import Effect


@pytest.fixture
def few_specs(monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Render three cuts instead of forty."""
    specs = ("fill-40x40|format-jpeg", "fill-60x30|format-webp", "width-50|format-avif")
    monkeypatch.setattr("home.renditions.ALL_SPECS", specs)
    monkeypatch.setattr("home.rendition_upkeep.ALL_SPECS", specs)
    return specs


def save(content: bytes, name: str = "picture.jpg", **fields: Any) -> Picture:
    picture = Picture(title="A picture", file=ContentFile(content, name=name), **fields)
    picture.save()
    return picture


def read(stored: Any) -> bytes:
    with default_storage.open(stored.name) as file:
        return file.read()


@pytest.mark.parametrize("kind", uploads.FORMATS)
def test_the_uploads_of_these_tests_do_carry_secrets(kind: str) -> None:
    content = uploads.secretive(kind)
    assert Image.open(BytesIO(content)).getexif().get_ifd(0x8825)
    assert b"Ada Secret" in content


@pytest.mark.parametrize("kind", uploads.FORMATS)
def test_secrets_are_gone_and_the_colour_profile_is_kept(kind: str) -> None:
    cleaned = sanitised_upload(BytesIO(uploads.secretive(kind)), f"x.{uploads.FORMATS[kind]}").read()
    image = Image.open(BytesIO(cleaned))
    image.load()
    assert not any(secret in cleaned for secret in uploads.SECRETS)
    assert not dict(image.getexif())
    assert {"xmp", "photoshop", "comment", "XML:com.adobe.xmp"}.isdisjoint(image.info)
    assert image.info["icc_profile"] == uploads.profile()


@pytest.mark.parametrize("kind", uploads.FORMATS)
def test_pictures_are_turned_upright(kind: str) -> None:
    """Orientation 6: the camera lay on its side, so the left half belongs on top."""
    cleaned = sanitised_upload(BytesIO(uploads.secretive(kind, orientation=6)), "x.jpg")
    image = Image.open(cleaned).convert("RGB")
    assert image.size == (60, 120)
    red, _green, blue = image.getpixel((30, 10))
    assert red > 200
    assert blue < 60


def test_heic_becomes_jpeg_and_the_suffix_follows_the_content() -> None:
    assert sanitised_upload(BytesIO(uploads.plain("HEIF")), "x.heic").name == "x.jpg"
    assert sanitised_upload(BytesIO(uploads.plain("PNG")), "x.jpg").name == "x.png"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_png_comes_out_in_plain_colours(mode: str) -> None:
    source = Image.new(mode, (20, 10))
    buffer = BytesIO()
    source.save(buffer, "PNG")
    image = Image.open(sanitised_upload(buffer, "x.png"))
    assert image.mode in ("RGB", "RGBA", "L", "LA")


def test_transparency_is_kept() -> None:
    buffer = BytesIO()
    Image.new("RGBA", (20, 10), (255, 0, 0, 0)).quantize(4).save(buffer, "PNG")
    assert Image.open(sanitised_upload(buffer, "x.png")).convert("RGBA").getpixel((5, 5))[3] == 0


def test_print_colours_become_screen_colours_without_their_profile() -> None:
    buffer = BytesIO()
    uploads.drawing().convert("CMYK").save(buffer, "JPEG", icc_profile=b"for print")
    image = Image.open(sanitised_upload(buffer, "x.jpg"))
    assert image.mode == "RGB"
    assert "icc_profile" not in image.info


@pytest.mark.parametrize("hidden", [b"<script>alert(1)</script>" * 10, b"\x00" * 70_000])
def test_a_profile_that_is_none_is_left_out(hidden: bytes) -> None:
    buffer = BytesIO()
    uploads.drawing().save(buffer, "PNG", icc_profile=hidden)
    assert "icc_profile" not in Image.open(sanitised_upload(buffer, "x.png")).info


def test_large_pictures_keep_twice_the_widest_rendition(settings: Any) -> None:
    settings.PICTURE_MAX_EDGE = 100
    assert Image.open(sanitised_upload(BytesIO(uploads.plain("JPEG", (400, 200))), "x.jpg")).size == (100, 50)


def test_there_are_thirty_hostile_files_and_more() -> None:
    assert (len(hostile.REFUSED), len(hostile.NEUTRALISED)) == (30, 15)
    assert len({hostile.file(case) for case in hostile.HOSTILE}) == 45


@pytest.mark.parametrize("case", hostile.NEUTRALISED)
def test_hostile_pictures_are_taken_without_what_they_hide(case: str) -> None:
    content, name = hostile.file(case)
    cleaned = sanitised_upload(BytesIO(content), name)
    assert b"<script" not in cleaned.read()
    assert Image.open(cleaned).size[0] > 0
    assert not {"/", "\\", "\u202e"} & set(cleaned.name)
    assert len(cleaned.name) <= 85


@pytest.mark.parametrize("case", hostile.REFUSED)
def test_hostile_files_are_refused_with_a_sentence(case: str) -> None:
    content, name = hostile.file(case)
    with pytest.raises(RefusedPictureError) as refusal:
        sanitised_upload(BytesIO(content), name)
    assert refusal.value.messages[0].endswith(".")


def test_too_many_pixels_are_refused_from_the_header(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("decoded"))
    content, name = hostile.file("too_many_pixels")
    assert len(content) < 20_000
    with pytest.raises(RefusedPictureError, match="25 megapixels"):
        sanitised_upload(BytesIO(content), name)


@pytest.mark.parametrize("case", ["too_many_pixels", "absurdly_many_pixels"])
def test_the_sentence_says_what_is_wrong(case: str) -> None:
    with pytest.raises(RefusedPictureError, match="too many pixels"):
        sanitised_upload(BytesIO(hostile.file(case)[0]), "a.png")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", uploads.FORMATS)
def test_nothing_in_the_storage_tells_secrets(
    kind: str, few_specs: tuple[str, ...], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        picture = save(uploads.secretive(kind), f"x.{uploads.FORMATS[kind]}")
    stored = [picture.file, *(rendition.file for rendition in picture.renditions.all())]
    assert len(stored) == 4
    for file in stored:
        content = read(file)
        assert not any(secret in content for secret in uploads.SECRETS)
        assert not dict(Image.open(BytesIO(content)).getexif())


@pytest.mark.django_db
def test_a_picture_saved_by_code_is_measured_after_it_is_stripped() -> None:
    picture = save(uploads.secretive("JPEG", orientation=6))
    assert (picture.width, picture.height) == (60, 120)
    assert picture.file_size == len(read(picture.file))
    assert picture.file.name.startswith("pictures/")


@pytest.mark.django_db
def test_a_sanitised_file_is_not_encoded_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    file = sanitised_upload(BytesIO(uploads.plain()), "x.jpg")
    monkeypatch.setattr("home.models.picture.sanitised_upload", lambda *args: pytest.fail("encoded again"))
    Picture(title="x", file=file).save()
    assert isinstance(file, SanitisedFile)


@pytest.mark.django_db
def test_all_renditions_are_made_when_a_picture_is_saved(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        picture = save(uploads.plain())
    assert set(picture.renditions.values_list("filter_spec", flat=True)) == set(ALL_SPECS)


@pytest.fixture
def on_disk(settings: Any, tmp_path: Path) -> None:
    """Keep media in a folder: files are deleted through a storage object made afresh, which memory would not survive."""
    settings.MEDIA_ROOT = tmp_path
    disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": disk}


@pytest.mark.django_db
@pytest.mark.usefixtures("on_disk")
def test_moving_the_focal_point_remakes_what_was_cut_around_it(
    few_specs: tuple[str, ...], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        picture = save(uploads.plain())
    before = {rendition.filter_spec: rendition for rendition in picture.renditions.all()}
    picture = Picture.objects.get(pk=picture.pk)
    picture.focal_point_x, picture.focal_point_y, picture.focal_point_width, picture.focal_point_height = 10, 10, 8, 8
    with django_capture_on_commit_callbacks(execute=True):
        picture.save()
    after = {rendition.filter_spec: rendition for rendition in picture.renditions.all()}
    assert set(after) == set(before) == set(few_specs)
    assert after["fill-40x40|format-jpeg"].pk != before["fill-40x40|format-jpeg"].pk
    assert after["width-50|format-avif"].pk == before["width-50|format-avif"].pk
    assert not default_storage.exists(before["fill-40x40|format-jpeg"].file.name)
    assert default_storage.exists(after["fill-40x40|format-jpeg"].file.name)


@pytest.mark.django_db
def test_a_rendition_that_fails_does_not_lose_the_picture(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(rendition_upkeep, "make_renditions", fail)
    with django_capture_on_commit_callbacks(execute=True):
        picture = save(uploads.plain())
    assert Picture.objects.filter(pk=picture.pk).exists()
    assert not PictureRendition.objects.exists()
    waiting = Effect.objects.waiting().get(kind="renditions")
    assert "disk full" in waiting.error, "it is tried again"


@pytest.mark.django_db
def test_files_of_a_deleted_picture_go_with_it_also_when_wagtail_forgets_them(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        picture = save(uploads.plain())
    files = [picture.file.name, *(rendition.file.name for rendition in picture.renditions.all())]
    assert len(files) > 1
    assert all(default_storage.exists(name) for name in files)
    monkeypatch.setattr("wagtail.images.signal_handlers.delete_file_from_storage_task", Mock())
    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()
    assert not [name for name in files if default_storage.exists(name)]
