"""Takes the second step off an account whose owner lost their phone and their recovery codes.

They sign in with the first step, and are led to set up another second step before they see the admin. Make sure that it is they who ask.
"""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User


class Command(BaseCommand):
    """`manage.py forget_second_step USERNAME`."""

    help = "Take passkeys, app and recovery codes off an account."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the user name."""
        parser.add_argument("username", help="the user name, or the email address")

    def handle(self, *args: object, username: str, **options: object) -> None:
        """Delete them; raises `CommandError` when there is no such account."""
        user = User.objects.filter(username=username).first() or User.objects.filter(email=username.lower()).first()
        if user is None:
            raise CommandError(f"There is no account {username}.")
        number, _by_model = Authenticator.objects.filter(user=user).delete()
        self.stdout.write(f"Forgotten: {number}. {user.username} sets up a second step when they next enter the admin.")
