"""The form a story is written with. A draft may lack anything; what is typed is tidied, never refused for what it says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from home.models import Strand, Theme
from languages.configured import language_choices
from partners.desk.pasted_lists import with_lists
from partners.desk.tidying import tidied, tidied_line
from partners.form_fields import region_choices
from stories.desk.story_values import Values
from stories.models import Submission

MAX_TEXT: Final = 60_000
"""Characters of a story: ten times what we ask for. What is longer was pasted by mistake."""
_CONTROL: Final = {"class": "control"}


class LineField(forms.CharField):
    """Text on one line, tidied."""

    def to_python(self, value: Any) -> str:
        """Return the text as it is kept."""
        return tidied_line(str(value or ""))


class TextField(forms.CharField):
    """Text of several lines, tidied."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Return the text as it is kept."""
        return tidied(with_lists(str(value or "")))


def _too_long(limit: int) -> dict[str, Any]:
    return {
        "max_length": limit,
        "error_messages": {"max_length": _("Make this shorter. What you typed is still here, but it was not saved.")},
    }


class StoryForm(forms.Form):
    """A story, part by part. `pictures` are the keys of those it has: each gets a field for its words and its credit."""

    title = LineField(
        label=_("Title"),
        help_text=_("Up to 10 words. What would make a neighbour stop and read?"),
        widget=forms.TextInput({**_CONTROL, "maxlength": 200, "autocomplete": "off", "enterkeyhint": "next"}),
        **_too_long(200),
    )
    text = TextField(
        label=_("The story"),
        help_text=_("300 to 800 words. Who was there, what happened, what changed?"),
        widget=forms.Textarea({**_CONTROL, "rows": 14, "spellcheck": "true"}),
        **_too_long(MAX_TEXT),
    )
    region = forms.ChoiceField(
        label=_("Nation or region"), choices=region_choices, widget=forms.Select({**_CONTROL, "autocomplete": "off"})
    )
    locality = LineField(
        label=_("Town or village"), widget=forms.TextInput({**_CONTROL, "autocomplete": "off"}), **_too_long(80)
    )
    strand = forms.ChoiceField(label=_("Which strand fits best?"), widget=forms.RadioSelect)
    themes = forms.MultipleChoiceField(label=_("What is it about?"), widget=forms.CheckboxSelectMultiple)
    language = forms.ChoiceField(
        label=_("Language you are writing in"),
        choices=language_choices,
        widget=forms.Select({**_CONTROL, "autocomplete": "off"}),
    )
    people = LineField(
        label=_("Who told it"),
        help_text=_("First names, as they asked to be named. For example: Told by Blessing, a nurse."),
        widget=forms.TextInput({**_CONTROL, "autocomplete": "off"}),
        **_too_long(250),
    )
    people_answer = forms.ChoiceField(
        label=_("Who can be recognised, in the words or the pictures?"),
        choices=Submission.People.choices,
        widget=forms.RadioSelect,
    )
    credits_organisation = forms.ChoiceField(
        label=_("May we name your organisation?"),
        choices=[("yes", _("Yes, say it comes from us")), ("no", _("No, leave our name out"))],
        widget=forms.RadioSelect,
    )
    translation = forms.ChoiceField(
        label=_("Shall it be read in another language too?"),
        choices=Submission.Translation.choices,
        widget=forms.RadioSelect,
    )

    use_required_attribute = False  # a draft may lack anything

    def __init__(self, *args: Any, pictures: list[int], fixed_language: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.pictures = pictures
        for key in pictures:
            self.fields[f"alt-{key}"] = _alt_field()
            self.fields[f"caption-{key}"] = _caption_field()
        if fixed_language:
            del self.fields["language"]
        self._choose_terms()
        for field in self.fields.values():
            field.required = False

    def _choose_terms(self) -> None:
        strands = [(strand.slug, strand.name) for strand in Strand.objects.all()]
        themes = sorted(
            ((theme.slug, theme.name) for theme in Theme.objects.all()), key=lambda pair: pair[1].casefold()
        )
        self.fields["strand"].choices = [*strands, ("", _("I am not sure. Editors choose."))]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["themes"].choices = themes  # type: ignore[attr-defined]  # a ChoiceField

    def typed(self) -> Values:
        """Return the values that were sent and are fit to keep; what is too long or unknown is left out, and named in `errors`.

        A form may be sent in part: what it lacks is not there. `whole` says that boxes without a tick were on it.
        """
        self.full_clean()
        sent = {name: self.cleaned_data[name] for name in self.fields if name in self.cleaned_data and self._has(name)}
        if "credits_organisation" in sent:
            sent["credits_organisation"] = sent["credits_organisation"] != "no"
        if "themes" in sent:
            sent["themes"] = sorted(sent["themes"])
        return sent

    def _has(self, name: str) -> bool:
        return name in self.data or (name in ("themes", "people_answer") and "whole" in self.data)


def _alt_field() -> LineField:
    return LineField(
        label=_("Describe the picture"),
        help_text=_(
            "Imagine reading it down the phone. Say who and what is there, in one or two sentences. No need for “photo of”."
        ),
        widget=forms.Textarea({**_CONTROL, "rows": 3, "class": "control control--short"}),
        **_too_long(250),
    )


def _caption_field() -> LineField:
    return LineField(
        label=_("Words under the picture, and who took it"),
        help_text=_("For example: The kitchen on Ward 9. Photo: Siân Puw."),
        widget=forms.TextInput({**_CONTROL, "autocomplete": "off"}),
        **_too_long(250),
    )


def initial_of(values: Values) -> dict[str, Any]:
    """Return the values as the form shows them."""
    return {**values, "credits_organisation": "yes" if values["credits_organisation"] else "no"}


def seen_in(data: QueryDict) -> Mapping[str, str]:
    """Return the marks a form carries of what it had shown; none if they are not as we wrote them."""
    try:
        marks = json.loads(data.get("seen", ""))
    except ValueError:
        return {}
    return {str(name): str(mark) for name, mark in marks.items()} if isinstance(marks, dict) else {}
