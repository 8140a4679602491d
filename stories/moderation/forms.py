"""What editors type beside a story, read from a post."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.models import Strand
from partners.desk.tidying import tidied
from stories.models import Part
from stories.moderation.deciding import Seen

MAX_NOTE = 2000


class DateForm(forms.Form):
    """When a story is to go live."""

    at = forms.DateTimeField(
        label=_("Go live on"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages=dict.fromkeys(("required", "invalid"), _("Say on which day, and when, it is to go live")),
    )

    # Folded away beside the other decisions, a required field would keep the browser from sending any of them.
    use_required_attribute = False

    def clean_at(self) -> datetime:
        """Return the moment; raises `ValidationError` for one that has passed."""
        at: datetime = self.cleaned_data["at"]
        if at <= timezone.now():
            raise forms.ValidationError(_("Choose a time to come"))
        return at


@dataclass(frozen=True, slots=True)
class Typed:
    """What came with a decision: what the editor had seen, the notes by part of the form, and the strand they chose."""

    seen: Seen
    notes: Mapping[str, str]
    strand: Strand | None
    action: str

    @classmethod
    def of(cls, data: QueryDict) -> Typed:
        """Read a post; what is missing or no number is 0, and matches nothing."""
        notes = {part.value: tidied(data.get(f"note-{note_name(part)}", ""))[:MAX_NOTE] for part in Part}
        seen = Seen(number(data.get("task")), number(data.get("revision")))
        return cls(seen, notes, Strand.objects.filter(pk=number(data.get("strand"))).first(), data.get("do", ""))


def note_name(part: Part) -> str:
    """Return the name of the field for notes on a part."""
    return part.value or "whole"


def number(text: str | None) -> int:
    """Return a key as a number; 0 for anything that is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 13 else 0
