"""The form a story is written with. A draft may lack anything; what is typed is tidied, never refused for what it says."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from partners.desk.declared_fields import Value
from partners.desk.declared_form_fields import form_field
from partners.desk.placed_pictures import PICTURE_TEXTS
from stories.desk.story_draft import FIELDS, StoryDraft, field_name

ALWAYS_SENT = ("themes", "people_answer")
"""Fields without a tick, of which a browser sends nothing; `whole` says that they were on the form."""


class StoryForm(forms.Form):
    """A story, part by part: a field for all that is declared of it, and of each of its pictures."""

    use_required_attribute = False  # a draft may lack anything

    def __init__(self, data: QueryDict | None = None, *, draft: StoryDraft, fixed_language: bool = False) -> None:
        super().__init__(data, initial=draft.values(), label_suffix="")
        self.pictures = [placed.key for placed in draft.pictures]
        self.fields.update({name: form_field(declaration) for name, declaration in FIELDS.items()})
        for key in self.pictures:
            self.fields.update({field_name(name, key): form_field(one) for name, one in PICTURE_TEXTS.items()})
        if fixed_language:
            del self.fields["language"]

    def typed(self) -> dict[str, Value]:
        """Return the values that were sent and are fit to keep; what is too long or unknown is left out, and named in `errors`.

        A form may be sent in part: what it lacks is not there. `whole` says that boxes without a tick were on it.
        """
        self.full_clean()
        sent = {name: self.cleaned_data[name] for name in self.fields if name in self.cleaned_data and self._has(name)}
        return {name: tuple(sorted(value)) if isinstance(value, list) else value for name, value in sent.items()}

    def _has(self, name: str) -> bool:
        return name in self.data or (name in ALWAYS_SENT and "whole" in self.data)
