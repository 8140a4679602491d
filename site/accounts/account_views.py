"""The pages about one's own account: name and language, password, passkeys, second step."""

from __future__ import annotations

from http import HTTPStatus

from allauth.account.views import LogoutView, PasswordChangeView, PasswordSetView, ReauthenticateView
from allauth.mfa.base.views import IndexView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, ReauthenticateWebAuthnView
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from accounts.adapters import landing
from accounts.forms import Words, problems_of
from accounts.models import User
from accounts.own_forms import (
    AppForm,
    LanguageForm,
    NewPasswordForm,
    OtherPasswordForm,
    PasskeyForm,
    PasskeyNameForm,
    PasswordAgainForm,
    SecondStepAgainForm,
)
from accounts.second_factor import is_second_step_missing, may_enter_admin, note_second_step, second_steps_of
from accounts.views import AttemptLimitMixin, ErrorListMixin
from languages.configured import language_choices


def _own_languages() -> list[tuple[str, Words]]:
    return [*language_choices(), ("", _("English and Welsh in one letter"))]


def _save(person: User, form: LanguageForm) -> None:
    """Keep the whole name in one field: what is a first and what a last name is not ours to say."""
    person.first_name, person.last_name = form.cleaned_data["name"], ""
    person.language = form.cleaned_data["language"]
    person.save(update_fields=["first_name", "last_name", "language"])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show how somebody signs in; take in their name and the language we write to them in."""
    person: User = request.user  # type: ignore[assignment]  # nobody else gets past `login_required`
    initial = {"name": person.get_full_name(), "language": person.language}
    form = LanguageForm(request.POST or None, initial=initial, choices=_own_languages())
    if form.is_valid():
        _save(person, form)
        with override(person.language or None):
            return HttpResponseRedirect(f"{reverse('account')}?saved=1", status=HTTPStatus.SEE_OTHER)
    problems = list(problems_of(form)) if form.is_bound else []
    passkeys = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).order_by("created_at")
    context = {
        "form": form,
        "error_list": problems,
        "is_saved": "saved" in request.GET,
        "passkeys": [passkey.wrap() for passkey in passkeys],
        "has_app": Authenticator.Type.TOTP in second_steps_of(person),
        "back": landing(person),
        "is_editor": may_enter_admin(person),
    }
    return render(
        request, "account/account.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if problems else None
    )


class _Own(ErrorListMixin):
    """Comes back to the page about the account."""

    def get_default_success_url(self) -> str:
        """Return the page about the account."""
        return reverse("account")


class NewPasswordView(_Own, PasswordSetView):
    """A first password, for somebody who signed in without."""

    form_class = NewPasswordForm
    template_name = "account/new_password.html"


class OtherPasswordView(_Own, PasswordChangeView):
    """Another password."""

    form_class = OtherPasswordForm
    template_name = "account/new_password.html"


class SecondStepsView(IndexView):
    """What second steps there are, and how to set one up."""

    template_name = "mfa/second_steps.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add whether the admin is waiting for one."""
        context: dict[str, object] = super().get_context_data(**kwargs)
        return {**context, "is_owed": is_second_step_missing(self.request), "back": landing(self.request.user)}


class AppView(_Own, ActivateTOTPView):
    """Sets up an app that shows codes."""

    form_class = AppForm
    template_name = "mfa/app.html"

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Note that the second step was just taken: the code from the app is right."""
        response = super().form_valid(form)
        note_second_step(self.request, Authenticator.Type.TOTP)
        return response  # type: ignore[no-any-return]  # allauth is untyped


class NewPasskeyView(_Own, AddWebAuthnView):
    """Adds a passkey."""

    form_class = PasskeyForm
    template_name = "mfa/new_passkey.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Keep the form that was sent: the library's view forgets it."""
        return {"form": self.get_form(), **super().get_context_data(), **kwargs}

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Note that the second step was just taken: the passkey works."""
        response = super().form_valid(form)
        note_second_step(self.request, Authenticator.Type.WEBAUTHN)
        return response  # type: ignore[no-any-return]  # allauth is untyped


class PasskeyNameView(ErrorListMixin, EditWebAuthnView):
    """Gives a passkey another name."""

    form_class = PasskeyNameForm
    template_name = "mfa/passkey_name.html"

    def get_success_url(self) -> str:
        """Return the page about the account."""
        return reverse("account")


class PasswordAgainView(AttemptLimitMixin, ReauthenticateView):
    """The password once more, before how somebody signs in is changed."""

    form_class = PasswordAgainForm
    template_name = "account/again.html"

    def account(self) -> str:
        """Return whose password it is."""
        return str(self.request.user.username)


class SecondStepAgainView(AttemptLimitMixin, ReauthenticateByCodeView):
    """The second step once more."""

    form_class = SecondStepAgainForm
    template_name = "account/again.html"

    def account(self) -> str:
        """Return whose second step it is."""
        return f"second step {self.request.user.pk}"


class PasskeyAgainView(ErrorListMixin, ReauthenticateWebAuthnView):
    """A passkey once more."""

    template_name = "mfa/passkey_again.html"


class SignOutView(LogoutView):
    """Asks, and signs out when the button is pressed."""

    template_name = "account/sign_out.html"
