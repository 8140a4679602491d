"""The forms of signing in, in our words and every language of the site: the library has no Welsh."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    ConfirmLoginCodeForm,
    LoginForm,
    ReauthenticateForm,
    RequestLoginCodeForm,
    SetPasswordForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


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

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Email address"), "max_length": 254, **kwargs})

    def clean(self, value: Any) -> str:
        """Return the address in small letters; raises `ValidationError` with the one message."""
        try:
            return str(super().clean(value)).lower()
        except forms.ValidationError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


def code_field(label: Any, help_text: Any = "") -> forms.CharField:
    """Return a field for a code that was mailed, or that a telephone shows."""
    kept = {"class": "control", "autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}
    messages = {"required": _("Enter the code")}
    return forms.CharField(
        label=label, help_text=help_text, max_length=40, widget=forms.TextInput(kept), error_messages=messages
    )


def password_field(
    label: Any, message: Any, autocomplete: str = "current-password", help_text: Any = ""
) -> forms.CharField:
    """Return a field for a password."""
    kept = {"class": "control", "autocomplete": autocomplete}
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(kept),
        error_messages={"required": message},
    )


class SignInForm(RequestLoginCodeForm):
    """Where shall the code go?"""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = EmailAddressField(help_text=_("We send you a code. You need no password."))


class CodeForm(ConfirmLoginCodeForm):
    """The code from the letter."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(_("Code"), _("Eight figures. It works for 15 minutes."))


class PasswordForm(LoginForm):
    """An address or user name, and a password."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(_("Code from your app"), _("Or one of your recovery codes."))


class SecondStepAgainForm(ReauthenticateByCodeForm):
    """The same, of somebody who has signed in."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(_("Code from your app"), _("Or one of your recovery codes."))


class PasswordAgainForm(ReauthenticateForm):
    """The password once more."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = password_field(_("Password"), _("Enter your password"))


class AppForm(ActivateTOTPForm):
    """The first code of an app that was just told the secret."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(_("Code from your app"), _("Six figures. A new one comes every 30 seconds."))


def _name_field() -> forms.CharField:
    return forms.CharField(
        label=_("Name of the passkey"),
        help_text=_("So that you know it again, for example “My phone”."),
        max_length=60,
        required=False,
        widget=forms.TextInput({"class": "control", "autocomplete": "off"}),
    )


class PasskeyForm(AddWebAuthnForm):
    """A new passkey: the browser fills in `credential`. It always signs in by itself, so it is always `passwordless`."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name_field()
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.initial["passwordless"] = True
        self.initial["name"] = ""


class PasskeyNameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name_field()


_NEW = _("New password")
_NEW_HINT = _("At least 10 characters. Three or four words that do not belong together are good.")
_AGAIN = _("The new password once more")
_ENTER_NEW = _("Enter a new password")


class _TwoPasswords(forms.Form):
    """What the two forms for a new password have in common: the words, and the checks of `AUTH_PASSWORD_VALIDATORS`."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        checked = self.fields["password1"]
        checked.label, checked.help_text = _NEW, _NEW_HINT
        checked.error_messages["required"] = _ENTER_NEW
        checked.widget = forms.PasswordInput({"class": "control", "autocomplete": "new-password"})
        self.fields["password2"] = password_field(_AGAIN, _ENTER_NEW, "new-password")

    def clean(self) -> dict[str, Any]:
        """Raise `ValidationError` unless both are the same."""
        cleaned = forms.Form.clean(self) or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Type the same password both times"))
        return cleaned


class NewPasswordForm(_TwoPasswords, SetPasswordForm):
    """A first password."""


class OtherPasswordForm(_TwoPasswords, ChangePasswordForm):
    """Another password, for somebody who knows the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = password_field(_("Your password until now"), _("Enter your password until now"))
        self.order_fields(["oldpassword", "password1", "password2"])


class LanguageForm(forms.Form):
    """In which language shall we write?"""

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(
            label=_("Which language shall we write to you in?"),
            choices=choices,
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": _("Choose a language")},
        )
        self.fields["name"] = forms.CharField(
            label=_("Your name"),
            help_text=_("Your colleagues and the editors see it."),
            max_length=120,
            required=False,
            widget=forms.TextInput({"class": "control", "autocomplete": "name"}),
        )
        self.order_fields(["name", "language"])
