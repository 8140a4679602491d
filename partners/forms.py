"""The join and pledge form. Messages say what to do; what was typed is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.models import Strand
from partners.form_fields import (
    NUMBERS,
    AddressField,
    OneLineField,
    SlugChoiceField,
    last_day,
    letter_choices,
    region_choices,
)
from partners.models import Application

MAX_WORDS = 40
MAX_YEARS_AHEAD = 5


class JoinForm(forms.Form):
    """Who pledges what, by when. With `finishing=False` only the email address is needed: the rest can follow later."""

    kind = forms.ChoiceField(
        label=_("Who is pledging?"),
        choices=Application.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who is pledging"), "invalid_choice": _("Choose who is pledging")},
    )
    name = OneLineField(
        label=_("Name of organisation"),
        help_text=_("If it is just you, you can leave this empty."),
        max_length=120,
        widget=forms.TextInput({"class": "control", "autocomplete": "organization"}),
        error_messages={
            "required": _("Enter the name of your organisation"),
            "max_length": _("Use a shorter name, of up to 120 characters"),
        },
    )
    region = forms.ChoiceField(
        label=_("Nation or region"),
        choices=region_choices,
        widget=forms.Select({"class": "control"}),
        error_messages={
            "required": _("Choose your nation or region"),
            "invalid_choice": _("Choose your nation or region"),
        },
    )
    promise = OneLineField(
        label=_("We pledge to…"),
        help_text=_("Start with a verb. Say who it is for and how people will know it has happened. Up to 40 words."),
        max_length=600,
        widget=forms.Textarea({"class": "control", "rows": 5}),
        error_messages={
            "required": _("Write what you pledge to do"),
            "max_length": _("Make your pledge shorter: up to 40 words"),
        },
    )
    month = forms.IntegerField(
        label=_("Month"),
        min_value=1,
        max_value=12,
        widget=forms.TextInput({**NUMBERS, "maxlength": 2}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Enter a month as a number from 1 to 12")
        ),
    )
    year = forms.IntegerField(
        label=_("Year"),
        min_value=1000,
        max_value=9999,
        widget=forms.TextInput({**NUMBERS, "maxlength": 4}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Enter a year with four numbers")
        ),
    )
    strand = SlugChoiceField(
        label=_("Which strand fits best?"),
        queryset=Strand.objects.all(),
        to_field_name="slug",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the strand that fits best"),
            "invalid_choice": _("Choose the strand that fits best"),
        },
    )
    email = AddressField(
        label=_("Your email address"),
        help_text=_("We use this to confirm the pledge and ask how it went. It is never shown on the site."),
        max_length=254,
        widget=forms.EmailInput({"class": "control", "autocomplete": "email"}),
        error_messages=dict.fromkeys(("required", "invalid"), _("Enter an email address, like name@example.org")),
    )
    letters_in = forms.ChoiceField(
        label=_("Which language shall we write to you in?"),
        choices=letter_choices,
        widget=forms.Select({"class": "control"}),
        error_messages={"invalid_choice": _("Choose a language")},
    )
    agreed = forms.BooleanField(
        label=_("I can speak for my organisation, and I agree to this pledge being shown in public."),
        error_messages={"required": _("Tick the box to say that you can speak for your organisation")},
    )
    leave_empty = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput({"class": "control", "autocomplete": "off", "tabindex": "-1"}),
    )

    needed_of_organisations = ("kind", "name", "region", "promise", "month", "year", "strand", "email", "agreed")
    needed_of_people = ("kind", "email")
    needed_for_later = ("email",)

    use_required_attribute = False  # the messages are ours, and in the language of the page

    def __init__(self, *args: Any, finishing: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letters_in"].initial = get_language()
        for name in self.fields:
            self.fields[name].required = name in self._needed(finishing)
        self.fields["month"].help_text = _("A month and a year is enough. For example, %(example)s.") % {
            "example": f"5 {timezone.localdate().year + 1}"
        }

    def _needed(self, finishing: bool) -> tuple[str, ...]:
        if not finishing:
            return self.needed_for_later
        is_person = self.data.get("kind") == Application.Kind.PERSON
        return self.needed_of_people if is_person else self.needed_of_organisations

    def clean_promise(self) -> str:
        """Return the promise; raises `ValidationError` when it is longer than 40 words."""
        promise: str = self.cleaned_data["promise"]
        if len(promise.split()) > MAX_WORDS:
            raise forms.ValidationError(_("Make your pledge shorter: up to 40 words"))
        return promise

    def clean_leave_empty(self) -> str:
        """Raise `ValidationError` when the box no person sees is filled in; a person it happens to can empty it."""
        if self.cleaned_data["leave_empty"]:
            raise forms.ValidationError(_("Empty this box. It is there to catch messages sent by programs."))
        return ""

    def clean(self) -> dict[str, Any]:
        """Add `due`, the last day of the month, when month and year are there and make sense."""
        super().clean()
        self.cleaned_data["due"] = None
        if not {"month", "year"} & set(self.errors):
            self._clean_due(self.cleaned_data.get("month"), self.cleaned_data.get("year"))
        return self.cleaned_data

    def _clean_due(self, month: int | None, year: int | None) -> None:
        if month is None and year is None:
            return
        if month is None or year is None:
            missing = "month" if month is None else "year"
            self.add_error(missing, self.fields[missing].error_messages["required"])
            return
        due, today = last_day(year, month), timezone.localdate()
        if due < today:
            self.add_error("month", _("Choose a month that has not passed yet"))
        elif due > last_day(today.year + MAX_YEARS_AHEAD, today.month):
            self.add_error("year", _("Choose a month within the next five years"))
        self.cleaned_data["due"] = due

    def application_fields(self) -> dict[str, Any]:
        """Return the fields of an `Application`; call it on a valid form."""
        names = ("kind", "name", "region", "promise", "due", "strand", "email", "letters_in", "agreed")
        return {name: self.cleaned_data[name] for name in names}


def typed_before(application: Application) -> dict[str, Any]:
    """Return the initial values that fill the form again from a saved application."""
    due = application.due
    return {
        "kind": application.kind,
        "name": application.name,
        "region": application.region,
        "promise": application.promise,
        "month": due.month if due else None,
        "year": due.year if due else None,
        "strand": application.strand.slug if application.strand else None,
        "email": application.email,
        "letters_in": application.letter_language,
        "agreed": application.agreed,
    }
