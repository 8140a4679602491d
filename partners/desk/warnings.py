"""What in a story may put somebody at risk: noticed before it is sent, and left to the writer to change or to explain.

Pure functions of a text. Numbers, addresses and codes are found in every language; names of schools, streets and children in English
and Welsh. They notice what looks like a danger (SAFETY: "the form warns about school names, uniforms, exact places and dates"), so
they are sometimes wrong: a warning asks, it never forbids.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a warning is about."""

    CHILD = "child", _("A child's full name")
    SCHOOL = "school", _("The name of a school")
    ADDRESS = "address", _("An exact address")
    POSTCODE = "postcode", _("A postcode")
    PHONE = "phone", _("A phone number")
    EMAIL = "email", _("An email address")


ADVICE = {
    Kind.CHILD: _("Use a first name only, or none. With a full name, anyone can find a child."),
    Kind.SCHOOL: _("Say “a school in the town” instead. The name of a school says where a child is every day."),
    Kind.ADDRESS: _("Name the town or the street, not the house."),
    Kind.POSTCODE: _("Leave it out, unless it is the address of a public place."),
    Kind.PHONE: _("Leave it out, unless it is an organisation's own number."),
    Kind.EMAIL: _("Leave it out, unless it is an organisation's own address."),
}


@dataclass(frozen=True, slots=True)
class Warning:  # the field's word for it; Python's own is a class of exceptions
    """One thing to look at: its kind and the words it is about. `key` stays the same while they do."""

    kind: Kind
    words: str

    @property
    def key(self) -> str:
        """A short name for the warning, to keep an answer by."""
        told = f"{self.kind.value}:{' '.join(self.words.casefold().split())}"
        return hashlib.blake2s(told.encode(), digest_size=6).hexdigest()

    @property
    def label(self) -> str:
        """What it is about, in the active language."""
        return str(self.kind.label)

    @property
    def advice(self) -> str:
        """What to do, in the active language."""
        return str(ADVICE[self.kind])


