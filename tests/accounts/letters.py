"""Reading the letters that were sent, in tests of signing in."""

from __future__ import annotations

import re

from django.core import mail
from django.core.mail import EmailMessage

from upkeep.outbox.worker import carry_out_due


def letters() -> list[EmailMessage]:
    """Return the letters that were posted: the transaction of a test never ends, so they are sent now."""
    for _outcome in carry_out_due():
        pass
    return list(mail.outbox)


def last_letter() -> EmailMessage:
    """Return the letter posted last."""
    return letters()[-1]


def code_in(letter: EmailMessage) -> str:
    """Return the code a letter holds."""
    found = re.search(r"\b(\d{4}-\d{4})\b", str(letter.body))
    assert found, letter.body
    return found[1]
