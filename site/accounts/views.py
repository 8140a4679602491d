"""The pages of signing in: the library's steps, with our forms, our limits and our words."""

from __future__ import annotations

from http import HTTPStatus

from allauth.account.views import ConfirmLoginCodeView, LoginView, RequestLoginCodeView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from accounts.adapters import TOO_MANY, landing
from accounts.attempts import LETTERS_TO_ONE_NETWORK, PASSKEYS_OF_ONE_NETWORK, admit_attempt, count_failure
from accounts.forms import CodeForm, PasswordForm, Problem, SecondStepForm, SignInForm, problems_of
from accounts.sign_in_addresses import sign_in_address
from compat.allauth import RestartMixin, person_found_by
from delivery.networks import client_network
from languages.email_parts import post_letter_to


class ErrorListMixin:
    """Says what is to be put right: in a list before the form, and in the status code of the answer."""

    def render_to_response(self, context: dict[str, object], **kwargs: object) -> HttpResponse:
        """Return the page, 422 when something in its form is wrong."""
        form = context.get("form")
        if "error_list" not in context and isinstance(form, BaseForm):
            context["error_list"] = list(problems_of(form)) if form.is_bound else []
        if context.get("error_list"):
            kwargs.setdefault("status", HTTPStatus.UNPROCESSABLE_ENTITY)
        return super().render_to_response(context, **kwargs)  # type: ignore[misc]  # of the view it is mixed into


class AttemptLimitMixin(ErrorListMixin):
    """Refuses the eleventh attempt within fifteen minutes, before anything is looked up."""

    refilled: tuple[str, ...] = ()
    """The fields that still say what was typed when an attempt is refused."""

    def account(self) -> str:
        """Return what the attempt wants to get into."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Take the attempt in, or refuse it: 429."""
        if not admit_attempt(request, self.account()):
            return self.refuse(request)
        return super().post(request, *args, **kwargs)  # type: ignore[misc]  # of the view it is mixed into

    def refuse(self, request: HttpRequest) -> HttpResponse:
        """Return the page with one line that says when to come back."""
        request.method = "GET"  # the form is shown anew, and not checked
        form = self.get_form()  # type: ignore[attr-defined]  # of the view it is mixed into
        form.initial = {name: request.POST.get(name, "") for name in self.refilled}
        first = next(field.id_for_label for field in form if not field.is_hidden)
        context = self.get_context_data(form=form, error_list=[Problem(first, str(TOO_MANY))])  # type: ignore[attr-defined]  # a mixin of form views
        return self.render_to_response(context, status=HTTPStatus.TOO_MANY_REQUESTS)

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """Count a wrong password or code against its network."""
        count_failure(self.request)  # type: ignore[attr-defined]  # of the view it is mixed into
        return super().form_invalid(form)  # type: ignore[misc]  # a mixin of form views


class SignInView(RestartMixin, AttemptLimitMixin, RequestLoginCodeView):
    """Asks for an address, and sends a code there."""

    form_class = SignInForm
    template_name = "account/sign_in.html"
    refilled = ("email",)

    def account(self) -> str:
        """Return the address that was typed."""
        return str(self.request.POST.get("email", ""))

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Send a code, but no more than a few dozen to whatever addresses one network names."""
        if not LETTERS_TO_ONE_NETWORK.admits(client_network(request)):
            return self.refuse(request)
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """Show the form again; an address with a letter missing is no wrong guess."""
        return RequestLoginCodeView.form_invalid(self, form)

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """Send the code; to an address that nobody has an account with, a letter that says so. The page is the same."""
        response = super().form_valid(form)
        if person_found_by(form) is None:
            self._write_to_nobody(form.cleaned_data["email"])
        return response

    def _write_to_nobody(self, address: str) -> None:
        with transaction.atomic():
            post_letter_to(
                address,
                "",
                template="no_account",
                subject=_("Your code to sign in to /together"),
                context={},
                about="signing in",
            )


class CodeView(AttemptLimitMixin, ConfirmLoginCodeView):
    """Takes the code in. Three wrong ones, and another has to be asked for."""

    form_class = CodeForm
    template_name = "account/code.html"

    def account(self) -> str:
        """Return the address the code went to, the user's own if there is one."""
        return str(self._process.state.get("email", ""))


class PasswordView(RestartMixin, AttemptLimitMixin, LoginView):
    """For those who prefer a password."""

    form_class = PasswordForm
    template_name = "account/password.html"
    refilled = ("login",)

    def account(self) -> str:
        """Return the address or user name that was typed."""
        return str(self.request.POST.get("login", ""))


class SecondStepView(AttemptLimitMixin, AuthenticateView):
    """The code from an app, a recovery code or a passkey, after the first step."""

    form_class = SecondStepForm
    template_name = "mfa/second_step.html"

    def account(self) -> str:
        """Return whose second step it is."""
        return f"second step {self.stage.login.user.pk}"

    def get_form(self) -> BaseForm:
        """Return the form for a code."""
        return self.get_form_class()(user=self.stage.login.user)  # type: ignore[no-any-return]  # allauth is untyped

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """Say what was wrong, also with a passkey, whose form has nothing to show."""
        count_failure(self.request)
        shown = list(problems_of(form))
        return self.render_to_response(
            self.get_context_data(error_list=[Problem("id_code", one.message) for one in shown])
        )


class PasskeyView(RestartMixin, LoginWebAuthnView):
    """Signs in with a passkey alone."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """Go back to the first page, which says that it did not work."""
        count_failure(self.request)
        super().form_invalid(form)
        return HttpResponseRedirect(sign_in_address(self.request.POST.get("next", "")))

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Take the passkey in, unless its network has failed too often."""
        if not PASSKEYS_OF_ONE_NETWORK.admits(client_network(request)):
            return HttpResponseRedirect(sign_in_address())
        return super().post(request, *args, **kwargs)  # type: ignore[no-any-return]  # allauth is untyped


def wagtail_login(request: HttpRequest) -> HttpResponse:
    """Lead from the sign-in pages of Wagtail, which know no limits and no second step, to ours; members to their desk."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(landing(request.user))
    return HttpResponseRedirect(sign_in_address(request.GET.get("next", ""), "account_password"))
