"""Fifty scripts typed into every field of the site, read wherever they are shown: none of them runs, in a real browser.

A browser reads all pages with the Content-Security-Policy switched off, so that text is kept text by the pages themselves; the
policy, which would stop a script that got through, is read by itself at the end.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from tests.browser.forms import Visitor
from tests.browser.letters import Letterbox
from tests.browser.payloads import KEPT, NUMBERS, PAYLOADS, careless, packed, parsed, seen
from tests.browser.planting import others, stories
from tests.browser.planting.admin_pages import EXPORTS, LISTS
from tests.browser.planting.site import Planted, signed_in
from tests.browser.watching import Watcher

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def planted(browser: Browser, base_url: str, site_folder: object) -> Iterator[Planted]:
    """The served site, with payloads in every form."""
    people = [signed_in(browser, base_url, login) for login in ("robin", "moderator", "")]
    site = Planted(*people, Letterbox(site_folder / "mail"))  # type: ignore[operator]  # a path
    site.plant()
    yield site
    for context in people:
        context.close()


@pytest.fixture
def stranger(browser: Browser, base_url: str) -> Iterator[Watcher]:
    """A watching browser in which nobody has signed in."""
    with closing(Watcher(browser, base_url)) as watcher:
        yield watcher


@pytest.fixture
def member(browser: Browser, base_url: str, planted: Planted) -> Iterator[Watcher]:
    """A watching browser in which the member has signed in."""
    with closing(Watcher(browser, base_url, planted.member)) as watcher:
        yield watcher


@pytest.fixture
def moderator(browser: Browser, base_url: str, planted: Planted) -> Iterator[Watcher]:
    """A watching browser in which the moderator has signed in."""
    with closing(Watcher(browser, base_url, planted.moderator)) as watcher:
        yield watcher


@pytest.fixture
def bare_moderator(browser: Browser, base_url: str, planted: Planted) -> Iterator[Watcher]:
    """The same without the admin's own scripts, which most pages do not need to show what was typed."""
    with closing(Watcher(browser, base_url, planted.moderator, bare=True)) as watcher:
        yield watcher


def test_every_payload_is_noticed_where_text_is_taken_for_more(stranger: Watcher) -> None:
    missed = []
    for payload in PAYLOADS:
        stranger.leave()
        stranger.fired.clear()
        stranger.show(careless(payload))
        missed += [] if stranger.has_noticed() else [payload]
    stranger.leave()
    assert missed == []


def test_a_page_without_payloads_is_not_complained_about(stranger: Watcher) -> None:
    for address in ("/en/", "/en/stories/saturday-table/", "/en/tell-us/"):
        stranger.read(address)
    assert stranger.fired == []


def test_public_pages_run_nothing(planted: Planted, stranger: Watcher) -> None:
    assert len(planted.public) >= len(packed(80)) - 3
    slugs = [address.split("/")[-2] for address in planted.public]
    pages = [*planted.public, *(f"/en/embed/stories/{slug}/" for slug in slugs)]
    texts = [stranger.read(address) for address in pages]
    assert seen(*texts) == KEPT
    more = [f"/en/stories/?page={page}" for page in (1, 2, 3)] + ["/en/", "/en/partners/", "/en/stories/?place=wales"]
    assert seen(*[stranger.read(address) for address in more])
    assert stranger.fired == []


def test_private_pages_of_the_public_run_nothing(planted: Planted, stranger: Watcher) -> None:
    texts = [stranger.read(address) for address in planted.private]
    assert seen(*texts) >= KEPT
    assert stranger.fired == []


def test_what_is_asked_of_the_site_runs_nothing(planted: Planted, stranger: Watcher) -> None:
    for payload in PAYLOADS:
        assert seen(stranger.read(f"/en/search/?q={quote(payload)}")) or "\x0c" in payload or "http" in payload, payload
    for text in map(quote, packed(600)):
        for path in ("stories/?strand", "partners/?name", "tell-us/?done", "sign-in/?next", "search/?type"):
            stranger.read(f"/en/{path}={text}")
        stranger.read(f"/en/nowhere-{text}/?x={text}", status=404)
    assert stranger.fired == []


def test_feeds_and_what_machines_read_run_nothing(planted: Planted, stranger: Watcher, base_url: str) -> None:
    anyone = Visitor(planted.anyone.request)
    feed = anyone.get("/en/stories/feed/?partner=example-repair-cafe")
    stranger.read("/en/stories/feed/?partner=example-repair-cafe")
    entries = [one.text or "" for one in parsed(feed.text()).iter() if one.get("type") == "html"]
    assert seen(*entries)
    stranger.page.goto("/healthz")
    for entry in entries:
        stranger.show(entry)  # as a reader of feeds shows it
    for address in planted.public[:5]:
        stranger.show(anyone.get(f"/oembed/?url={quote(base_url + address)}").json()["html"])
    sitemap = parsed(anyone.get("/sitemap.xml").text())
    for part in (one.text or "" for one in sitemap.iter() if one.tag.endswith("loc")):
        parsed(anyone.get(part).text())
    assert stranger.fired == []


def test_desk_runs_nothing(planted: Planted, member: Watcher) -> None:
    own = [f"{stories.DESK}stories/{key}/" for key in planted.keys]
    texts = [member.read(address) for address in own]
    assert seen(*texts) == KEPT
    more = [f"{address}{rest}/" for address in own[:3] for rest in ("preview", "corrections", "people")]
    assert seen(*[member.read(address) for address in (stories.DESK, f"{stories.DESK}team/", *more)])
    assert seen(*[member.read(address) for address in planted.people_pages]) == NUMBERS
    assert member.fired == []


