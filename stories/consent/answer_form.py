"""What somebody answers on a private link. Nothing is ticked for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.form_fields import OneLineField
from stories.consent.consent_records import Said
from stories.consent.consent_wording import Wording
from stories.models import PrivateLink
from stories.models.consent import Giver


class AnswerForm(forms.Form):
    """Where somebody may be shown. Under 16 they say themselves that they want to; a guardian says who they are."""

    purposes = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one, or press the button that says no.")},
    )
    guardian_name = OneLineField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Enter your name"), "max_length": _("Use up to 120 characters")},
        widget=forms.TextInput({"class": "control", "autocomplete": "name"}),
    )
    agrees = forms.BooleanField(error_messages={"required": _("Tick the box to say that you agree")})

    use_required_attribute = False

    def __init__(self, link: PrivateLink, words: Wording, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words, self.holder = words, link.holder
        choices: Any = self.fields["purposes"]
        choices.label, choices.choices = words.question, words.purposes()
        if self.holder != Giver.GUARDIAN:
            del self.fields["guardian_name"]
        if not link.person.is_under_16:
            del self.fields["agrees"]
        else:
            self.fields["agrees"].label = words.guardian if self.holder == Giver.GUARDIAN else words.young

    def said(self) -> Said:
        """Return what was said; call it on a valid form."""
        return Said(
            purposes=frozenset(self.cleaned_data["purposes"]),
            giver=self.holder,
            language=self.words.language,
            version=self.words.version,
            guardian_name=self.cleaned_data.get("guardian_name", ""),
        )
