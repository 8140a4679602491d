"""Feeds: valid Atom, in the right language, for every filter."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone

from stories.models import StoryPage
from tests.factories import SmallSite, make_organisation, make_story
from tests.stories.volume import add_stories

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TEXT = [
    {"type": "text", "value": "<p>Soup &amp; a lamp.</p><ul><li>One</li><li>Two</li></ul>"},
    {"type": "heading", "value": {"text": "A table with <no> sides", "level": "2"}},
    {"type": "quote", "value": {"words": "They are not one.", "attribution": "Idris"}},
]


def feed(client: Client, path: str = "/en/stories/feed/") -> ET.Element:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)  # noqa: S314  # our own XML


def entries(root: ET.Element) -> list[ET.Element]:
    return root.findall(f"{ATOM}entry")


def text(element: ET.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def link(element: ET.Element, rel: str) -> dict[str, str]:
    (found,) = [one.attrib for one in element.findall(f"{ATOM}link") if one.get("rel") == rel]
    return found


def test_feed_names_itself_and_the_list(site_tree: SmallSite, client: Client) -> None:
    make_story(site_tree.stories["en"])
    root = feed(client)
    assert root.get(LANG) == "en"
    assert text(root, "title") == "/together: Stories"
    assert link(root, "self")["href"] == "http://testserver/en/stories/feed/"
    assert link(root, "alternate")["href"] == "http://testserver/en/stories/"
    assert link(root, "alternate")["hreflang"] == "en"
    assert text(root, "id")
    assert text(root, "updated")


def test_entry_holds_the_whole_story(site_tree: SmallSite, client: Client) -> None:
    organisation = make_organisation("Example & Sons")
    story = make_story(site_tree.stories["en"], title="Soup & lamps", organisation=organisation, body=TEXT)
    story.save_revision().publish()
    (entry,) = entries(feed(client))
    assert text(entry, "title") == "Soup & lamps"
    assert text(entry, "summary") == "A sentence."
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Example & Sons"
    assert text(entry, "content").splitlines() == [
        "<p>Soup &amp; a lamp.</p>",
        "<p>One</p>",
        "<p>Two</p>",
        "<p>A table with &lt;no&gt; sides</p>",
        "<p>They are not one.</p>",
        "<p>Idris</p>",
    ]
    assert text(entry, "updated")[:10] == timezone.now().date().isoformat()


def test_entry_keeps_its_id_when_its_address_changes(site_tree: SmallSite, client: Client) -> None:
    story = make_story(site_tree.stories["en"])
    before = entries(feed(client))[0]
    story.slug = "elsewhere"
    story.save()
    after = entries(feed(client))[0]
    assert text(before, "id") == text(after, "id")
    assert text(after, "id").startswith("urn:uuid:")
    assert link(after, "alternate")["href"].endswith("/elsewhere/")


def test_welsh_feed_speaks_welsh_and_says_where_it_does_not(site_tree: SmallSite, client: Client) -> None:
    english = make_story(site_tree.stories["en"], slug="table", story_date=date(2026, 3, 1))
    make_story(site_tree.stories["cy"], english, title="Y bwrdd", slug="y-bwrdd", story_date=date(2026, 3, 1))
    make_story(site_tree.stories["en"], slug="ladder", story_date=date(2026, 2, 1))
    root = feed(client, "/cy/stories/feed/")
    assert root.get(LANG) == "cy"
    assert link(root, "alternate")["hreflang"] == "cy"
    found = [(entry.get(LANG), link(entry, "alternate")) for entry in entries(root)]
    assert [(lang, where["hreflang"], where["href"]) for lang, where in found] == [
        ("cy", "cy", "http://testserver/cy/stories/y-bwrdd/"),
        ("en", "en", "http://testserver/en/stories/ladder/"),
    ]


def test_translations_are_different_entries(site_tree: SmallSite, client: Client) -> None:
    english = make_story(site_tree.stories["en"])
    make_story(site_tree.stories["cy"], english)
    ids = {text(entries(feed(client, f"/{code}/stories/feed/"))[0], "id") for code in ("en", "cy")}
    assert len(ids) == 2


def test_feed_of_a_filter(site_tree: SmallSite, client: Client) -> None:
    make_story(site_tree.stories["en"], title="Here")
    make_story(site_tree.stories["en"], title="There", region="london")
    root = feed(client, "/en/stories/feed/?place=london&page=7&theme=nothing")
    assert [text(entry, "title") for entry in entries(root)] == ["There"]
    assert text(root, "title") == "/together: Stories: London"
    assert link(root, "self")["href"] == "http://testserver/en/stories/feed/?place=london"
    assert link(root, "alternate")["href"] == "http://testserver/en/stories/?place=london"


def test_feed_holds_the_thirty_newest(site_tree: SmallSite, client: Client) -> None:
    add_stories(site_tree.stories["en"], 33)
    found = [text(entry, "title") for entry in entries(feed(client))]
    assert len(found) == 30
    assert found[0] == "Story number 32"


def test_feed_without_stories_is_a_feed(site_tree: SmallSite, client: Client) -> None:
    assert entries(feed(client)) == []


def test_control_characters_do_not_break_the_feed(site_tree: SmallSite, client: Client) -> None:
    story = make_story(site_tree.stories["en"], body=[{"type": "text", "value": "<p>So\x0bup\x08</p>"}])
    StoryPage.objects.filter(pk=story.pk).update(title="A\x0ctable")
    (entry,) = entries(feed(client))
    assert text(entry, "title") == "Atable"


def test_unchanged_feed_is_not_sent_again(site_tree: SmallSite, client: Client) -> None:
    make_story(site_tree.stories["en"]).save_revision().publish()
    changed = client.get("/en/stories/feed/")["ETag"]
    again = client.get("/en/stories/feed/", headers={"If-None-Match": changed})
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.parametrize("path", ["/gd/stories/feed/", "/xx/stories/feed/"])
def test_language_without_a_list_has_no_feed(site_tree: SmallSite, client: Client, path: str) -> None:
    assert client.get(path, follow=True).status_code == 404


def test_feed_sets_no_cookie(site_tree: SmallSite, client: Client) -> None:
    make_story(site_tree.stories["en"])
    assert not client.get("/en/stories/feed/").cookies
