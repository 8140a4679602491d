"""From the Markdown of a content file to the blocks of a page's body."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

Block = dict[str, Any]
Resolve = Callable[[str], int | None]

_parser = MarkdownIt("commonmark", {"typographer": False})
_LINK = re.compile(r'<a href="(page|story|partner):([^"]+)">')
_ATTRIBUTION = re.compile(r"\s*\n?--\s*(?P<who>.+)$")


def _block(kind: str, value: Any) -> Block:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def _items(values: list[Any]) -> list[Block]:
    return [_block("item", value) for value in values]


def _pairs(text: str, separator: str) -> list[tuple[str, str]]:
    lines = [line for line in text.splitlines() if line.strip()]
    return [(first.strip(), rest.strip()) for first, _sep, rest in (line.partition(separator) for line in lines)]


class BodyBuilder:
    """Turns Markdown into blocks. `page_id` and `picture_id` find what links and pictures name."""

    def __init__(self, page_id: Resolve, picture_id: Resolve) -> None:
        self.page_id = page_id
        self.picture_id = picture_id

    def build(self, markdown: str) -> list[Block]:
        """Return the blocks of `markdown`, paragraphs in a row as one text block."""
        blocks: list[Block] = []
        words: list[Token] = []
        for group in _groups(_parser.parse(markdown)):
            block = self._special(group)
            if block is None:
                words += group
                continue
            blocks += [*self._text(words), block]
            words = []
        return [*blocks, *self._text(words)]

    def _text(self, tokens: list[Token]) -> list[Block]:
        if not tokens:
            return []
        html = _parser.renderer.render(tokens, _parser.options, {})
        return [_block("text", _LINK.sub(self._link, html).strip())]

    def _link(self, match: re.Match[str]) -> str:
        page_id = self.page_id(match[2])
        return f'<a linktype="page" id="{page_id}">' if page_id else "<a>"

    def _special(self, group: list[Token]) -> Block | None:
        first = group[0]
        if first.type == "heading_open":
            return _block("heading", {"text": group[1].content, "level": "3" if first.tag == "h3" else "2"})
        if first.type == "blockquote_open":
            return self._quote(group)
        if first.type == "fence":
            return self._fence(first.info.strip(), first.content)
        if first.type == "paragraph_open" and group[1].content.startswith("!["):
            return self._picture(group[1])
        return None

    def _quote(self, group: list[Token]) -> Block:
        text = "\n".join(token.content for token in group if token.type == "inline")
        match = _ATTRIBUTION.search(text)
        words = text[: match.start()] if match else text
        return _block("quote", {"words": " ".join(words.split()), "attribution": match["who"].strip() if match else ""})

    def _picture(self, inline: Token) -> Block | None:
        image = (inline.children or [])[0]
        picture = self.picture_id(str(image.attrGet("src")))
        placed = {"image": picture, "alt_text": image.content, "decorative": False}
        return _block("picture", {"picture": placed, "caption": image.attrGet("title") or ""}) if picture else None

    def _fence(self, kind: str, text: str) -> Block:
        if kind == "facts":
            facts = [{"label": label, "value": value} for label, value in _pairs(text, ":")]
            return _block("facts", {"heading": "", "facts": _items(facts)})
        if kind == "steps":
            steps = [{"title": title, "text": rest} for title, rest in _pairs(text, "|")]
            return _block("steps", {"steps": _items(steps)})
        if kind == "call":
            label, target, sentence = (part.strip() for part in text.strip().split("|", 2))
            page = self.page_id(target.partition(":")[2])
            return _block("call_to_action", {"text": sentence, "label": label, "page": page, "url": ""})
        raise ValueError(f"unknown block ```{kind}")


def _groups(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield the tokens of each top-level block."""
    group: list[Token] = []
    depth = 0
    for token in tokens:
        group.append(token)
        depth += token.nesting
        if depth == 0:
            yield group
            group = []
