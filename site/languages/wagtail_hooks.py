"""What languages add to the admin, and the hook that keeps addresses honest about their language."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page

from languages.configured import language_for
from languages.gate.views import WaitingView
from languages.locales import locale_code
from languages.permissions import may_see_report
from languages.policy_viewset import PolicyViewSet
from languages.recording import forget_translation
from languages.report.views import FiguresView, TranslationReport


@hooks.register("before_serve_page", order=-10)
def refuse_other_languages(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Answer 404 where Wagtail would show another language's page under this language's address.

    With `i18n_patterns` a language that has no home page yet is served the English one (TRAPS, Languages).
    """
    if locale_code(page.locale_id) != get_language():
        raise Http404


@hooks.register("after_convert_alias_page")
def forget_what_the_alias_repeated(request: HttpRequest, page: Page) -> None:
    """Count a page that was an alias as not translated: its words are those of another language."""
    forget_translation(page)


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


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """Return the addresses of the report, the figures, and of what a page waits for."""
    return [
        path("reports/translations/", TranslationReport.as_view(), name="languages_report"),
        path(
            "reports/translations/results/",
            TranslationReport.as_view(results_only=True),
            name="languages_report_results",
        ),
        path("reports/translations/figures/", FiguresView.as_view(), name="languages_figures"),
        path("translations/waiting/<int:page_id>/", WaitingView.as_view(), name="languages_waiting"),
    ]


class ReportMenuItem(MenuItem):
    """Shown to those who may open the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether it is shown."""
        return may_see_report(request.user)


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    """Return the entry of the report."""
    return ReportMenuItem(
        gettext_lazy("Translations"), reverse("languages_report"), name="translations", icon_name="globe", order=100
    )


@hooks.register("register_admin_viewset")
def register_policies() -> PolicyViewSet:
    """Return the views of the rules for publishing."""
    return PolicyViewSet()


@hooks.register("register_permissions")
def offer_permissions() -> QuerySet[Permission]:
    """Let administrators give a group the rights over the gate."""
    names = Q(codename="override_gate") | Q(codename="change_publicationpolicy") | Q(codename="view_publicationpolicy")
    return Permission.objects.filter(names, content_type__app_label="languages")
