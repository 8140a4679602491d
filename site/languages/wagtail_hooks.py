"""Hooks that keep addresses honest about their language."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page

from languages.configured import language_for
from languages.locales import locale_code


@hooks.register("before_serve_page", order=-10)
def refuse_other_languages(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Answer 404 where Wagtail would show another language's page under this language's address.

    With `i18n_patterns` a language that has no home page yet is served the English one (TRAPS, Languages).
    """
    if locale_code(page.locale_id) != get_language():
        raise Http404


@hooks.register("register_log_actions")
def register_approval(actions: LogActionRegistry) -> None:
    """Have the history of a page tell of approvals that wait for other languages."""

    @actions.register_action("languages.approve")
    class ApprovalFormatter(LogFormatter):
        label = gettext_lazy("Approve")

        def format_message(self, log_entry: Any) -> str:
            names = ", ".join(language_for(code).name for code in log_entry.data.get("languages", []))
            return (
                _("Approved. Goes live together with: %(languages)s") % {"languages": names} if names else _("Approved")
            )
