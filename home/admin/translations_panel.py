"""The part of the page editor that tells where a page stands in its languages, and asks what an edit means for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.admin.panels import Panel

from languages.addresses import edit_address, start_address, translate_address, waiting_address
from languages.configured import language_for
from languages.families import families_of
from languages.gate.telling import approval_of
from languages.state import states_in


class TranslationsPanel(Panel):
    """The states of a page by language, with links, and a box to tick: minor edit, or complete translation."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "home/admin/translations_panel.html"

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """Return the template's context: a row a language, and the question that fits the page."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            key = self.instance.translation_key
            family = families_of([key]).get(key) if self.instance.pk else None
            is_original = family is None or family.source.pk == self.instance.pk
            question = "is_minor_edit" if is_original else "is_whole_translation"
            return {
                **context,
                "rows": self._rows(family) if family else [],
                "question": self.form[question] if self.form else None,
                "waiting_url": waiting_address(self.instance) if family and approval_of(self.instance) else "",
            }

        def _rows(self, family: Any) -> list[dict[str, Any]]:
            rows = []
            for code, state in states_in(family).items():
                page = family.pages.get(code)
                url = self._address(family, page)
                rows.append({"language": language_for(code), "state": state, "url": url})
            return rows

        def _address(self, family: Any, page: Any) -> str:
            """Return where a language is begun, translated or edited; '' for the page of a screen one looks at already."""
            if page is None:
                return start_address(family.source)
            if page.pk != family.source.pk:
                return translate_address(page)
            return "" if page.pk == self.instance.pk else edit_address(page)
