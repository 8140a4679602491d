"""A model field for a short text that is one thing in all languages, with one form input a language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from languages.configured import DEFAULT_LANGUAGE, LANGUAGES, Language


class InLanguagesWidget(forms.MultiWidget):
    """One text input for each configured language, labelled with the language's own name."""

    template_name = "home/widgets/in_languages.html"

    def __init__(self, attrs: dict[str, object] | None = None, *, rows: int = 1) -> None:
        made: dict[str, forms.Widget | type[forms.Widget]] = {
            language.code: self._input(language, rows) for language in LANGUAGES
        }
        super().__init__(made, attrs)

    @staticmethod
    def _input(language: Language, rows: int) -> forms.Widget:
        attrs = {"lang": language.code, "dir": language.direction, "aria-label": language.name}
        return forms.Textarea({**attrs, "rows": rows}) if rows > 1 else forms.TextInput(attrs)

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        """Return the texts in the order of the inputs."""
        return [(value or {}).get(language.code, "") for language in LANGUAGES]

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        """Return the template's context: every input beside its language."""
        if isinstance(value, dict):
            value = self.decompress(value)
        context = super().get_context(name, value, attrs)
        context["rows"] = list(zip(LANGUAGES, context["widget"]["subwidgets"], strict=True))
        return context


class InLanguagesFormField(forms.MultiValueField):
    """Texts by language; empty ones are left out. English must be there when the field is required."""

    def __init__(self, *, rows: int = 1, **kwargs: Any) -> None:
        for unused in ("encoder", "decoder", "max_length"):
            kwargs.pop(unused, None)
        kwargs["widget"] = InLanguagesWidget(rows=rows)
        fields = [forms.CharField(required=False) for _language in LANGUAGES]
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """Return the texts by language code; raises `ValidationError` when the English text is missing."""
        texts = {
            language.code: text.strip() for language, text in zip(LANGUAGES, data_list, strict=False) if text.strip()
        }
        if self.required and not texts.get(DEFAULT_LANGUAGE.code):
            raise ValidationError(_("Write this in English at least."), code="required")
        return texts

    def has_changed(self, initial: dict[str, str] | None, data: list[str] | None) -> bool:
        """Say whether any language's text differs from `initial`."""
        return self.compress(list(data or [])) != (initial or {}) if any(data or []) else bool(initial)


class InLanguagesField(models.JSONField):
    """A mapping of language code to text, kept as JSON: a new language needs no migration."""

    def __init__(self, *args: Any, rows: int = 1, **kwargs: Any) -> None:
        self.rows = rows
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: object) -> forms.Field:
        """Return the form field with one input a language."""
        kwargs.pop("widget", None)
        kwargs.pop("form_class", None)
        kwargs.pop("choices_form_class", None)
        return InLanguagesFormField(
            rows=self.rows, required=not self.blank, label=capfirst(self.verbose_name), help_text=self.help_text
        )
