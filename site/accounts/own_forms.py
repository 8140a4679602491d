"""The forms about one's own account: name and language, address, password, passkeys, second step."""

from __future__ import annotations

from typing import Any, TypeAlias

from allauth.account.forms import ChangePasswordForm, ReauthenticateForm, SetPasswordForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.forms import EmailAddressField, Words, code_field, password_field


class NewAddressForm(forms.Form):
    """Which address from now on?"""

    use_required_attribute = False
    email = EmailAddressField(label=_("New email address"))


class NewAddressCodeForm(forms.Form):
    """The code that was sent there."""

    use_required_attribute = False
    code = code_field(_("Code"), _("Eight figures. It works for 15 minutes."))


class SecondStepAgainForm(ReauthenticateByCodeForm):
    """The same, of somebody who has signed in."""

    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(_("Code from your app"), _("Or one of your recovery codes."))


class PasswordAgainForm(ReauthenticateForm):
    """The password once more."""

    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = password_field(_("Password"), _("Enter your password"))


class AppForm(ActivateTOTPForm):
    """The first code of an app that was just told the secret."""

    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
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

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name_field()
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.initial["passwordless"] = True
        self.initial["name"] = ""


class PasskeyNameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name_field()


Choices: TypeAlias = "list[tuple[str, Words]]"

_NEW = _("New password")
_NEW_HINT = _("At least 10 characters. Three or four words that do not belong together are good.")
_AGAIN = _("The new password once more")
_ENTER_NEW = _("Enter a new password")


class _TwoPasswords(forms.Form):
    """What the two forms for a new password have in common: the words, and the checks of `AUTH_PASSWORD_VALIDATORS`."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # the library's, which it does not name
        super().__init__(*args, **kwargs)
        checked = self.fields["password1"]
        checked.label, checked.help_text = _NEW, _NEW_HINT
        checked.error_messages["required"] = _ENTER_NEW
        checked.widget = forms.PasswordInput({"class": "control", "autocomplete": "new-password"})
        self.fields["password2"] = password_field(_AGAIN, _ENTER_NEW, "new-password")

    def clean(self) -> dict[str, object]:
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

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = password_field(_("Your password until now"), _("Enter your password until now"))
        self.order_fields(["oldpassword", "password1", "password2"])


class LanguageForm(forms.Form):
    """In which language shall we write?"""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("Your colleagues and the editors see it."),
        max_length=120,
        required=False,
        widget=forms.TextInput({"class": "control", "autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Which language shall we write to you in?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose a language")},
    )

    def __init__(
        self, data: QueryDict | None = None, *, choices: Choices, initial: dict[str, str] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)  # noqa: S101  # declared above
        language.choices = choices
