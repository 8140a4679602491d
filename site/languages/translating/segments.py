"""Taking a page apart: the sentences and paragraphs to translate, and the things a language may choose for itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha1
from typing import Any

from bs4 import BeautifulSoup
from wagtail.models import Page
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

from languages.translating.block_ids import with_block_ids

# An address is chosen, not translated: it has an input of its own.
NOT_WORDS = {"slug"}


@dataclass(frozen=True, slots=True)
class Segment:
    """One text of a page: where it stands (`path`, and `index` among the texts there) and its words.

    `text` is an HTML fragment, escaped where the field is plain; a link in it is `<a id="a1">`, and `attrs` says where it
    leads. `key` is the same for the same words in the same place, however often the page is read.
    """

    path: str
    index: int
    text: str
    is_rich: bool
    key: str
    attrs: dict[str, dict[str, str]] = field(default_factory=dict, hash=False, compare=False)

    @property
    def field_name(self) -> str:
        """The field of the page the text stands in."""
        return self.path.split(".", 1)[0]

    @property
    def words(self) -> int:
        """How many words there are to translate."""
        return count_words(self.text)


@dataclass(frozen=True, slots=True)
class Variable:
    """Something a language may choose for itself, such as a picture: where it stands and its value in this page."""

    path: str
    value: Any

    @property
    def key(self) -> str:
        """A name that stays the same as long as the place does."""
        return digest(self.path)


@dataclass(frozen=True, slots=True)
class Content:
    """A page taken apart. `page` is the page itself, its blocks with ids that stay the same."""

    page: Page
    texts: tuple[Segment, ...]
    variables: tuple[Variable, ...]


def digest(*parts: str) -> str:
    """Return a short name for what `parts` say, fit for an HTML form."""
    return sha1("\n".join(parts).encode(), usedforsecurity=False).hexdigest()[:16]


def count_words(text: str) -> int:
    """Return the number of words of an HTML fragment."""
    return len(plain(text).split())


def plain(text: str) -> str:
    """Return an HTML fragment as plain text, `<br>` as a new line."""
    return str(StringValue(text).render_text())


def from_plain(text: str) -> str:
    """Return plain text as an HTML fragment: the reverse of `plain`."""
    return str(StringValue.from_plaintext(text.replace("\r\n", "\n")).data)


def tidy_html(text: str) -> str:
    """Return an HTML fragment written as the engine writes it, so that equal fragments are equal."""
    return str(BeautifulSoup(text.replace("\r\n", "\n").strip(), "html.parser"))


def content_of(page: Page) -> Content:
    """Take `page` (a specific page, perhaps of an older revision) apart; its stream fields get ids that stay the same on the way."""
    values = extract_segments(with_block_ids(page))
    rich = {value.path for value in values if isinstance(value, TemplateSegmentValue)}
    texts = tuple(_texts((value for value in values if isinstance(value, StringSegmentValue)), rich))
    variables = tuple(
        Variable(value.path, value.data) for value in values if isinstance(value, OverridableSegmentValue)
    )
    return Content(page, texts, variables)


def _texts(values: Iterable[Any], rich: set[str]) -> Iterable[Segment]:
    places: Counter[str] = Counter()
    alike: Counter[tuple[str, str]] = Counter()
    for value in values:
        text = value.string.data
        if value.path in NOT_WORDS or not text.strip():
            continue
        key = digest(value.path, text, str(alike[value.path, text]))
        yield Segment(value.path, places[value.path], text, value.path in rich, key, value.attrs or {})
        places[value.path] += 1
        alike[value.path, text] += 1
