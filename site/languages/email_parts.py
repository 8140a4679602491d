"""Letters in the language of whoever gets them. Where that is not known, English and Welsh stand in one letter.

A letter is two templates, `email/NAME.txt` and `email/NAME.html`: the words alone, without greeting lines of a layout, which stand
around every part. They know `language` (Language) and what is in the context.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import override

from languages.configured import Language, is_configured, language_for
from upkeep.outbox.email_delivery import post_letter

BOTH: Final = ("en", "cy")
"""The two full languages: LANGUAGES, rule 14."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a letter says in one language."""

    language: Language
    subject: str
    text: str
    html: str


def languages_of(code: str) -> tuple[str, ...]:
    """Return the languages to write in to somebody who chose the language `code`; '' if they never chose."""
    return (code,) if is_configured(code) else BOTH


def site_address(path: str) -> str:
    """Return the absolute address of a path, from the site's own setting: a spoofed Host header never reaches a letter."""
    return f"{settings.SITE_URL}{path}"


def _part(code: str, template: str, subject: str | Promise, context: Mapping[str, Any]) -> Part:
    with override(code):
        inside = {name: value() if callable(value) else value for name, value in context.items()}
        known = {**inside, "language": language_for(code)}
        text = render_to_string(f"email/{template}.txt", known).strip()
        html = render_to_string(f"email/{template}.html", known)
        return Part(language_for(code), str(subject), text, html)


def post_letter_to(
    address: str,
    language: str,
    *,
    template: str,
    subject: str | Promise,
    context: Mapping[str, Any],
    about: str,
    key: str = "",
) -> None:
    """Have the templates `email/TEMPLATE.txt` and `.html` sent to `address`, in `language` or in both if it is ''.

    `subject` is translated for each language; so is what a function in `context` returns, such as a link. Both are always written,
    so that nobody can tell by the time it takes what language, if any, is known of an address. Raises what `post` raises.
    """
    written = {code: _part(code, template, subject, context) for code in {*BOTH, *languages_of(language)}}
    parts = [written[code] for code in languages_of(language)]
    title = " / ".join(dict.fromkeys(part.subject for part in parts))
    post_letter(
        about=about,
        to=[address],
        subject=title,
        text=("\n\n" + "-" * 40 + "\n\n").join(part.text for part in parts) + "\n",
        html=render_to_string("email/parts.html", {"parts": parts, "subject": title, "language": parts[0].language}),
        language=", ".join(part.language.code for part in parts),
        key=key,
    )
