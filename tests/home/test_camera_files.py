"""Whatever camera, telephone or program wrote a picture, readers see its colours, upright, and get nothing but its pixels."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageCms

from home.models import Picture
from home.sanitising import sanitised_upload
from tests.home.camera_files import CASES, SECRET, Case
from tests.home.containers import ALLOWED, kind_of, parts_of
from tests.home.halves import Colour

FORMATS = ("jpeg", "webp", "avif", "png")
SPACES = {"RGB": b"RGB ", "RGBA": b"RGB "}


def test_there_are_sixty_files_and_more() -> None:
    assert len(CASES) >= 60
    assert len({case.made() for case in CASES.values()}) > len(CASES) - 3


def shown(content: bytes) -> Image.Image:
    """Return a file as a screen shows it; a profile that is not for the colours it stands beside fails, as in a browser."""
    image = Image.open(BytesIO(content))
    image.load()
    if profile := image.info.get("icc_profile"):
        assert profile[16:20] == SPACES[image.mode]
        assert len(profile) == int.from_bytes(profile[:4], "big")
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        made = ImageCms.profileToProfile(image.convert("RGB"), source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        assert made is not None
        return made
    return image.convert("RGB")


def differences(image: Image.Image, case: Case) -> int:
    """Return by how much the halves are off, at most, of 255."""

    def off(place: tuple[int, int], wanted: Colour) -> int:
        found = image.getpixel(place)
        assert isinstance(found, tuple)
        return max(abs(one - other) for one, other in zip(found, wanted, strict=True))

    return max(
        off((image.width // 4, image.height // 2), case.left),
        off((image.width * 3 // 4, image.height // 2), case.right),
    )


@pytest.mark.parametrize("name", CASES)
def test_the_picture_is_kept_and_nothing_else(name: str) -> None:
    case = CASES[name]
    content = sanitised_upload(BytesIO(case.made()), "a.jpg").read()
    image = shown(content)
    assert image.width >= image.height
    assert differences(image, case) <= 6
    assert SECRET not in content
    assert set(parts_of(content)) <= ALLOWED[kind_of(content)]
    assert not dict(Image.open(BytesIO(content)).getexif())


@pytest.mark.django_db
@pytest.mark.parametrize("name", CASES)
def test_every_size_and_format_shows_it(name: str) -> None:
    case = CASES[name]
    picture = Picture.objects.create(title="x", file=sanitised_upload(BytesIO(case.made()), "a.jpg"))
    for kind in FORMATS:
        rendition = picture.get_rendition(f"width-48|format-{kind}")
        with default_storage.open(rendition.file.name) as file:
            content = file.read()
        assert kind_of(content) == kind
        assert differences(shown(content), case) <= 14, kind
        assert set(parts_of(content)) <= ALLOWED[kind]
