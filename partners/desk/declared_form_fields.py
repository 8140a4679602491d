"""The fields of a desk's form, made from what is declared of them. What is typed is tidied, and refused for nothing but its length."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from partners.desk.declared_fields import Control, Declaration
from partners.desk.pasted_lists import with_lists
from partners.desk.tidying import tidied, tidied_line

CONTROL: Final = {"class": "control"}
_LINE: Final = {**CONTROL, "autocomplete": "off"}
_WIDGETS: Final[dict[Control, tuple[type[forms.Widget], dict[str, Any]]]] = {
    Control.LINE: (forms.TextInput, _LINE),
    Control.SHORT: (forms.Textarea, {"rows": 3, "class": "control control--short"}),
    Control.TEXT: (forms.Textarea, {**CONTROL, "rows": 14, "spellcheck": "true"}),
    Control.SELECT: (forms.Select, _LINE),
    Control.RADIOS: (forms.RadioSelect, {}),
    Control.BOXES: (forms.CheckboxSelectMultiple, {}),
}


def check_length(text: str, limit: int) -> None:
    """Raise `ValidationError` that says how many characters a text is too long by. Nothing is cut: its writer shortens it."""
    over = len(text) - limit
    if limit and over > 0:
        message = _(
            "Characters too many: %(over)d. What you typed is still here, but it was not saved: make it shorter."
        )
        raise forms.ValidationError(message % {"over": over}, code="max_length")


class LineField(forms.CharField):
    """Text on one line, tidied. `limit` is the number of characters there is room for."""

    def __init__(self, *, limit: int = 0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.limit = limit

    def to_python(self, value: Any) -> str:
        """Return the text as it is kept."""
        return tidied_line(str(value or ""))

    def validate(self, value: Any) -> None:
        """Raise `ValidationError` for a text that is too long."""
        super().validate(value)
        check_length(value, self.limit)


class TextField(LineField):
    """Text of several lines, tidied; points of lists are understood as they are pasted."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Return the text as it is kept."""
        return tidied(with_lists(str(value or "")))


def form_field(declaration: Declaration) -> forms.Field:
    """Return the field that takes in what is declared. A draft may lack anything: it is never required."""
    kind, attributes = _WIDGETS[declaration.control]
    told: dict[str, Any] = {
        "label": declaration.label,
        "help_text": declaration.help_text,
        "widget": kind(attributes),
        "required": False,
    }
    if declaration.choices is not None:
        several = declaration.control == Control.BOXES
        chosen = forms.MultipleChoiceField if several else forms.ChoiceField
        return chosen(choices=declaration.choices, **told)
    texts = TextField if declaration.control == Control.TEXT else LineField
    return texts(limit=declaration.limit, **told)
