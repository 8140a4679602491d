"""Forms of the team page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import EmailAddressField
from languages.configured import language_choices
from partners.models import Membership


def letter_languages() -> list[tuple[str, object]]:
    """Return the languages a letter may be written in; '' stands for both full ones."""
    return [("", _("I do not know: English and Welsh")), *language_choices()]


class InviteForm(forms.Form):
    """Whom to ask, what they may do, and which language to write to them in."""

    use_required_attribute = False

    email = EmailAddressField(help_text=_("We send an invitation there. It works for 14 days."))
    role = forms.ChoiceField(
        label=_("What may they do?"),
        choices=[
            (Membership.Role.CONTRIBUTOR, _("Write stories (contributor)")),
            (Membership.Role.OWNER, _("Write stories and look after the team (owner)")),
        ],
        initial=Membership.Role.CONTRIBUTOR,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose what they may do")),
    )
    language = forms.ChoiceField(
        label=_("Which language shall we write to them in?"),
        choices=letter_languages,
        required=False,
        widget=forms.Select({"class": "control"}),
        error_messages={"invalid_choice": _("Choose a language")},
    )
