"""The forms about people in a story: who can be recognised, who somebody is, and what they signed on paper."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.files.base import File
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.sanitising import RefusedPictureError, sanitised_upload
from languages.configured import language_choices
from partners.form_fields import AddressField, OneLineField
from stories.consent.consent_wording import PURPOSES, wording
from stories.models import Submission
from stories.models.consent import AgeBand, Giver

People = Submission.People
PICTURES: Final = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif")
BAD_ADDRESS: Final = dict.fromkeys(("invalid", "max_length"), _("Enter an email address, like name@example.org"))


def _line(label: Any, required: Any = "", help_text: Any = "") -> OneLineField:
    return OneLineField(
        label=label,
        help_text=help_text,
        required=bool(required),
        max_length=120,
        widget=forms.TextInput({"class": "control", "autocomplete": "off"}),
        error_messages={"required": required, "max_length": _("Use up to 120 characters")},
    )


def _address(label: Any, help_text: Any = "") -> AddressField:
    widget = forms.EmailInput({"class": "control", "autocomplete": "off"})
    return AddressField(
        label=label, help_text=help_text, required=False, max_length=254, widget=widget, error_messages=BAD_ADDRESS
    )


class PeopleForm(forms.Form):
    """The one question. Each answer leads to what it needs and nothing else."""

    answer = forms.ChoiceField(
        label=_("Who can be recognised, in the words or in a picture?"),
        choices=People.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Say who can be recognised")),
    )

    def __init__(self, *args: Any, is_anybody_listed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_anybody_listed = is_anybody_listed

    def clean_answer(self) -> str:
        """Return the answer; raises `ValidationError` for "nobody" while people are listed."""
        answer: str = self.cleaned_data["answer"]
        if answer == People.NOBODY and self.is_anybody_listed:
            raise forms.ValidationError(_("People are listed below. Take them out first, or choose another answer."))
        return answer


class PersonForm(forms.Form):
    """Who somebody is, where they appear, and how to reach them. `pictures` are the story's, by their keys."""

    name = _line(_("Their name"), _("Enter a name"), _("Only we see it. It is for asking them."))
    age_band = forms.ChoiceField(
        label=_("How old are they?"),
        choices=AgeBand.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Say how old they are")),
    )
    places = forms.MultipleChoiceField(
        label=_("Where do they appear?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Say where they appear")),
    )
    is_named = forms.BooleanField(label=_("Their real name stands in the story"), required=False)
    is_unseen = forms.BooleanField(label=_("Nobody can tell who they are in the pictures"), required=False)
    stays_unidentified = forms.BooleanField(label=_("They must not be identified"), required=False)
    shown_as = _line(_("The name we use for them"), "", _("If it is not their real one."))
    language = forms.ChoiceField(
        label=_("The language they read best"),
        choices=language_choices,
        widget=forms.Select({"class": "control"}),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a language")),
    )
    email = _address(_("Their email address"), _("If they have one. We send them the link, and nothing else."))
    guardian_name = _line(_("Name of the parent or guardian"))
    guardian_email = _address(_("Email address of the parent or guardian"))

    use_required_attribute = False
    place_labels: dict[str, Any]

    def __init__(self, *args: Any, pictures: list[int], answer: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["places"]
        numbered = [(str(key), _("Picture %(number)s") % {"number": n}) for n, key in enumerate(pictures, 1)]
        choices.choices = [("words", _("In the words")), *numbered]
        if answer == People.ADULTS:
            ages: Any = self.fields["age_band"]
            ages.choices = [choice for choice in AgeBand.choices if choice[0] == AgeBand.ADULT]
            ages.initial = AgeBand.ADULT
            del self.fields["guardian_name"], self.fields["guardian_email"]
        if answer == People.NOT_IDENTIFIED:
            self.fields["stays_unidentified"].initial = True

    def picture_ids(self) -> list[int]:
        """Return the pictures somebody appears in; call it on a valid form."""
        return [int(place) for place in self.cleaned_data["places"] if place != "words"]

    def facts(self) -> dict[str, Any]:
        """Return the fields of a `Person`; call it on a valid form."""
        names = (
            "name",
            "age_band",
            "language",
            "stays_unidentified",
            "shown_as",
            "email",
            "guardian_name",
            "guardian_email",
        )
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class PaperForm(forms.Form):
    """What somebody signed, or said while it was recorded, and the record of it."""

    purposes = forms.MultipleChoiceField(
        label=_("What did they say yes to?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Tick what they said yes to")),
    )
    givers = forms.MultipleChoiceField(
        label=_("Who signed?"),
        widget=forms.CheckboxSelectMultiple,
        choices=Giver.choices,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Tick who signed")),
    )
    given_on = forms.DateField(
        label=_("On which day?"),
        widget=forms.DateInput({"class": "control", "type": "date"}),
        error_messages=dict.fromkeys(("required", "invalid"), _("Enter the day they signed")),
    )
    evidence = forms.FileField(
        label=_("Picture or scan of the signed form"),
        help_text=_("A picture or a PDF, up to 10 MB. Only editors can open it."),
        widget=forms.ClearableFileInput({"class": "control", "accept": ".pdf,image/*"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "empty"), _("Choose a picture or a PDF of the signed form")
        ),
    )

    use_required_attribute = False

    def __init__(self, *args: Any, is_under_16: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = wording(get_language() or "")
        choices: Any = self.fields["purposes"]
        choices.choices = [(name, getattr(words, name)) for name in PURPOSES]
        if not is_under_16:
            del self.fields["givers"]

    def clean_given_on(self) -> Any:
        """Return the day; raises `ValidationError` for one that has not come yet."""
        if self.cleaned_data["given_on"] > timezone.localdate():
            raise forms.ValidationError(_("Enter a day that has passed"))
        return self.cleaned_data["given_on"]

    def clean_evidence(self) -> File[bytes]:
        """Return the file, a picture without what it hides; raises `ValidationError` for anything but a picture or PDF."""
        upload = self.cleaned_data["evidence"]
        if upload.size > settings.PICTURE_MAX_BYTES:
            raise forms.ValidationError(_("This file is too large. Send one of up to 10 MB."))
        suffix = PurePosixPath(upload.name).suffix.lower()
        if suffix == ".pdf" and upload.read(5) == b"%PDF-":
            return upload  # type: ignore[no-any-return]  # Django's cleaned data is Any
        if suffix not in PICTURES:
            raise forms.ValidationError(_("Choose a picture or a PDF of the signed form"))
        try:
            return sanitised_upload(upload.file, upload.name)
        except RefusedPictureError as error:
            raise forms.ValidationError(error.messages) from error
