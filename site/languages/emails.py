"""Letters to translators: at once when a page waits for them to go live, and otherwise one list a day.

Each is written in the reader's own language, and in English and Welsh for those who have named none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from languages.configured import LANGUAGES, language_for
from languages.models import TranslationStatus
from languages.policy import TOGETHER
from languages.report.report_rows import address_of
from languages.translators import translators_of
from upkeep.outbox.email_delivery import post_letter
from upkeep.outbox.handlers import Payload, carries_out

if TYPE_CHECKING:
    from accounts.models import User

MOST_ROWS = 20


@carries_out("ask_for_translation")
def ask_for_translation(payload: Payload) -> None:
    """Write to those who translate into the languages a page waits for; nothing if it waits no more, or they have done it."""
    page = Page.objects.filter(approved_revision__revision_id=payload["version"]).first()
    if page is None:
        return
    for code in payload["languages"]:
        rows = _rows(
            TranslationStatus.objects.outstanding().filter(translation_key=page.translation_key, language=code)
        )
        people = list(translators_of(language_for(code))) if rows else []
        with transaction.atomic():
            for person in people:
                _post(person, rows, urgent=True, key=f"waits {payload['version']} {code} {person.pk}")


def post_digests() -> int:
    """Post every translator a list of what is to be done in their languages; return how many letters. One a day each."""
    rows: dict[User, list[TranslationStatus]] = defaultdict(list)
    for language in LANGUAGES:
        wanted = _rows(TranslationStatus.objects.outstanding().filter(language=language.code))
        for person in translators_of(language) if wanted else ():
            rows[person].extend(wanted)
    for person, wanted in rows.items():
        _post(person, wanted, urgent=False, key=f"digest {timezone.localdate()} {person.pk}")
    return len(rows)


def letter_languages(person: User) -> Sequence[str]:
    """Return the codes of the languages somebody is written to in: the one they named, else English and Welsh."""
    return [person.language] if person.language else TOGETHER


def _rows(wanted: Any) -> list[TranslationStatus]:
    return list(wanted.urgent_first().select_related("page", "source")[:MOST_ROWS])


def _post(person: User, rows: Iterable[TranslationStatus], *, urgent: bool, key: str) -> None:
    codes = letter_languages(person)
    subject = " / ".join(_subject(code, urgent) for code in codes)
    context = {
        "codes": codes,
        "urgent": urgent,
        "rows": [
            (row, language_for(row.language), f"{settings.WAGTAILADMIN_BASE_URL}{address_of(row)}") for row in rows
        ],
        "link": f"{settings.WAGTAILADMIN_BASE_URL}{reverse('languages_report')}",
        "language": language_for(codes[0]),
        "subject": subject,
    }
    post_letter(
        about=f"translator {person.pk}",
        to=[person.email],
        subject=subject,
        text=render_to_string("email/translations.txt", context),
        html=render_to_string("email/translations.html", context),
        language=codes[0],
        key=key,
    )


def _subject(code: str, urgent: bool) -> str:
    with override(code):
        return _("A page waits for your translation") if urgent else _("To translate today")