def test_pages_of_moderation_run_nothing(planted: Planted, moderator: Watcher, bare_moderator: Watcher) -> None:
    texts = [bare_moderator.read(f"/admin/moderation/{key}/") for key in planted.keys]
    assert seen(*texts) >= KEPT
    moderator.read(f"/admin/moderation/{planted.keys[0]}/")
    assert seen(*[bare_moderator.read(f"/admin/moderation/{key}/preview/") for key in planted.keys[:3]])
    pages = [_page_of(planted, key) for key in (planted.keys[0], planted.keys[1], planted.keys[-1])]
    for page in pages:
        for rest in ("edit", "history", "revisions/compare/earliest...latest", "usage"):
            moderator.read_apart(f"/admin/pages/{page}/{rest}/")
    assert [*moderator.fired, *bare_moderator.fired] == []


def _page_of(planted: Planted, key: str) -> str:
    text = Visitor(planted.moderator.request).get(f"/admin/moderation/{key}/").text()
    return re.findall(r"/admin/pages/(\d+)/edit/", text)[0]


def test_lists_of_the_admin_run_nothing(planted: Planted, moderator: Watcher) -> None:
    reader, texts = Visitor(planted.moderator.request), []
    for rest in LISTS:
        answer = reader.request.get(f"/admin/{rest}")
        if answer.ok and answer.url.split("?")[0].endswith(f"/admin/{rest}".split("?")[0]):
            texts.append(moderator.read(f"/admin/{rest}"))
    assert len(texts) >= len(LISTS) - 2
    assert moderator.fired == []


@pytest.mark.parametrize("kind", ["stories/publicstory", "partners/application", "stories/person", "stories/concern"])
def test_pages_of_the_admin_about_one_thing_run_nothing(kind: str, planted: Planted, bare_moderator: Watcher) -> None:
    reader = Visitor(planted.moderator.request)
    listed = "".join(reader.request.get(f"/admin/snippets/{kind}/?p={page}").text() for page in range(1, 10))
    inspected = sorted(set(re.findall(rf"/admin/snippets/{kind}/inspect/\d+/", listed)))
    assert seen(*[bare_moderator.read(address) for address in inspected]) >= KEPT
    assert bare_moderator.fired == []


def test_profile_and_pledge_run_nothing(
    planted: Planted, member: Watcher, moderator: Watcher, stranger: Watcher
) -> None:
    """An organisation's own words, before and after an editor has accepted them."""
    sender, editor = Visitor(planted.member.request), Visitor(planted.moderator.request)
    shown = drafts = public = ""
    for text in packed(200):
        others.pledge(sender, text)
        shown += member.read(f"{stories.DESK}pledge/")
        others.accept(editor)
        public += stranger.read("/en/partners/example-repair-cafe/")
    assert seen(public) == KEPT
    for text in packed(400):
        others.profile(sender, text)
        shown += member.read(f"{stories.DESK}profile/")
        page = others.page_of_profile(editor)
        drafts += moderator.read(f"/admin/pages/{page}/view_draft/")
        others.accept_profile(editor, page)
        stranger.read("/en/partners/example-repair-cafe/")
    moderator.read_apart(f"/admin/pages/{page}/edit/")
    assert seen(shown) == seen(drafts) == KEPT
    assert [*member.fired, *moderator.fired, *stranger.fired] == []


def test_names_of_members_run_nothing(planted: Planted, member: Watcher, bare_moderator: Watcher) -> None:
    sender, shown = Visitor(planted.member.request), ""
    for text in packed(120):
        others.name(sender, text)
        shown += member.read(f"{stories.DESK}team/") + bare_moderator.read("/admin/moderation/")
    others.name(sender, "Robin Example")
    assert seen(shown)
    assert [*member.fired, *bare_moderator.fired] == []


def test_letters_run_nothing(planted: Planted, stranger: Watcher) -> None:
    stranger.page.goto("/healthz")
    texts = []
    for letter in planted.letterbox:
        markup = letter.get_body(("html",))
        assert not seen(letter["Subject"])
        if markup is not None and seen(markup.get_content()):
            texts.append(stranger.show(markup.get_content()))
    assert seen(*texts) >= KEPT
    assert stranger.fired == []


def test_spreadsheets_hold_no_formulas(planted: Planted) -> None:
    reader, texts = Visitor(planted.moderator.request), []
    for rest in EXPORTS:
        answer = reader.request.get(f"/admin/{rest}?export=csv")
        if answer.headers["content-type"].startswith("text/csv"):
            texts.append(answer.text())
    cells = [cell for text in texts for row in csv.reader(StringIO(text)) for cell in row]
    assert seen(*cells) >= {"149"}
    assert [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@") or cell[:1] in ("\t", "\r")] == []


def test_policies_allow_nothing_unsafe(planted: Planted) -> None:
    story = f"stories/{planted.keys[0]}/"
    desk = [f"{stories.DESK}{rest}" for rest in ("", story, f"{story}preview/", "profile/", "team/")]
    desk += ["/en/account/", planted.people_pages[0]]
    public = [
        "/en/",
        planted.public[0],
        "/en/search/?q=soup",
        "/en/tell-us/",
        "/en/stories/feed/",
        *planted.private[:1],
    ]
    for address in [*desk, *public, "/en/nowhere/"]:
        answer = planted.member.request.get(address)
        policy = answer.headers["content-security-policy"]
        assert "unsafe" not in policy, address
        assert "script-src 'self'" in policy, address
        assert "default-src 'none'" in policy, address
