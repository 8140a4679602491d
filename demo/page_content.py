"""Loading home, section, strand, people and standard pages."""

from __future__ import annotations

import json
import uuid
from typing import Any

from wagtail.models import Page

from demo.content_files import CONTENT, Entry, entries, read_entry
from demo.tree import Tree, plant
from home.models import BasePage, HomePage, PeoplePage, SectionPage, StandardPage, Strand, StrandPage
from partners.models import DirectoryPage, JoinPage, Organisation, PartnerPage
from stories.models import StoryIndexPage

MODELS: dict[str, type[BasePage]] = {
    "section": SectionPage,
    "standard": StandardPage,
    "people": PeoplePage,
    "stories": StoryIndexPage,
    "directory": DirectoryPage,
    "join": JoinPage,
}
HOME_FIELDS = ("hero_title", "primary_label", "secondary_label", "quote", "quote_by")


def _texts(entry: Entry, *names: str) -> dict[str, Any]:
    return {name: entry.data[name] for name in names if name in entry.data}


def _stream(kind: str, values: list[dict[str, Any]]) -> str:
    blocks = [{"type": kind, "value": value, "id": str(uuid.uuid4())} for value in values]
    return json.dumps(blocks, default=str)


def load_home_pages(tree: Tree) -> None:
    """Make the home page of each language that has one, English first; the English one becomes the site's root."""
    root = Page.get_first_root_node()
    paths = sorted(CONTENT.glob("home.*.md"), key=lambda path: ".en." not in path.name)
    for path in paths:
        entry = read_entry(path)
        values = {"title": entry.data["title"], "slug": f"home-{entry.language}", "summary": entry.data["lead"]}
        page = tree.add("home", entry.language, root, HomePage, **values, **_texts(entry, *HOME_FIELDS))
        if entry.language == "en":
            plant(page)


def load_sections(tree: Tree) -> None:
    """Make the pages right under the home pages, in the order of the menus."""
    _load_pages(tree, of_home=True)


def load_pages(tree: Tree) -> None:
    """Make the pages under the sections, in the order of the menus; after the strands, which come first."""
    _load_pages(tree, of_home=False)


def _load_pages(tree: Tree, *, of_home: bool) -> None:
    english = [e for e in entries("pages") if e.language == "en" and (e.data["parent"] == "home") == of_home]
    english.sort(key=lambda entry: entry.data["order"])
    translations = [entry for entry in entries("pages") if entry.language != "en"]
    for source in english:
        for entry in (source, *(other for other in translations if other.key == source.key)):
            _load_page(tree, source, entry)


def _load_page(tree: Tree, source: Entry, entry: Entry) -> None:
    parent = tree.pages[source.data["parent"]].get(entry.language)
    if parent is None:
        return
    model = MODELS[source.data["type"]]
    values = _texts(entry, "title", "slug", "summary", "short_title")
    if model is PeoplePage:
        values["people"] = _stream("person", entry.data.get("people", []))
    tree.add(entry.key, entry.language, parent, model, entry.body, **values)


def load_strand_pages(tree: Tree, strands: dict[str, Strand]) -> None:
    """Make the pages of the strands under "Our work"."""
    found = list(entries("strands"))
    pictures = {entry.key: entry.data["picture"] for entry in found if entry.language == "en"}
    for entry in sorted(found, key=lambda entry: (entry.language != "en", strands[entry.key].number)):
        parent = tree.pages["our-work"].get(entry.language)
        if parent is None:
            continue
        values = _texts(entry, "title", "slug", "summary", "full_title", "picture_alt")
        values |= {
            "events": _stream("event", entry.data.get("events", [])),
            "steps": _stream("step", entry.data.get("steps", [])),
        }
        values |= {"strand": strands[entry.key], "picture_id": tree.picture_ids[pictures[entry.key]]}
        tree.add(entry.key, entry.language, parent, StrandPage, entry.body, **values)


def load_partner_pages(tree: Tree, organisations: dict[str, Organisation]) -> None:
    """Make the profiles of the organisations."""
    for entry in entries("partners"):
        parent = tree.pages["partners"].get(entry.language)
        if parent is not None:
            values = _texts(entry, "title", "slug", "summary", "contact_email") | {
                "visit": entry.data.get("visit", "").strip()
            }
            values["organisation"] = organisations[entry.key]
            tree.add(entry.key, entry.language, parent, PartnerPage, entry.body, **values)


def link_home_pages(tree: Tree) -> None:
    """Point the buttons of the home pages at their pages."""
    for home in HomePage.objects.filter(primary_page=None):
        home.primary_page_id = tree.page_id("find-something-near-you", "en")
        home.secondary_page_id = tree.page_id("pledge", "en")
        home.save_revision().publish()
