"""The forms of signing in, in our words and every language of the site: the library has no Welsh."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


from collections.abc import Iterator
from dataclasses import dataclass

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.utils.translation import gettext_lazy as _

Words: TypeAlias = "str | _StrPromise"
"""What stands on a page; a promise is written in the language of whoever reads it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the error summary: the id of the field it leads to, and what to do."""

    field_id: str
    message: str


def problems_of(form: forms.BaseForm) -> Iterator[Problem]:
    """Yield what is to be put right in a form; what belongs to no field leads to the first one that is shown."""
    shown = [field for field in form if not field.is_hidden]
    first = shown[0].id_for_label if shown else "main"
    for message in form.non_field_errors():
        yield Problem(first, str(message))
    for field in form:
        for message in field.errors:
            yield Problem(first if field.is_hidden else field.id_for_label, str(message))


class EmailAddressField(forms.EmailField):
    """An email address, with one message whatever is wrong with it."""

    default_error_messages = dict.fromkeys(("required", "invalid"), _("Enter an email address, like name@example.org"))
    widget = forms.EmailInput(attrs={"class": "control", "autocomplete": "email"})

    def __init__(self, label: Words = "", help_text: Words = "") -> None:
        super().__init__(label=label or _("Email address"), help_text=help_text, max_length=254)

    def clean(self, value: str | None) -> str:
        """Return the address in small letters; raises `ValidationError` with the one message."""
        try:
            return str(super().clean(value)).lower()
        except forms.ValidationError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


def code_field(label: Words, help_text: Words = "") -> forms.CharField:
    """Return a field for a code that was mailed, or that a telephone shows."""
    attributes = {"class": "control", "autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}
    messages = {"required": _("Enter the code")}
    return forms.CharField(
        label=label, help_text=help_text, max_length=40, widget=forms.TextInput(attributes), error_messages=messages
    )


def password_field(
    label: Words, message: Words, autocomplete: str = "current-password", help_text: Words = ""
) -> forms.CharField:
    """Return a field for a password."""
    attributes = {"class": "control", "autocomplete": autocomplete}
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attributes),
        error_messages={"required": message},
    )


class SignInForm(RequestLoginCodeForm):
    """Where shall the code go?"""

    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = EmailAddressField(help_text=_("We send you a code. You need no password."))


class CodeForm(ConfirmLoginCodeForm):
    """The code from the letter."""

    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(_("Code"), _("Eight figures. It works for 15 minutes."))


class PasswordForm(LoginForm):
    """An address or user name, and a password."""

    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Email address or user name"),
            max_length=254,
            widget=forms.TextInput({"class": "control", "autocomplete": "username", "autocapitalize": "none"}),
            error_messages={"required": _("Enter your email address or user name")},
        )
        self.fields["password"] = password_field(_("Password"), _("Enter your password"))


class SecondStepForm(AuthenticateForm):
    """The code that the telephone shows, or one of those for an emergency."""

    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(_("Code from your app"), _("Or one of your recovery codes."))
