"""What stands in front of the site is told to drop its copies, in the transaction of the change and with patience."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from environs import Env
from requests import Response

from config.services import front_settings
from delivery.front import purged_addresses
from delivery.front.purging import EVERYTHING, PurgeError, purge, purge_everything, purge_soon
from delivery.front.seconds import until_the_second_ends
from tests.factories import SmallSite, make_picture, make_story
from upkeep.models import Effect


class Varnish:
    """A server that takes `PURGE` and answers with `status`; `purged` are the addresses, with their hosts."""

    def __init__(self) -> None:
        self.purged: list[str] = []
        self.status = 200
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_PURGE(self) -> None:
                outer.purged.append(f"http://{self.headers['Host']}{self.path}")
                self.send_response(outer.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def varnish(settings: Any) -> Iterator[Varnish]:
    """A Varnish in front of the site."""
    found = Varnish()
    backend = {"BACKEND": "delivery.front.backends.TimeLimitedHTTPBackend", "LOCATION": found.url}
    settings.WAGTAILFRONTENDCACHE = {"http": backend}
    yield found
    found.server.shutdown()
    found.server.server_close()


def carried_out(callbacks: Any) -> Any:
    """Return a block whose end is a commit after which the outbox has done its work."""
    return callbacks(execute=True)


def test_publication_drops_the_page_and_what_stands_above_it(
    site_tree: SmallSite, varnish: Varnish, django_capture_on_commit_callbacks: Any
) -> None:
    story = make_story(site_tree.stories["en"], slug="soup")
    welsh = make_story(site_tree.stories["cy"], story, slug="cawl")
    with carried_out(django_capture_on_commit_callbacks):
        story.save_revision().publish()
    assert set(varnish.purged) == {
        story.full_url,
        welsh.full_url,
        "http://testserver/en/",
        "http://testserver/cy/",
        "http://testserver/en/stories/",
        "http://testserver/cy/stories/",
        "http://testserver/en/stories/feed/",
        "http://testserver/cy/stories/feed/",
        "http://testserver/en/embed/stories/soup/",
        "http://testserver/cy/embed/stories/cawl/",
    }
    assert not Effect.objects.waiting().exists()


def test_withdrawal_drops_every_page_and_the_files_nobody_shows_any_more(
    site_tree: SmallSite, varnish: Varnish, django_capture_on_commit_callbacks: Any
) -> None:
    only, both = make_picture(), make_picture("blue")
    body = [("picture", {"picture": picture_in_text(both), "caption": ""})]
    story = make_story(site_tree.stories["en"], picture=only, picture_decorative=True, body=body)
    other = make_story(site_tree.stories["en"], picture=both, picture_decorative=True)
    rendition = only.get_rendition("max-20x20")
    with carried_out(django_capture_on_commit_callbacks):
        story.unpublish()
    assert {f"http://testserver{only.file.url}", f"http://testserver{rendition.file.url}"} <= set(varnish.purged)
    assert f"http://testserver{both.file.url}" not in varnish.purged
    assert {story.full_url, other.full_url, "http://testserver/en/partners/"} <= set(varnish.purged)


def picture_in_text(picture: Any) -> Any:
    """Return a picture as a block holds it."""
    picture.contextual_alt_text, picture.decorative = "A table", False
    return picture


@pytest.mark.parametrize("act", ["move", "rename"])
def test_page_that_goes_elsewhere_is_dropped_here_and_there(
    site_tree: SmallSite, varnish: Varnish, django_capture_on_commit_callbacks: Any, act: str
) -> None:
    section = site_tree.sections["en"]
    old = section.full_url
    with carried_out(django_capture_on_commit_callbacks):
        if act == "move":
            section.move(site_tree.directories["en"], "last-child")
        else:
            section.slug = "our-plans"
            section.save_revision().publish()
    section.refresh_from_db()
    assert {old, section.specific.full_url} <= set(varnish.purged)


def test_change_that_is_taken_back_drops_nothing(site_tree: SmallSite, varnish: Varnish) -> None:
    story = make_story(site_tree.stories["en"])
    with transaction.atomic():
        story.save_revision().publish()
        transaction.set_rollback(True)
    assert not Effect.objects.filter(subject__startswith="front").exists()
    assert not varnish.purged


def test_cache_that_says_no_is_asked_again(site_tree: SmallSite, varnish: Varnish) -> None:
    varnish.status = 503
    with pytest.raises(OSError, match="503"):
        purge({"urls": ["http://testserver/en/"], "files": []})
    varnish.status = 404
    purge({"urls": ["http://testserver/en/"], "files": []})


@pytest.mark.parametrize(
    ("status", "body"), [(403, b"no"), (200, b'{"success": false, "errors": [{"message": "too many"}]}')]
)
def test_cache_that_wagtail_only_complains_about_is_asked_again(
    settings: Any, monkeypatch: pytest.MonkeyPatch, db: None, status: int, body: bytes
) -> None:
    cloudflare = "wagtail.contrib.frontend_cache.backends.CloudflareBackend"
    settings.WAGTAILFRONTENDCACHE = {"cloudflare": {"BACKEND": cloudflare, "ZONEID": "z", "BEARER_TOKEN": "t"}}

    def refused(*args: Any, **kwargs: Any) -> Response:
        answer = Response()
        answer.status_code, answer._content = status, body
        return answer

    monkeypatch.setattr("requests.post", refused)
    with pytest.raises(PurgeError, match="Cloudflare"):
        purge({"urls": ["http://testserver/en/"], "files": []})


def test_everything_is_dropped_once_however_often_it_was_asked_for(site_tree: SmallSite, varnish: Varnish) -> None:
    for _time in range(3):
        purge_soon(everything=True)
    purge_everything({})
    assert not varnish.purged
    Effect.objects.filter(kind=EVERYTHING).first().delete()
    Effect.objects.filter(kind=EVERYTHING).first().delete()
    purge_everything({})
    pages = [address for batch in purged_addresses.of_all_pages() for address in batch]
    assert varnish.purged == pages
    assert len(pages) >= 8


def test_command_drops_what_stands_in_front(
    site_tree: SmallSite, varnish: Varnish, django_capture_on_commit_callbacks: Any, capsys: Any
) -> None:
    with carried_out(django_capture_on_commit_callbacks):
        call_command("forget_pages")
    assert "http://testserver/en/" in varnish.purged


def test_nothing_in_front_is_told_nothing(site_tree: SmallSite) -> None:
    make_story(site_tree.stories["en"]).unpublish()
    purge_soon(["http://testserver/en/"])
    assert not Effect.objects.filter(subject__startswith="front").exists()


def test_settings_name_each_kind_of_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    assert front_settings(Env()) == {}
    for name in ("PURGE_URL", "CLOUDFLARE_ZONE", "CLOUDFLARE_TOKEN", "CLOUDFRONT_DISTRIBUTION"):
        monkeypatch.setenv(name, "x")
    assert set(front_settings(Env())) == {"http", "cloudflare", "cloudfront"}


def test_leave_for_nginx_ends_with_the_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 1_700_000_000.999)
    assert until_the_second_ends() == ("X-Accel-Expires", "@1700000000")
