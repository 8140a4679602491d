"""The normal form of what is written: two spellings of the same words are equal in it.

The editor writes a link's attributes in an order of its own, `<i>` where others write `<em>`, plain quotation marks where others write
entities, and gives every paragraph a key. Code, imports and the side-by-side screen write the same words otherwise. Whether
something was *changed* is asked of the normal form, everywhere it is asked.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from bs4 import BeautifulSoup, Tag
from wagtail.rich_text import features

if TYPE_CHECKING:
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

_RICH: Final = re.compile(r"\s*<(?:p|h[1-6]|ul|ol|hr|embed|blockquote)\b", re.I)
_MARKUP: Final = re.compile("[<&]")
_KEY: Final = re.compile(r' data-block-key="[^"]*"')
_WHITE_SPACE: Final = re.compile(r"[ \t\r\n]+")
_SAME: Final = {"em": "i", "strong": "b"}
"""Elements the editor writes as others, by the names it does not write."""

JSON = None | bool | int | float | str | list["JSON"] | dict[str, "JSON"]


@cache
def _converter() -> ContentstateConverter:
    """Return the editor's converter with every feature it knows: which of them a field allows is not asked here."""
    from wagtail.admin.rich_text.converters.contentstate import (
        ContentstateConverter,  # asks for models that load after ours
    )

    features.get_default_features()  # has the features registered
    return ContentstateConverter(features=list(features.plugins_by_editor["draftail"]))


def rich_text_form(html: str) -> str:
    """Return rich text (HTML as it is stored) as the editor would write it, without the keys of its paragraphs."""
    converter = _converter()
    return _KEY.sub("", converter.to_database_format(converter.from_database_format(html)))


def fragment_form(html: str) -> str:
    """Return a piece of HTML, such as a sentence with a link, with one name for each element and its attributes in one order."""
    html = _WHITE_SPACE.sub(" ", html).strip()
    if not _MARKUP.search(html):
        return html
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(True):
        if isinstance(tag, Tag):
            tag.name = _SAME.get(tag.name, tag.name)
            tag.attrs = {name: tag.attrs[name] for name in sorted(tag.attrs) if name != "data-block-key"}
    return str(soup)


def text_form(text: str) -> str:
    """Return a text of either kind in its normal form: rich text as the editor writes it, other text without stray white space."""
    if _RICH.match(text):
        return rich_text_form(text)
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))


def json_form(value: JSON) -> JSON:
    """Return what a stream or another structure holds in its normal form: no ids of blocks, nothing as '', texts as `text_form` has them."""
    if isinstance(value, dict):
        return {name: json_form(inner) for name, inner in value.items() if not (name == "id" and "type" in value)}
    if isinstance(value, list):
        return [json_form(inner) for inner in value]
    return text_form(value) if isinstance(value, str) else "" if value is None else value
