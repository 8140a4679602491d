"""A mail backend that posts: for letters of Django and Wagtail, which know nothing of the outbox.

`EMAIL_BACKEND` names it and `OUTBOX_EMAIL_BACKEND` the one that reaches the mail server. A letter asked for inside a transaction is
posted in it; another gets one of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, transaction

from upkeep.outbox.email_delivery import post_message


class OutboxBackend(BaseEmailBackend):
    """Posts what it is given to send."""

    def __init__(self, fail_silently: bool = False, **server: object) -> None:
        super().__init__(fail_silently=fail_silently)  # the server's name and password are the other backend's

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Post the messages; return how many."""
        return sum(self._post(message) for message in email_messages if message.recipients())

    def _post(self, message: EmailMessage) -> int:
        """Post one; send at once what has attachments, or tells that the database is away."""
        if message.attachments:
            return self._send_now(message)
        try:
            with transaction.atomic():
                post_message(message)
        except DatabaseError:
            return self._send_now(message)
        return 1

    def _send_now(self, message: EmailMessage) -> int:
        server = get_connection(settings.OUTBOX_EMAIL_BACKEND, fail_silently=self.fail_silently)
        return server.send_messages([message]) or 0
