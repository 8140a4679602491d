"""What the pledge form is made of: text on one line, places in order, months as days."""

from __future__ import annotations

import calendar
import unicodedata
from datetime import date

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.regions import Region
from languages.alphabet import sort_key
from languages.configured import DEFAULT_LANGUAGE, language_choices
from languages.email_parts import BOTH

NUMBERS = {"class": "control", "inputmode": "numeric", "autocomplete": "off"}


def last_day(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def region_choices() -> list[tuple[str, str]]:
    """Return the nations and regions by the alphabet of the active language, after an empty choice."""
    code = get_language() or DEFAULT_LANGUAGE.code
    named = sorted(((value, str(label)) for value, label in Region.choices), key=lambda pair: sort_key(pair[1], code))
    return [("", str(_("Choose a place"))), *named]


def letter_choices() -> list[tuple[str, str]]:
    """Return the languages letters are written in: the two full ones, and that of the form."""
    here = get_language() or DEFAULT_LANGUAGE.code
    return [(code, name) for code, name in language_choices() if code in (*BOTH, here)]


class OneLineField(forms.CharField):
    """Text on one line: white space, line breaks and control characters become single spaces."""

    def to_python(self, value: object) -> str:
        """Return the text with single spaces."""
        text = str(super().to_python(value))
        return " ".join("".join(" " if unicodedata.category(char) == "Cc" else char for char in text).split())


class AddressField(forms.EmailField):
    """An email address with one message, whatever is wrong with it."""

    def run_validators(self, value: object) -> None:
        """Raise one `ValidationError`, not one for each rule that is broken."""
        try:
            super().run_validators(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


class SlugChoiceField(forms.ModelChoiceField):
    """A choice of things by their slugs. What cannot be a slug is not asked of the database: PostgreSQL fails on a NUL."""

    def to_python(self, value: object) -> object:
        """Return the thing, or `None`; raises `ValidationError` for anything that is not one of the choices."""
        if value and not str(value).isprintable():
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)
