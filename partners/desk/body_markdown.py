"""A story's text: plain text in light Markdown on the desk, blocks of a StreamField on the page, and neither loses by the other.

A line of `##` is a heading, of `>` a quote (its last line, after `--`, says who said it), and a line such as `[picture 2]` is the
place of a picture. Blocks that plain text cannot hold (facts, film) keep their place as a line such as `[facts 1a2b3c4d]`. Text
between these is one text block. A block whose words are untouched stays as it was, whatever an editor made of it.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final

from django.utils.translation import gettext, override

from languages.configured import LANGUAGES
from partners.desk.from_markdown import rich_text
from partners.desk.placed_pictures import PICTURE_TEXTS, PlacedPicture
from partners.desk.to_markdown import markdown

Block = dict[str, Any]

_HEADING: Final = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_QUOTED: Final = re.compile(r">\s?(.*)$")
_SAID_BY: Final = re.compile(r"(?:--|[—–])\s*(.+)$")
_PLACE: Final = re.compile(r"\[([^\W\d_]+(?:_[^\W\d_]+)*) ([0-9a-f]{1,8})\]$")
_OWN_LINK: Final = re.compile(r'<a (linktype="\w+" id="\d+")>')
_ID_SHOWN: Final = 8


@cache
def picture_words() -> frozenset[str]:
    """Return the word for a picture in every language of the desk, as it stands in `[picture 2]`."""
    words = {"picture"}
    for language in LANGUAGES:
        with override(language.code):
            words.add(gettext("picture").casefold())
    return frozenset(words)


def text_of(blocks: Sequence[Block]) -> str:
    """Return the blocks of a body as text. The first picture of a story stands above it; those in the text count from 2."""
    lines: list[str] = []
    pictures = 1
    for block in blocks:
        pictures += block["type"] == "picture"
        lines.append(_text_of(block, pictures))
    return "\n\n".join(line for line in lines if line)


def _text_of(block: Block, number: int) -> str:
    kind, value = block["type"], block["value"]
    if kind == "text":
        return markdown(value)
    if kind == "heading":
        return f"{'###' if value['level'] == '3' else '##'} {value['text']}"
    if kind == "quote":
        said_by = [f"-- {value['attribution']}"] if value.get("attribution") else []
        return "\n".join(f"> {line}" for line in [*value["words"].splitlines(), *said_by])
    if kind == "picture":
        return f"[{gettext('picture')} {number}]"
    return f"[{kind} {str(block['id'])[:_ID_SHOWN]}]"


def canonical(text: str) -> str:
    """Return `text` as it would come back once it has been kept: two texts that come back alike are the same story.

    Places of pictures at its end are left out: a picture nobody placed stands there anyway.
    """
    lines = [
        f"[{block['value']}]" if block["type"] == "picture" else _text_of(block, 0) for block in blocks_in(text, ())
    ]
    while lines and re.fullmatch(r"\[\d+\]", lines[-1]):
        lines.pop()
    return "\n\n".join(lines)


def body_of(text: str, pictures: Sequence[PlacedPicture], before: Sequence[Block] = ()) -> list[Block]:
    """Return the blocks of `text` with `pictures` (those below the first) in their places, the rest of them at the end.

    `before` are the blocks the body has now: those whose words are untouched are taken over as they are, with their ids.
    """
    own = set(_OWN_LINK.findall(" ".join(str(block["value"]) for block in before)))
    waiting = dict(enumerate(pictures, start=2))
    blocks: list[Block] = []
    for block in blocks_in(text, before):
        if block["type"] == "text":
            blocks.append({**block, "value": _OWN_LINK.sub(lambda link: _known(link, own), block["value"])})
        elif block["type"] != "picture":
            blocks.append(block)
        elif placed := waiting.pop(block["value"], None):
            blocks.append(_picture(placed))
    return _with_known_ids([*blocks, *(_picture(placed) for placed in waiting.values())], before)


def _known(link: re.Match[str], own: set[str]) -> str:
    """Return a link to a page or document of ours if an editor had put it there; a writer names addresses, not keys."""
    return link[0] if link[1] in own else "<a>"


def _picture(placed: PlacedPicture) -> Block:
    words = placed.words
    image = {"image": placed.key, "alt_text": words.pop("alt"), "decorative": placed.decorative}
    return {"type": "picture", "value": {"picture": image, **words}}


def placed_in(blocks: Sequence[Block]) -> list[PlacedPicture]:
    """Return the pictures that stand in the text, in their order."""
    pictures = (block["value"] for block in blocks if block["type"] == "picture")
    return [_placed(value) for value in pictures if (value.get("picture") or {}).get("image")]


def _placed(value: Block) -> PlacedPicture:
    image = value["picture"]
    said = {**value, "alt": image.get("alt_text")}
    words = {name: said.get(name) or "" for name in PICTURE_TEXTS}
    return PlacedPicture(image["image"], **words, decorative=bool(image.get("decorative")))


def blocks_in(text: str, before: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks of `text`; a picture's value is its number alone."""
    known = {_text_of(block, 0): block for block in before if block["type"] != "picture"}
    for chunk in _chunks(text):
        yield known.get(chunk) or _block(chunk)


def _chunks(text: str) -> Iterator[str]:
    """Yield the pieces of `text` that become a block each: a heading, the lines of a quote, a place, or words between."""
    words: list[str] = []
    kind = ""
    for line in [*text.split("\n"), None]:
        here = _kind(line) if line is not None else "end"
        if words and (here != kind or here in ("heading", "place")):
            if chunk := "\n".join(words).strip("\n"):
                yield chunk
            words = []
        kind = here
        words.append(line or "")


def _kind(line: str) -> str:
    if _HEADING.match(line):
        return "heading"
    if line.startswith(">"):
        return "quote"
    return "place" if _PLACE.match(line) else "words"


def _block(chunk: str) -> Block:
    if found := _HEADING.match(chunk):
        return {"type": "heading", "value": {"text": found[2], "level": "3" if len(found[1]) > 2 else "2"}}
    if chunk.startswith(">"):
        return _quote(chunk)
    if (found := _PLACE.match(chunk)) and found[1].casefold() in picture_words() and found[2].isdecimal():
        return {"type": "picture", "value": int(found[2])}
    return {"type": "text", "value": rich_text(chunk)}


def _quote(chunk: str) -> Block:
    lines = [found[1].strip() for line in chunk.split("\n") if (found := _QUOTED.match(line))]
    lines = [line for line in lines if line]
    said_by = _SAID_BY.match(lines[-1]) if len(lines) > 1 else None
    words = lines[:-1] if said_by else lines
    return {"type": "quote", "value": {"words": "\n".join(words), "attribution": said_by[1] if said_by else ""}}


def _with_known_ids(blocks: list[Block], before: Sequence[Block]) -> list[Block]:
    """Return `blocks` with an id each: its own, that of the block whose place it took, or a new one.

    Comments, translations and what shows the difference to an earlier text know a block by its id.
    """
    taken = {block["id"] for block in blocks if block.get("id")}
    free: dict[str, list[str]] = {}
    for old in before:
        if old.get("id") and old["id"] not in taken:
            free.setdefault(old["type"], []).append(old["id"])
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        ids = free.get(block["type"], [])
        own = block.get("id") or (ids.pop(0) if ids else str(uuid.uuid4()))
        blocks[place] = {**block, "id": own if own not in seen else str(uuid.uuid4())}
        seen.add(blocks[place]["id"])
    return blocks