_CAPITAL: Final = r"[A-ZÀ-ÖØ-ÞŴŶ]"
_NAME: Final = rf"{_CAPITAL}[\w'’.-]*"
_EMAIL: Final = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE: Final = re.compile(r"(?<![\w.])(?:\+\d{1,3}[\s-]?(?:\(0\)\s?)?|\(?0)\d(?:[\s()-]{0,2}\d){7,11}(?!\w)")
# UK postcodes as Royal Mail gives them; the last two letters are never C, I, K, M, O or V, so "at B1 3pm" is none.
_POSTCODE: Final = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s{0,2}\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
_STREETS_EN: Final = "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Close|Drive|Crescent|Terrace|Place|Way|Gardens|Court|Square|Row|Grove|Walk|Mews|Parade"
_STREETS_CY: Final = "Heol|Stryd|Ffordd|Lôn|Rhodfa|Maes|Clos|Rhes|Teras|Llys|Gerddi|Cilgant|Tai|Bro"
_ADDRESS: Final = re.compile(
    rf"\b\d{{1,4}}[a-zA-Z]?,?\s+(?:(?:{_NAME}\s+){{1,3}}(?:{_STREETS_EN})\b|(?:{_STREETS_CY})\s+(?:{_NAME}|y|yr|yr?\s{_NAME})[^\s.,;]*)"
    rf"|\b(?:Flat|Fflat)\s+\d{{1,4}}[a-zA-Z]?\b"
)
_SCHOOL: Final = re.compile(
    rf"\b(?:{_NAME}\s+){{1,4}}(?:School|Academy|Sixth Form|Nursery)\b"
    rf"|\bYsgol\s+(?:(?:Gynradd|Uwchradd|Gyfun|Feithrin|Fabanod|Iau|Gymraeg|Arbennig|Bro|y|yr)\s+)*{_NAME}"
)
_YOUNG: Final = re.compile(
    r"\b(?:aged?|age)\s+(?P<a>\d{1,2})\b|\b(?P<b>\d{1,2})[\s-]years?[\s-]old|\((?P<c>\d{1,2})\)|,\s(?P<d>\d{1,2}),"
    r"|\b(?P<e>\d{1,2})\s+(?:mlwydd\s+|blwydd\s+)?oed\b"
    r"|\b(?:pupils?|schoolboy|schoolgirl|toddler|(?:in|from) (?:year|primary) \d{1,2}|at primary school|at nursery)\b"
    r"|\b(?:d?disgybl(?:ion)?|plentyn|phlentyn|blwyddyn \d{1,2}|ysgol gynradd|ysgol feithrin)\b",
    re.IGNORECASE,
)
_GROWN_UP: Final = 18
_NEAR: Final = 80  # characters: about a line and a half, as far as a reader joins a name to an age
_FULL_NAME: Final = re.compile(
    rf"\b{_CAPITAL}[\w'’-]+(?:\s+(?:(?:ap|ab|ferch|van|de|al|el|bin)\s+)?{_CAPITAL}[\w'’-]+){{1,3}}"
)
_NO_NAMES: Final = frozenset(
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Year",
        "Primary",
        "School",
        "Academy",
        "Street",
        "Road",
        "Council",
        "Church",
        "Centre",
        "Hall",
        "Club",
        "Ysgol",
        "Blwyddyn",
        "Cyngor",
        "Neuadd",
        "Canolfan",
        "Avenue",
        "Lane",
        "Close",
        "Drive",
        "Crescent",
        "Terrace",
        "Capel",
        "Eglwys",
        "Stryd",
        "Heol",
        "Wales",
        "Cymru",
        "Scotland",
        "England",
        "Ireland",
        "North",
        "South",
        "East",
        "West",
        "Northern",
        "Sul",
    ]
)
# Words sentences begin with, which are no part of the name behind them.
_OPENINGS: Final = frozenset(
    [
        "The",
        "When",
        "She",
        "He",
        "Her",
        "His",
        "They",
        "Our",
        "My",
        "And",
        "But",
        "Then",
        "So",
        "Mae",
        "Roedd",
        "Oedd",
        "Bydd",
        "Pan",
        "Ac",
        "Ond",
        "Dyma",
    ]
)


def found_in(text: str) -> list[Warning]:
    """Return what is to be looked at in a text, each once, in the order of `Kind` and then of the text."""
    every = [
        *_of(Kind.CHILD, _children(text)),
        *_of(Kind.SCHOOL, (found[0].rstrip(".") for found in _SCHOOL.finditer(text) if not found[0].endswith("Sul"))),
        *_of(Kind.ADDRESS, (found[0] for found in _ADDRESS.finditer(text))),
        *_of(Kind.POSTCODE, (found[0] for found in _POSTCODE.finditer(text))),
        *_of(Kind.PHONE, (found[0] for found in _PHONE.finditer(text))),
        *_of(Kind.EMAIL, (found[0] for found in _EMAIL.finditer(text))),
    ]
    return list({warning.key: warning for warning in every}.values())


def _of(kind: Kind, words: Iterable[str]) -> Iterator[Warning]:
    for found in words:
        yield Warning(kind, " ".join(found.split()).rstrip(".,"))


def _children(text: str) -> Iterator[str]:
    """Yield full names that stand close to the age, or the school year, of somebody under 18."""
    young = [found.span() for found in _YOUNG.finditer(text) if _is_young(found)]
    for name in _FULL_NAME.finditer(text):
        start, end = name.span()
        is_near = any(begins - end < _NEAR and start - ends < _NEAR for begins, ends in young)
        words = name[0].split()
        words = words[1:] if words[0] in _OPENINGS else words
        if is_near and len(words) > 1 and not _NO_NAMES & set(words) and "\n" not in name[0]:
            yield " ".join(words)


def _is_young(found: re.Match[str]) -> bool:
    age = next((number for number in found.groups() if number), "")
    return not age or int(age) < _GROWN_UP
