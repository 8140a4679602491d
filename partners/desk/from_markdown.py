"""Words of a text block: from light Markdown to the rich text Wagtail keeps. No markup of the writer's own comes through."""

from __future__ import annotations

import re
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

_ADDRESS: Final = re.compile(r"https?://[^\s<>]+[^\s<>.,;:!?\"'”’)\]]")
_ALLOWED: Final = re.compile(r"(https?://|mailto:)[^\s<>\"]+$", re.IGNORECASE)
_OWN: Final = re.compile(r"(?P<kind>page|document):(?P<id>\d{1,9})$")
# A paragraph may begin with a year ("1986. The mill shut"): only what begins with 1, or follows another number, is a list.
_NOT_FIRST: Final = re.compile(r"^(\d{2,9}|[02-9])([.)])(?=\s)")
_NUMBERED: Final = re.compile(r"^\d{1,9}[.)]\s")


def _parser() -> MarkdownIt:
    """Return a parser of paragraphs, lists, emphasis and links: nothing else is markup, HTML least of all."""
    parser = MarkdownIt("zero", {"html": False, "breaks": True})
    parser.enable(["list", "emphasis", "link", "escape", "newline"])
    parser.validateLink = lambda url: bool(_ALLOWED.match(url) or _OWN.match(url))  # type: ignore[method-assign]  # its hook
    return parser


PARSER: Final = _parser()


def rich_text(text: str) -> str:
    """Return the rich text, as Wagtail stores it, of paragraphs and lists in light Markdown."""
    tokens = PARSER.parse(_years_kept(text))
    for token in tokens:
        if token.children:
            token.children = [new for child in _with_depth(token.children) for new in child]
    html: str = PARSER.renderer.render(tokens, PARSER.options, {})
    return _tight(html)


def _years_kept(text: str) -> str:
    lines: list[str] = []
    for line in text.split("\n"):
        before = next((earlier for earlier in reversed(lines) if earlier), "")
        is_list = bool(_NUMBERED.match(before))
        lines.append(line if is_list else _NOT_FIRST.sub(r"\1\\\2", line))
    return "\n".join(lines)


def _with_depth(children: list[Token]) -> list[list[Token]]:
    """Return each inline token as those it becomes: addresses outside links become links."""
    inside = False
    result = []
    for token in children:
        if token.type in ("link_open", "link_close"):
            inside = token.type == "link_open"
            result.append([_stored_link(token) if inside else token])
        else:
            result.append(_linked(token) if token.type == "text" and not inside else [token])
    return result


def _stored_link(token: Token) -> Token:
    """Return the opening of a link as Wagtail stores it: its own pages and documents by their keys."""
    found = _OWN.match(str(token.attrGet("href")))
    if found:
        token.attrs = {"linktype": found["kind"], "id": found["id"]}
    else:
        token.attrs = {"href": token.attrGet("href") or ""}
    return token


def _linked(token: Token) -> list[Token]:
    """Return a text token cut at the addresses in it, each a link to itself."""
    pieces: list[Token] = []
    end = 0
    for found in _ADDRESS.finditer(token.content):
        pieces += [_text(token.content[end : found.start()]), _opening(found[0]), _text(found[0]), _closing()]
        end = found.end()
    return [*pieces, _text(token.content[end:])] if pieces else [token]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _opening(address: str) -> Token:
    attrs: dict[str, Any] = {"href": address}
    return Token("link_open", "a", 1, attrs=attrs)


def _closing() -> Token:
    return Token("link_close", "a", -1)


def _tight(html: str) -> str:
    """Return the markup without the line ends the renderer puts between elements, in Wagtail's own names for emphasis."""
    html = re.sub(r"<br\s*/?>\n?", "<br/>", html)
    html = re.sub(r"(</?(?:strong|em)>)", lambda tag: tag[0].replace("strong", "b").replace("em", "i"), html)
    return re.sub(r">\n+(?=<)|\n+$", lambda gap: ">" if gap[0].startswith(">") else "", html)
