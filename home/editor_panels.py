"""The parts of the page editor that tell where a page stands in its languages, and ask what an edit means for them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel
from wagtail.models import Page

from languages.admin_addresses import edit_address, start_address, translate_address, waiting_address
from languages.configured import language_for
from languages.families import Family, families_of
from languages.gate.outcome_messages import approval_of
from languages.state import states_in

QUESTIONS = ("is_minor_edit", "is_whole_translation")
"""The fields that ask: of an original, and of a translation."""


def family_of(page: Page) -> Family | None:
    """Return the languages of a page that has been saved; `None` for a new one."""
    return families_of([page.translation_key]).get(page.translation_key) if page.pk else None


class TranslationQuestion(Panel):
    """What only the writer knows: whether an edit is minor, or whether a translation is complete. Above the words themselves.

    Nothing is asked of a page that stands in one language.
    """

    def get_form_options(self) -> dict[str, object]:
        """Claim both fields: Wagtail draws a field that no panel claims at the end of the form, without its label."""
        options = super().get_form_options()
        return {**options, "fields": [*options.get("fields", []), *QUESTIONS]}

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "home/admin/translation_question.html"

        @cached_property
        def question(self) -> str:
            """The field that fits the page; '' where there is nothing to ask."""
            family = family_of(self.instance)
            if family is None or len(family.pages) == 1:
                return ""
            return QUESTIONS[0] if family.source.pk == self.instance.pk else QUESTIONS[1]

        def is_shown(self) -> bool:
            """Whether there is anything to ask."""
            return bool(super().is_shown() and self.form and self.question)

        def get_context_data(self, parent_context: Mapping[str, object] | None = None) -> dict[str, object]:
            """Return the template's context: the question as a field of the form."""
            context: dict[str, object] = super().get_context_data(parent_context)
            return {**context, "question": self.form[self.question]}


class TranslationsPanel(Panel):
    """The states of a page by language, with links."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "home/admin/translations_panel.html"

        def get_context_data(self, parent_context: Mapping[str, object] | None = None) -> dict[str, object]:
            """Return the template's context: a row a language, and where to see what an approved version waits for."""
            context: dict[str, object] = super().get_context_data(parent_context)
            family = family_of(self.instance)
            return {
                **context,
                "rows": self._rows(family) if family else [],
                "waiting_url": waiting_address(self.instance) if family and approval_of(self.instance) else "",
            }

        def _rows(self, family: Family) -> list[dict[str, object]]:
            rows = []
            for code, state in states_in(family).items():
                page = family.pages.get(code)
                url = self._address(family, page)
                rows.append({"language": language_for(code), "state": state, "url": url})
            return rows

        def _address(self, family: Family, page: Page | None) -> str:
            """Return where a language is begun, translated or edited; '' for the page of a screen one looks at already."""
            if page is None:
                return start_address(family.source)
            if page.pk != family.source.pk:
                return translate_address(page)
            return "" if page.pk == self.instance.pk else edit_address(page)
