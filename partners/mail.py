"""Letters about applications: to the one who applied, in their language, and to the editors.

Subjects are ours alone, and nothing that was typed into the form stands in a letter to the address that was typed in beside
it: nobody can send a third person words of their own through us.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from languages.configured import DEFAULT_LANGUAGE, language_for
from partners.models import Application


def _send(*, to: str, subject: str, letter: str, context: dict[str, Any]) -> None:
    """Send the templates `email/LETTER.txt` and `.html`, in the active language, as one message."""
    message = EmailMultiAlternatives(subject, render_to_string(f"email/{letter}.txt", context), to=[to])
    message.attach_alternative(render_to_string(f"email/{letter}.html", {**context, "subject": subject}), "text/html")
    message.send()


def _link(name: str, application: Application) -> str:
    """Return an absolute address from the site's own setting: a spoofed Host header never reaches a letter."""
    return f"{settings.SITE_URL}{reverse(f'partners:{name}', kwargs={'token': application.token})}"


def _write(application: Application, *, subject: str, letter: str, link: str) -> None:
    language = language_for(application.language)
    _send(to=application.email, subject=subject, letter=letter, context={"link": link, "language": language})


def send_confirmation(application: Application) -> None:
    """Ask the one who applied to confirm, in the language they applied in."""
    with override(application.language):
        subject = _("Please confirm your email address") if application.is_person else _("Please confirm your pledge")
        letter = "confirm_person" if application.is_person else "confirm_pledge"
        _write(application, subject=subject, letter=letter, link=_link("confirm", application))


def send_way_back(application: Application) -> None:
    """Send the link that fills the form again, in the language it was begun in."""
    with override(application.language):
        _write(application, subject=_("Finish your pledge"), letter="resume_pledge", link=_link("resume", application))


def tell_editors(application: Application, to: str) -> None:
    """Tell the editors that an application waits for them. What was sent is for them to read in the admin."""
    path = reverse("wagtailsnippets_partners_application:inspect", args=[application.pk])
    with override(DEFAULT_LANGUAGE.code):
        context = {"link": f"{settings.WAGTAILADMIN_BASE_URL}{path}", "application": application}
        _send(to=to, subject=_("A pledge is waiting for an editor"), letter="pledge_waiting", context=context)


def after_commit(send: Callable[..., None], *args: Any) -> None:
    """Send a letter once the transaction is stored; a mail server that does not answer is logged and undoes nothing."""

    def letter() -> None:  # a function, since Django logs its `__qualname__`, which a `partial` does not have
        send(*args)

    transaction.on_commit(letter, robust=True)
