"""Words of a text block, the other way: from the rich text Wagtail keeps to light Markdown, as a writer would have typed it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from django.utils.html import strip_tags

from partners.desk.from_markdown import rich_text

_MARKS: Final = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_ESCAPED: Final = ("", "*", "_", "[]", "*_", "\\*_[]")
"""Which characters are escaped, in the order it is tried: as few as read back as the same."""
_LINE_START: Final = re.compile(r"^([-+#>]|\d{1,9}[.)])(?=\s)", re.MULTILINE)


def markdown(html: str) -> str:
    """Return rich text as light Markdown. What would be read as markup is escaped, but only where it would be."""
    for escaped in _ESCAPED:
        text = _Reader(escaped).read(html)
        if _same(text, html):
            return text
    return text


def _same(text: str, html: str) -> bool:
    """Say whether Markdown without escapes reads as the same words with the same emphasis and lists."""
    return _shape(rich_text(text)) == _shape(html)


def _shape(html: str) -> tuple[str, dict[str, int]]:
    names = [_MARKS.get(name, name) for name in re.findall(r"<(\w+)", html)]
    words = " ".join(strip_tags(re.sub(r"<(?:/p|/li|br)[^>]*>", " ", html)).split())
    return words, {name: names.count(name) for name in names}


class _Reader(HTMLParser):
    """Reads rich text from the start to the end and writes Markdown."""

    def __init__(self, escaped: str) -> None:
        super().__init__(convert_charrefs=True)
        self.escaped = escaped
        self.blocks: list[str] = []
        self.line = ""
        self.lists: list[int] = []  # of each open list: 0 for dots, else the number of the next item
        self.links: list[tuple[str, int]] = []  # of each open link: where it leads, and where its words begin
        self.marks: list[tuple[str, int]] = []
        self.opens_list = False

    def read(self, html: str) -> str:
        """Return `html` as Markdown."""
        self.feed(html)
        self.close()
        self._end_block()
        return "".join(self.blocks).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what begins."""
        if tag in _MARKS:
            self.marks.append((_MARKS[tag], len(self.line)))
        elif tag == "a":
            self.links.append((_target(dict(attrs)), len(self.line)))
        elif tag == "br":
            self.line = self.line.rstrip(" ") + "\n"
        elif tag in ("ul", "ol"):
            self._end_block()
            self.opens_list = self.opens_list or not self.lists
            self.lists.append(1 if tag == "ol" else 0)
        elif tag == "li":
            self._end_block()

    def handle_endtag(self, tag: str) -> None:
        """Write what ends."""
        if tag in _MARKS and self.marks:
            self._mark(*self.marks.pop())
        elif tag == "a" and self.links:
            self._link(*self.links.pop())
        elif tag in ("p", "li"):
            self._end_block()
        elif tag in ("ul", "ol") and self.lists:
            self._end_block()
            self.lists.pop()

    def handle_data(self, data: str) -> None:
        """Write words, escaped if that is asked for."""
        text = re.sub(r"\s+", " ", data)
        self.line += "".join(f"\\{char}" if char in self.escaped else char for char in text)

    def _mark(self, mark: str, start: int) -> None:
        """Put `mark` around what was written since `start`, inside the spaces around it."""
        words = self.line[start:]
        inner = words.strip()
        if inner:
            at = words.index(inner)
            self.line = self.line[:start] + words[:at] + mark + inner + mark + words[at + len(inner) :]

    def _link(self, target: str, start: int) -> None:
        words = self.line[start:]
        if target and words.strip() and target != words:
            self.line = f"{self.line[:start]}[{words.strip()}]({target})"

    def _end_block(self) -> None:
        """Close a paragraph or an item."""
        text, self.line = self.line.strip(), ""
        self.marks, self.links = [], []
        if not text:
            return
        if self.escaped and not self.lists:
            text = _LINE_START.sub(_escaped, text)
        self.blocks.append(self._item(text) if self.lists else f"\n\n{text}")

    def _item(self, text: str) -> str:
        """Return an item of the innermost list, on its own line, indented under the lists around it."""
        number = self.lists[-1]
        if number:
            self.lists[-1] += 1
        bullet = f"{number}. " if number else "- "
        indent = "".join("   " if outer else "  " for outer in self.lists[:-1])
        is_first, self.opens_list = self.opens_list, False
        body = text.replace("\n", "\n" + indent + " " * len(bullet))
        return ("\n\n" if is_first else "\n") + indent + bullet + body


def _escaped(found: re.Match[str]) -> str:
    return re.sub(r"([-+#>.)])", r"\\\1", found[1])


def _target(attrs: dict[str, str | None]) -> str:
    """Return where a stored link leads, as it is written in Markdown; '' for one that leads nowhere."""
    kind, key = attrs.get("linktype"), attrs.get("id")
    return f"{kind}:{key}" if kind in ("page", "document") and key else attrs.get("href") or ""
