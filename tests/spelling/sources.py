"""The words of the project's own texts, by language: the catalogues and the demonstration content."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polib

PROJECT: Final = Path(__file__).resolve().parents[2]
CONTENT: Final = PROJECT / "demo" / "content"
LANGUAGES: Final = ("en", "cy", "ga", "gd", "pl", "ur")
NOT_PROSE: Final = frozenset(
    {
        "slug",
        "type",
        "parent",
        "order",
        "picture",
        "region",
        "organisation",
        "strands",
        "themes",
        "date",
        "contact_email",
    }
)
"""Keys of front matter whose values are for the machine."""
NAMES: Final = frozenset({"people", "name", "name_cy", "locality", "quote_by", "host", "role"})
"""Keys whose values are mostly names of people and places; the words in them count as known everywhere."""

_NOISE: Final = re.compile(
    r"%\([^)]+\)[a-z]|\{[^{}]*\}|%[a-z]"  # placeholders
    r"|<[^>]+>|&\w+;"  # markup
    r"|\]\([^)]*\)|\b(?:page|story|partner):[\w-]+"  # targets of links and pictures
    r"|```\w*|https?://\S+|[\w.+-]+@[\w.-]+|\b[\w-]+(?:\.[\w-]+)+(?:/\S*)?"  # fences and addresses
)
_SOFT_BREAK: Final = re.compile(r"(?<=\w)[|\u00ad](?=\w)")
"""Where a long name may be broken on a narrow tile: `York|shire`."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of prose in one language, and the file it stands in."""

    language: str
    source: Path
    words: str


def words_in(text: str) -> Iterator[str]:
    """Yield the words of `text` without markup, placeholders and addresses; apostrophes are made straight."""
    for word in _WORD.findall(_NOISE.sub(" ", _SOFT_BREAK.sub("", text))):
        yield word.replace("’", "'")


def is_latin(word: str) -> bool:
    """Say whether `word` is written in Latin letters; names in other scripts stand inside English and Welsh texts."""
    return unicodedata.name(word[0], "").startswith("LATIN")


def texts() -> Iterator[Text]:
    """Yield every text of the project that is to be spelt well."""
    for catalogue in sorted(PROJECT.glob("locale/*/LC_MESSAGES/*.po")):
        yield from _catalogue_texts(catalogue)
    for page in sorted(CONTENT.rglob("*.md")):
        yield from _page_texts(page)
    for table in sorted(CONTENT.glob("*.toml")):
        yield from _table_texts(table)


def names() -> set[str]:
    """Return the names of people, organisations and places that the content itself declares."""
    found: set[str] = set()
    for page in CONTENT.rglob("*.md"):
        found.update(_declared(front_matter(page)[0]))
    for table in CONTENT.glob("*.toml"):
        found.update(_declared(tomllib.loads(table.read_text("utf-8"))))
    return found


def front_matter(page: Path) -> tuple[dict[str, Any], str]:
    """Return the TOML between the `+++` lines of `page` as a dictionary, and the text after it."""
    _, head, body = page.read_text("utf-8").split("+++\n", 2)
    return tomllib.loads(head), body


def _catalogue_texts(catalogue: Path) -> Iterator[Text]:
    language = catalogue.parts[-3]
    for entry in polib.pofile(str(catalogue)).translated_entries():
        forms = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        yield Text(language, catalogue, " ".join(forms))
        yield Text("en", catalogue, f"{entry.msgid} {entry.msgid_plural}")


def _page_texts(page: Path) -> Iterator[Text]:
    language = page.suffixes[-2].removeprefix(".")
    head, body = front_matter(page)
    yield Text(language, page, f"{' '.join(_prose(head))} {body}")


def _prose(value: Any) -> Iterator[str]:
    """Yield the strings inside `value` that readers see."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in NOT_PROSE:
                yield from _prose(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _prose(inner)


def _table_texts(table: Path, value: Any = None) -> Iterator[Text]:
    """Yield the texts of a table that are given by language: `{"en": "Talk", "cy": "Siarad"}`."""
    value = tomllib.loads(table.read_text("utf-8")) if value is None else value
    if isinstance(value, list):
        for inner in value:
            yield from _table_texts(table, inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key in LANGUAGES and isinstance(inner, str):
                yield Text(key, table, inner)
            elif not isinstance(inner, str):
                yield from _table_texts(table, inner)


def _declared(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for inner in value:
            yield from _declared(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key in NAMES and isinstance(inner, str):
                yield from (word for word in words_in(inner) if word[0].isupper())
            else:
                yield from _declared(inner)
