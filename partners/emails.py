"""Letters about applications: to the one who applied, in their language, and to the editors.

They are written here and sent by the outbox once the transaction is stored. Every function raises
`TransactionManagementError` outside one.

Subjects are ours alone, and nothing that was typed into the form stands in a letter to the address that was typed in beside
it: nobody can send a third person words of their own through us.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from home.models import SiteSettings
from languages.configured import DEFAULT_LANGUAGE, Language, language_for
from partners.models import Application
from upkeep.outbox.email_delivery import post_letter


def _post(
    application: Application, *, to: str, subject: str, letter: str, context: dict[str, Any], key: str = ""
) -> None:
    """Post the templates `email/LETTER.txt` and `.html`, in the active language, as one letter."""
    language: Language = context["language"]
    post_letter(
        about=f"application {application.pk}",
        to=[to],
        subject=subject,
        text=render_to_string(f"email/{letter}.txt", context),
        html=render_to_string(f"email/{letter}.html", {**context, "subject": subject}),
        language=language.code,
        key=key,
    )


def _link(name: str, application: Application) -> str:
    """Return an absolute address from the site's own setting: a spoofed Host header never reaches a letter."""
    return f"{settings.SITE_URL}{reverse(f'partners:{name}', kwargs={'token': application.token})}"


def _write(application: Application, *, subject: str, letter: str, link: str) -> None:
    language = language_for(application.letter_language)
    context = {"link": link, "language": language}
    _post(application, to=application.email, subject=subject, letter=letter, context=context)


def send_confirmation(application: Application) -> None:
    """Ask the one who applied to confirm, in the language they chose."""
    with override(application.letter_language):
        subject = _("Please confirm your email address") if application.is_person else _("Please confirm your pledge")
        letter = "confirm_person" if application.is_person else "confirm_pledge"
        _write(application, subject=subject, letter=letter, link=_link("confirm", application))


def send_way_back(application: Application) -> None:
    """Send the link that fills the form again, in the language they chose."""
    with override(application.letter_language):
        _write(application, subject=_("Finish your pledge"), letter="resume_pledge", link=_link("resume", application))


def _tell_decision(application: Application, *, subject: str, letter: str, **context: str) -> None:
    """Post, once, what the editors have decided: the same application is never decided twice."""
    language = language_for(application.letter_language)
    _post(
        application,
        to=application.email,
        subject=subject,
        letter=letter,
        context={**context, "language": language},
        key=f"partners.decided:{application.pk}",
    )


def tell_approved(application: Application) -> None:
    """Tell the one who applied, in their language, that the editors said yes and what comes next."""
    with override(application.letter_language):
        letter = "person_approved" if application.is_person else "pledge_approved"
        _tell_decision(application, subject=_("Welcome to /together"), letter=letter)


def tell_declined(application: Application) -> None:
    """Tell the one who applied, in their language, that the editors said no, and whom to ask why."""
    written = SiteSettings.objects.filter(site__is_default_site=True).first()
    contact = (written or SiteSettings()).contact_email
    with override(application.letter_language):
        _tell_decision(application, subject=_("About your pledge"), letter="pledge_declined", contact=contact)


def tell_editors(application: Application, to: str) -> None:
    """Tell the editors, once, that an application waits for them. What was sent is for them to read in the admin."""
    path = reverse("wagtailsnippets_partners_application:inspect", args=[application.pk])
    with override(DEFAULT_LANGUAGE.code):
        link = f"{settings.WAGTAILADMIN_BASE_URL}{path}"
        context = {"link": link, "application": application, "language": DEFAULT_LANGUAGE}
        _post(
            application,
            to=to,
            subject=_("A pledge is waiting for an editor"),
            letter="pledge_waiting",
            context=context,
            key=f"partners.waiting:{application.pk}",
        )
