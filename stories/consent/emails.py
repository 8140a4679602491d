"""Letters about withdrawals and concerns. None names a story or a person: letters outlive both."""

from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Site

from home.models import SiteSettings
from languages.configured import DEFAULT_LANGUAGE, language_for
from stories.consent import partner_notices
from stories.models import Person, Withdrawal
from upkeep.outbox.email_delivery import post_letter


def default_settings() -> SiteSettings | None:
    """Return the settings of the default site, or `None` where there is no site yet."""
    site = Site.objects.filter(is_default_site=True).first()
    return SiteSettings.for_site(site) if site else None


def post_in(language: str, *, to: str, subject: str, letter: str, about: str, **context: object) -> None:
    """Post the templates `email/LETTER.txt` and `.html` as one letter; call it with the language active."""
    whole = {**context, "language": language_for(language), "subject": subject}
    post_letter(
        about=about,
        to=[to],
        subject=subject,
        text=render_to_string(f"email/{letter}.txt", whole),
        html=render_to_string(f"email/{letter}.html", whole),
        language=language,
    )


def receipt_address(withdrawal: Withdrawal, language: str) -> str:
    """Return the absolute address of the page that says how far the erasure is."""
    with override(language):
        return f"{settings.SITE_URL}{reverse('stories:receipt', kwargs={'receipt': withdrawal.receipt})}"


def send_receipt(withdrawal: Withdrawal, person: Person | None) -> None:
    """Write to the person who withdrew, and under 16 to their guardian, where an address is known."""
    if person is None:
        return
    addresses = {person.email, person.guardian_email if person.is_under_16 else ""} - {""}
    with override(person.language):
        link = receipt_address(withdrawal, person.language)
        for to in sorted(addresses):
            subject = _("The story has been taken down")
            about = f"withdrawal {withdrawal.pk}"
            post_in(person.language, to=to, subject=subject, letter="withdrawn", about=about, link=link)


def tell_about_withdrawal(withdrawal: Withdrawal) -> None:
    """Tell the editors and the partner that a story is gone."""
    partner_notices.story_withdrawn(withdrawal.story_key)
    site = default_settings()
    if site is None:
        return
    code = DEFAULT_LANGUAGE.code
    with override(code):
        link = receipt_address(withdrawal, code)
        subject = _("A story has been withdrawn")
        about = f"withdrawal {withdrawal.pk}"
        post_in(code, to=site.contact_email, subject=subject, letter="story_withdrawn", about=about, link=link)
