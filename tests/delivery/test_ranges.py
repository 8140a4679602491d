"""Parts of files."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model

from accounts.models import User
from delivery.ranges import parse_range

WORDS = b"0123456789" * 20_000


@pytest.fixture
def address(on_disk: Path, db: None, client: Client) -> str:
    """A recording that an editor may hear."""
    document = get_document_model().objects.create(title="A voice", file=ContentFile(WORDS, "recording.mp3"))
    client.force_login(User.objects.create_superuser("editor", "editor@together.example", "x"))
    return f"/media/{document.file.name}"


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("bytes=0-0", range(1)),
        ("bytes=2-5", range(2, 6)),
        ("bytes=2-", range(2, 10)),
        ("bytes=-3", range(7, 10)),
        ("bytes=-99", range(10)),
        ("bytes=8-99", range(8, 10)),
        ("bytes=5-2", None),
        ("bytes=-", None),
        ("bytes=1-2,4-5", None),
        ("items=1-2", None),
        ("bytes=a-b", None),
        ("bytes=" + "9" * 400 + "-", None),
    ],
)
def test_parse_range(header: str, wanted: range | None) -> None:
    assert parse_range(header, 10) == wanted


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_parse_range_beyond_the_end(header: str) -> None:
    with pytest.raises(ValueError, match="bytes="):
        parse_range(header, 10)


def test_whole_file_says_that_parts_can_be_had(client: Client, address: str) -> None:
    response = client.get(address)
    assert (response.status_code, response["Accept-Ranges"]) == (200, "bytes")
    assert b"".join(response.streaming_content) == WORDS


def test_part_of_a_file(client: Client, address: str) -> None:
    response = client.get(address, headers={"Range": "bytes=100003-170007"})
    body = b"".join(response.streaming_content)
    assert (response.status_code, response["Content-Range"]) == (206, "bytes 100003-170007/200000")
    assert response["Content-Length"] == "70005"
    assert body == WORDS[100003:170008]


def test_part_beyond_the_end(client: Client, address: str) -> None:
    response = client.get(address, headers={"Range": "bytes=200000-"})
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */200000")


def test_part_of_another_version_is_the_whole(client: Client, address: str) -> None:
    response = client.get(address, headers={"Range": "bytes=0-1", "If-Range": '"old"'})
    assert response.status_code == 200


def test_part_of_a_document(client: Client, address: str) -> None:
    document = get_document_model().objects.get()
    response = client.get(document.url, headers={"Range": "bytes=10-19"})
    assert response.status_code == 206
    assert b"".join(response.streaming_content) == b"0123456789"


def test_pages_know_no_parts(client: Client, site_tree: object) -> None:
    assert client.get("/en/", headers={"Range": "bytes=0-1"}).status_code == 200
