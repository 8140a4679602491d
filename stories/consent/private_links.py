"""Private links: a person, or their guardian, gives, sees and withdraws consent on their own phone, without an account."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from languages.configured import language_for
from stories.models import Person, PrivateLink
from stories.models.consent import Giver
from upkeep.outbox.email_delivery import post_letter

if TYPE_CHECKING:
    from accounts.models import User


def hashed(token: str) -> str:
    """Return what is stored of a token: it has 256 random bits, so that a plain hash cannot be searched."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(person: Person, holder: str = Giver.PERSON, made_by: User | None = None) -> str:
    """Make a new private link; returns its token, which is known from here on to nobody but who is given the link."""
    token = secrets.token_urlsafe(32)
    PrivateLink.objects.create(person=person, holder=holder, token_hash=hashed(token), made_by=made_by)
    return token


def link_with(token: str) -> PrivateLink | None:
    """Return the private link with a token, together with its person, or `None`."""
    return PrivateLink.objects.filter(token_hash=hashed(token)).select_related("person__organisation").first()


def last_made(person: Person, holder: str) -> datetime | None:
    """Return when somebody was last given a private link, `None` if never."""
    made: datetime | None = person.links.filter(holder=holder).aggregate(at=Max("made_at"))["at"]
    return made


def address(token: str, language: str) -> str:
    """Return the absolute address of a private link in a language, from the site's own setting."""
    with override(language):
        return f"{settings.SITE_URL}{reverse('stories:consent', kwargs={'token': token})}"


def address_to_write_to(person: Person, holder: str) -> str:
    """Return the email address a private link may be sent to, '' where none is known."""
    return person.guardian_email if holder == Giver.GUARDIAN else person.email


def send_link(person: Person, holder: str, made_by: User | None = None) -> bool:
    """Make a private link and write it to its holder, in the person's language; says whether an address is known.

    The letter holds the link and words of our own, nothing that somebody typed.
    """
    to = address_to_write_to(person, holder)
    if not to:
        return False
    with transaction.atomic(), override(person.language):
        link = address(make_link(person, holder, made_by), person.language)
        context = {"link": link, "language": language_for(person.language), "is_guardian": holder == Giver.GUARDIAN}
        subject = _("May we show you in a story?")
        if holder == Giver.GUARDIAN:
            subject = _("May we show your child in a story?")
        post_letter(
            about=f"person {person.pk}",
            to=[to],
            subject=subject,
            text=render_to_string("email/consent_link.txt", context),
            html=render_to_string("email/consent_link.html", {**context, "subject": subject}),
            language=person.language,
        )
    return True
