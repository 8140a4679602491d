"""Addresses of signing in and of one's own account, under the reader's language. The names are those the library asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper

from allauth.account.views import AccountInactiveView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import DeactivateTOTPView
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse

from accounts import account_views as own
from accounts import email_change_views, views
from delivery.origin import same_origin_required

View = Callable[..., HttpResponseBase]


def unkept(view: View) -> View:
    """Wrap a view so that what it answers is kept by no cache and no search engine, and other sites cannot post to it.

    Forms are guarded by where they come from, as all of ours are: nobody who only looks at the page is given a cookie, and a page
    that stood open while somebody signed in beside it still works.
    """

    def answer(request: HttpRequest, /, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex"
        return response

    return update_wrapper(same_origin_required(answer), view)


def open_page(route: str, view: View, name: str) -> URLPattern:
    """Return the pattern of a page for somebody who has not signed in yet."""
    return path(route, unkept(view), name=name)


def own_page(route: str, view: View, name: str) -> URLPattern:
    """Return the pattern of a page for somebody who has signed in."""
    return path(route, unkept(login_required(view)), name=name)


def _to_account(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("account"))


urlpatterns = [
    open_page("sign-in/", views.SignInView.as_view(), "account_login"),
    open_page("sign-in/", views.SignInView.as_view(), "account_request_login_code"),
    open_page("sign-in/code/", views.CodeView.as_view(), "account_confirm_login_code"),
    open_page("sign-in/password/", views.PasswordView.as_view(), "account_password"),
    open_page("sign-in/passkey/", views.PasskeyView.as_view(), "mfa_login_webauthn"),
    open_page("sign-in/second-step/", views.SecondStepView.as_view(), "mfa_authenticate"),
    open_page("sign-in/closed/", AccountInactiveView.as_view(template_name="account/closed.html"), "account_inactive"),
    open_page("sign-out/", own.SignOutView.as_view(), "account_logout"),
    own_page("account/", own.account, "account"),
    own_page("account/address/", email_change_views.NewAddressView.as_view(), "account_new_address"),
    own_page("account/address/code/", email_change_views.NewAddressCodeView.as_view(), "account_new_address_code"),
    own_page("account/password/", own.OtherPasswordView.as_view(), "account_change_password"),
    own_page("account/password/new/", own.NewPasswordView.as_view(), "account_set_password"),
    own_page("account/again/password/", own.PasswordAgainView.as_view(), "account_reauthenticate"),
    own_page("account/again/code/", own.SecondStepAgainView.as_view(), "mfa_reauthenticate"),
    own_page("account/again/passkey/", own.PasskeyAgainView.as_view(), "mfa_reauthenticate_webauthn"),
    own_page("account/second-step/", own.SecondStepsView.as_view(), "mfa_index"),
    own_page("account/second-step/app/", own.AppView.as_view(), "mfa_activate_totp"),
    own_page(
        "account/second-step/app/remove/",
        DeactivateTOTPView.as_view(template_name="mfa/app_remove.html"),
        "mfa_deactivate_totp",
    ),
    own_page(
        "account/second-step/codes/",
        ViewRecoveryCodesView.as_view(template_name="mfa/codes.html"),
        "mfa_view_recovery_codes",
    ),
    own_page(
        "account/second-step/codes/new/",
        GenerateRecoveryCodesView.as_view(template_name="mfa/codes_new.html"),
        "mfa_generate_recovery_codes",
    ),
    own_page("account/passkeys/", _to_account, "mfa_list_webauthn"),
    own_page("account/passkeys/new/", own.NewPasskeyView.as_view(), "mfa_add_webauthn"),
    own_page(
        "account/passkeys/<int:pk>/remove/",
        RemoveWebAuthnView.as_view(template_name="mfa/passkey_remove.html"),
        "mfa_remove_webauthn",
    ),
    own_page("account/passkeys/<int:pk>/", own.PasskeyNameView.as_view(), "mfa_edit_webauthn"),
]
