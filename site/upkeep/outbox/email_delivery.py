"""Letters: written when they are posted, sent by the outbox.

Mail cannot be sent exactly once: a process may be killed after the mail server took a letter and before that was written down. The
letter is then sent again with the same Message-ID, made when it was posted, by which mail systems know it for the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import make_msgid
from smtplib import SMTPConnectError, SMTPServerDisconnected
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from upkeep.outbox.handlers import Payload, carries_out
from upkeep.outbox.posting import post

MAIL = "mail"
OUTBOX_BACKEND = "upkeep.outbox.backend.OutboxBackend"


def post_letter(
    *, about: str, to: Sequence[str], subject: str, text: str, html: str = "", language: str, key: str = ""
) -> None:
    """Have a letter sent once the transaction is stored; letters `about` the same thing leave in their order.

    `text` and `html` say the same. `language` is the code of the language it is written in. Raises what `post` raises.
    """
    letter = EmailMultiAlternatives(subject, text, to=list(to), headers={"Content-Language": language})
    if html:
        letter.attach_alternative(html, "text/html")
    post_message(letter, about, key)


def post_message(message: EmailMessage, about: str = "", key: str = "") -> None:
    """Have a message without attachments sent once the transaction is stored; without `about`, in no order with others.

    Raises what `post` raises.
    """
    identity = make_msgid(domain=urlsplit(settings.SITE_URL).hostname)
    fields = {
        "subject": str(message.subject),
        "body": str(message.body),
        "from_email": message.from_email,
        "headers": {"Message-ID": identity, **message.extra_headers},
        **{name: list(getattr(message, name)) for name in ("to", "cc", "bcc", "reply_to")},
    }
    payload = {"message": fields, "alternatives": [list(part) for part in getattr(message, "alternatives", [])]}
    post(MAIL, about or f"letter {identity}", payload, key)


@carries_out(MAIL)
def send(letter: Payload) -> None:
    """Hand a letter to the mail server; raises `ConnectionError` if it does not answer, else what the mail backend raises."""
    message = EmailMultiAlternatives(**letter["message"], connection=_server())
    for content, kind in letter["alternatives"]:
        message.attach_alternative(content, kind)
    try:
        message.send()
    except (SMTPServerDisconnected, SMTPConnectError) as error:  # what smtplib makes of a server that hangs
        raise ConnectionError(str(error)) from error


def _server() -> BaseEmailBackend:
    """Return a connection to the mail server itself, where other mail goes by way of the outbox."""
    return get_connection(settings.OUTBOX_EMAIL_BACKEND if settings.EMAIL_BACKEND == OUTBOX_BACKEND else None)
