"""How long somebody stays signed in: editors for a working day, members for 30 days after they were last at the desk."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from allauth.account.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from accounts.attempts import forget_attempts
from accounts.second_factor import may_enter_admin

if TYPE_CHECKING:
    from accounts.models import User

WORKING_DAY: Final = timedelta(hours=12)
RENEWED_EVERY: Final = timedelta(days=1)
"""A session is not written again, and its cookie not sent again, within this time."""
_RENEWED = "renewed"


def renew(request: HttpRequest) -> None:
    """Have a member's session last another 30 days, at most once a day; an editor's ends when its day ends."""
    last = request.session.get(_RENEWED, 0)
    if may_enter_admin(request.user) or timezone.now().timestamp() - last < RENEWED_EVERY.total_seconds():
        return
    request.session[_RENEWED] = timezone.now().timestamp()


@receiver(user_logged_in, dispatch_uid="accounts.begin_session")
def begin_session(request: HttpRequest, user: User, **kwargs: object) -> None:
    """Set the end of a session that begins, and forget the attempts that led to it."""
    if may_enter_admin(user):
        request.session.set_expiry(timezone.now() + WORKING_DAY)
    forget_attempts(user.email)
    forget_attempts(user.username)
