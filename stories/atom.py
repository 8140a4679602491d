"""The Atom format (RFC 4287), with what Django's own leaves out: languages of links and entries, and whole texts."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

# XML 1.0 has no place for these; one pasted into a title must not take the feed away.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def printable(text: str) -> str:
    """Return `text` without the characters XML cannot hold."""
    return _NOT_IN_XML.sub("", text)


def _alternate(href: str, language: str) -> dict[str, str]:
    return {"rel": "alternate", "type": "text/html", "href": href, "hreflang": language}


def _add_author(handler: SimplerXMLGenerator, name: str) -> None:
    handler.startElement("author", AttributesImpl({}))
    handler.addQuickElement("name", printable(name))
    handler.endElement("author")


class StoryFeed(Atom1Feed):
    """A feed in which every entry names its own language. Items need `language` (a code) and `content` (HTML)."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Write the head of the feed."""
        feed = self.feed
        handler.addQuickElement("title", printable(feed["title"]))
        handler.addQuickElement("subtitle", printable(feed["subtitle"]))
        handler.addQuickElement("link", "", _alternate(feed["link"], feed["language"]))
        handler.addQuickElement("link", "", {"rel": "self", "href": feed["feed_url"]})
        handler.addQuickElement("id", feed["id"])
        handler.addQuickElement("updated", rfc3339_date(self.latest_post_date()))
        _add_author(handler, feed["author_name"])

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        """Return the attributes of an entry: its language, which may not be the feed's."""
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Write one entry."""
        handler.addQuickElement("title", printable(item["title"]))
        handler.addQuickElement("link", "", _alternate(item["link"], item["language"]))
        handler.addQuickElement("id", item["unique_id"])
        handler.addQuickElement("published", rfc3339_date(item["pubdate"]))
        handler.addQuickElement("updated", rfc3339_date(item["updateddate"]))
        if item["author_name"]:
            _add_author(handler, item["author_name"])
        handler.addQuickElement("summary", printable(item["description"]), {"type": "text"})
        handler.addQuickElement("content", printable(item["content"]), {"type": "html"})
