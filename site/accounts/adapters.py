"""What the sign-in library asks of the site: its words, where people go, what stays out of a session.

The library has no Welsh, so every message it may show here is given here.
"""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.second_factor import may_enter_admin
from languages.configured import DEFAULT_LANGUAGE
from languages.email_parts import post_letter_to

WRONG_PASSWORD = _("That address or user name and password do not belong together. Check both, or ask for a code.")
WRONG_CODE = _("That is not the code. Check it, and type it again.")
TOO_MANY = _("There were too many attempts. Wait 15 minutes, then try again.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation or from an editor; letters go through the outbox, in the language of whoever gets them."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": WRONG_PASSWORD,
        "username_password_mismatch": WRONG_PASSWORD,
        "invalid_login": WRONG_PASSWORD,
        "enter_current_password": _("That is not your password until now."),
        "incorrect_password": _("That is not your password."),
        "incorrect_code": WRONG_CODE,
        "rate_limited": TOO_MANY,
        "too_many_login_attempts": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Say whether somebody may be led on to `url`: a path of this site, never a whole address."""
        return (
            url.startswith("/")
            and url.isprintable()
            and "\\" not in url
            and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
        )

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where somebody goes who was on the way to nowhere: editors to the admin, members to the desk."""
        return landing(request.user)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Return the home page, in the language of the page that was left."""
        return f"/{get_language() or DEFAULT_LANGUAGE.code}/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return the page about the account."""
        return reverse("account")

    def add_message(self, request: HttpRequest, level: int, *args: object, **kwargs: object) -> None:
        """Keep what went wrong. What went well is seen on the page it leads to."""
        if level >= messages.ERROR:
            super().add_message(request, level, *args, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Post the one letter the library sends here: the code. Raises `ValueError` for any other."""
        if template_prefix != "account/email/login_code":
            raise ValueError(template_prefix)
        language = User.objects.filter(email=email).values_list("language", flat=True).first() or ""
        with transaction.atomic():
            post_letter_to(
                email,
                language,
                template="sign_in_code",
                subject=_("Your code to sign in to /together"),
                context={"code": context["code"]},
                about="signing in",
            )


class SecondFactorAdapter(DefaultMFAAdapter):
    """The same for the second factor."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_generate_recovery_codes": _("Set up a second step first: the recovery codes belong to it."),
    }

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """Return the name of a passkey whose owner gave it none."""
        return str(_("Passkey"))


def landing(user: User | AnonymousUser) -> str:
    """Return where a person who signed in begins, in the language they chose if they did."""
    if may_enter_admin(user):
        return reverse("wagtailadmin_home")
    language = getattr(user, "language", "")  # somebody who has not signed in has none
    with override(language or get_language() or DEFAULT_LANGUAGE.code):
        return f"/{get_language()}/desk/"
