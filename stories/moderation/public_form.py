"""The form "Tell us a story". Messages say what to do; what was typed is kept."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.desk.tidying import tidied
from partners.form_fields import AddressField, OneLineField, region_choices
from partners.joining import Choice, Problem
from stories.models import PublicStory

FORM_ID: Final = "tell-form"
MAX_WORDS: Final = 500
FIELDS: Final = ("text", "region", "locality", "people", "name", "email", "may_pass")


class TellForm(forms.Form):
    """A short story, who is in it, and how to reach the one who tells it."""

    text = forms.CharField(
        label=_("Your story"),
        help_text=_("Who did what, where, and what changed. Three hundred words are plenty. Leave out home addresses."),
        max_length=6000,
        widget=forms.Textarea({"class": "control", "rows": 12}),
        error_messages={
            "required": _("Write your story"),
            "max_length": _("Make your story shorter: up to 500 words"),
        },
    )
    region = forms.ChoiceField(
        label=_("Nation or region"),
        choices=region_choices,
        widget=forms.Select({"class": "control"}),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose the nation or region where it happened")
        ),
    )
    locality = OneLineField(
        label=_("Town or village"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"class": "control"}),
        error_messages={"max_length": _("Use a shorter name, of up to 80 characters")},
    )
    people = forms.ChoiceField(
        label=_("Who is in your story?"),
        choices=PublicStory.People.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose who is in your story")),
    )
    name = OneLineField(
        label=_("Your name"),
        required=False,
        max_length=120,
        widget=forms.TextInput({"class": "control", "autocomplete": "name"}),
        error_messages={"max_length": _("Use a shorter name, of up to 120 characters")},
    )
    email = AddressField(
        label=_("Your email address"),
        help_text=_("Only so that an editor can answer you. It is never shown on the site."),
        max_length=254,
        widget=forms.EmailInput({"class": "control", "autocomplete": "email"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "max_length"), _("Enter an email address, like name@example.org")
        ),
    )
    may_pass = forms.BooleanField(
        label=_("You may pass my story, my name and my address to a partner organisation near me."), required=False
    )
    agreed = forms.BooleanField(
        label=_("I am 16 or over. You may read and keep what I wrote, and write to me about it."),
        error_messages={"required": _("Tick the box to say that you are 16 or over and agree")},
    )
    leave_empty = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput({"class": "control", "autocomplete": "off", "tabindex": "-1"}),
    )

    use_required_attribute = False

    def clean_text(self) -> str:
        """Return the story fit to keep; raises `ValidationError` when it is empty or too long."""
        text = tidied(self.cleaned_data["text"])
        if not text:
            raise forms.ValidationError(_("Write your story"))
        if len(text.split()) > MAX_WORDS:
            raise forms.ValidationError(_("Make your story shorter: up to 500 words"))
        return text

    def clean_leave_empty(self) -> str:
        """Raise `ValidationError` when the box no person sees is filled in; a person it happens to can empty it."""
        if self.cleaned_data["leave_empty"]:
            raise forms.ValidationError(_("Empty this box. It is there to catch messages sent by programs."))
        return ""

    def told(self) -> dict[str, Any]:
        """Return the fields of a `PublicStory`; call it on a valid form."""
        return {name: self.cleaned_data[name] for name in FIELDS}

    def problems(self) -> list[Problem]:
        """Return what is to be put right, in the order of the form; the radio buttons are entered at the first."""
        lines = [Problem(FORM_ID, str(text)) for text in self.non_field_errors()]
        for field in self:
            radios = field.subwidgets if field.name == "people" else []
            entry = radios[0].id_for_label if radios else field.id_for_label
            lines += [Problem(entry, str(text)) for text in field.errors]
        return lines

    def people_choices(self) -> list[Choice]:
        """Return the radio buttons."""
        return [
            Choice(radio.id_for_label, radio.data["value"], radio.choice_label, radio.data["selected"])
            for radio in self["people"]
        ]

    def words_left(self) -> int:
        """Return how many words may still be written."""
        return MAX_WORDS - len(str(self["text"].value() or "").split())
