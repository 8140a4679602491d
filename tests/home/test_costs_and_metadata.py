"""Hostile files cost little and kill nobody; of every picture only pixels and colours are kept, in originals and renditions."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from home.models import Picture
from home.sanitising import sanitised_upload
from tests.home import hostile, uploads
from tests.home.containers import ALLOWED, kind_of, parts_of

SECONDS = 5
MEGABYTES = 250
ROOT = Path(__file__).resolve().parents[2]
SPECS = ("fill-40x40|format-jpeg", "fill-60x30|format-webp", "width-50|format-avif", "width-60")


def test_no_hostile_file_takes_long_takes_much_or_kills(tmp_path: Path) -> None:
    for case in hostile.HOSTILE:
        (tmp_path / case).write_bytes(hostile.file(case)[0])
    env = {**os.environ, "PYTHONPATH": str(ROOT / "site")}
    command = [sys.executable, "-m", "tests.home.costs", str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=True, timeout=240)
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [one["case"] for one in told] == sorted(hostile.HOSTILE)
    assert [one for one in told if "status" in one] == []
    assert [one for one in told if one["seconds"] > SECONDS or one["megabytes"] > MEGABYTES] == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_parser_finds_what_a_telephone_hides(kind: str) -> None:
    """Else it would find nothing in what we keep either."""
    content = uploads.secretive(kind)
    content = content.removesuffix(b"<script>alert(1)</script>")
    assert set(parts_of(content)) - ALLOWED[kind_of(content)]


@pytest.mark.parametrize("hidden", [b"\x00", b"<script>"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_parser_refuses_bytes_behind_the_picture(kind: str, hidden: bytes) -> None:
    with pytest.raises((ValueError, IndexError, struct.error)):
        parts_of(uploads.plain(kind) + hidden)


def save(kind: str, mode: str) -> Picture:
    content = uploads.secretive(kind)
    if mode == "RGBA":
        buffer = BytesIO()
        image = Image.open(BytesIO(content)).convert("RGBA")
        image.putpixel((0, 0), (0, 0, 0, 0))
        image.save(buffer, kind, exif=uploads.exif().tobytes(), icc_profile=uploads.profile())
        content = buffer.getvalue()
    picture = Picture(title="A picture", file=ContentFile(content, name=f"x.{uploads.FORMATS[kind]}"))
    picture.save()
    return picture


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "mode"),
    [(kind, "RGB") for kind in uploads.FORMATS] + [("PNG", "RGBA"), ("WEBP", "RGBA"), ("AVIF", "RGBA")],
)
def test_originals_and_renditions_hold_pixels_and_colours_alone(
    kind: str, mode: str, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr("home.renditions.ALL_SPECS", SPECS)
    monkeypatch.setattr("home.rendition_upkeep.ALL_SPECS", SPECS)
    with django_capture_on_commit_callbacks(execute=True):
        picture = save(kind, mode)
    renditions = [rendition.file for rendition in picture.renditions.all()]
    assert len(renditions) == len(SPECS)
    seen = set()
    for stored in (picture.file, *renditions):
        with default_storage.open(stored.name) as file:
            content = file.read()
        parts = parts_of(content)
        assert set(parts) <= ALLOWED[kind_of(content)], stored.name
        assert _profile_of(content) in (None, uploads.profile())
        seen.add(kind_of(content))
    assert {"jpeg", "webp", "avif"} <= seen


def _profile_of(content: bytes) -> bytes | None:
    profile: bytes | None = Image.open(BytesIO(content)).info.get("icc_profile")
    return profile


@pytest.mark.parametrize("kind", uploads.FORMATS)
def test_what_is_kept_of_an_upload_is_the_profile(kind: str) -> None:
    content = sanitised_upload(BytesIO(uploads.secretive(kind)), "x").read()
    assert set(parts_of(content)) & {"ICC_PROFILE", "iCCP", "ICCP"}
    assert set(parts_of(content)) <= ALLOWED[kind_of(content)]
