"""The report itself, the figures, and both as spreadsheets."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button

from delivery.spreadsheets import plain_cell
from languages.configured import LANGUAGES, language_for
from languages.models import ApprovedSet, Override, TranslationState, TranslationStatus
from languages.permissions import may_see_report
from languages.report.filterset import TranslationStatusFilterSet
from languages.report.forms import figures_of_forms
from languages.report.report_rows import address_of, days_stale, language_name, type_name, who_has_it
from languages.report.subjects import Subject, names_of


class ForReporters:
    """For views that show where all translations stand."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise `PermissionDenied` for those who may not see the report."""
        if not may_see_report(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc, no-any-return]  # a mixin of views


class TranslationReport(ForReporters, ReportView):
    """Pages by language: state, words to translate, how long out of date, who has it."""

    model = TranslationStatus
    template_name = "languages/admin/report.html"
    page_title = _("Translations")
    header_icon = "globe"
    index_url_name = "languages_report"
    index_results_url_name = "languages_report_results"
    filterset_class = TranslationStatusFilterSet
    paginate_by = 30
    default_ordering = "-words_outstanding"
    is_searchable = True
    search_fields = ["title"]
    search_backend_name = None
    verbose_name_plural = _("translations")
    export_filename = "translations"
    columns = [
        TitleColumn("title", label=_("Page"), sort_key="title", get_url=address_of, classname="tr-page"),
        Column("type", label=_("Type"), accessor=lambda row: type_name(row.page_type)),
        Column("language", label=_("Language"), sort_key="language", accessor=language_name),
        StatusTagColumn(
            "get_state_display",
            label=_("State"),
            sort_key="state",
            primary=lambda row: row.state == TranslationState.PUBLISHED,
        ),
        NumberColumn("words_outstanding", label=_("Words to translate"), sort_key="words_outstanding"),
        DateColumn("stale_since", label=_("Out of date since"), sort_key="stale_since"),
        Column("who", label=_("Who has it"), accessor=who_has_it),
        Column("waits", label=_("Waiting"), accessor=lambda row: _("Waiting to go live together") if row.waits else ""),
    ]
    list_export = [
        "title",
        "type",
        "language",
        "state",
        "words",
        "words_outstanding",
        "days_stale",
        "who",
        "strand",
        "partner",
    ]
    export_headings = {
        "title": _("Page"),
        "type": _("Type"),
        "language": _("Language"),
        "state": _("State"),
        "words": _("Words"),
        "words_outstanding": _("Words to translate"),
        "days_stale": _("Days out of date"),
        "who": _("Who has it"),
        "strand": _("Strand"),
        "partner": _("Partner"),
    }
    custom_field_preprocess = {name: {"csv": plain_cell, "xlsx": plain_cell} for name in ("title", "who", "partner")}

    def get_base_queryset(self) -> QuerySet[TranslationStatus]:
        """Return every translation there is or could be; originals are not translated."""
        waiting = Exists(ApprovedSet.objects.filter(translation_key=OuterRef("translation_key")))
        rows = TranslationStatus.objects.filter(is_original=False).annotate(waits=waiting)
        return rows.select_related("page", "source", "who")

    def order_queryset(self, queryset: QuerySet[TranslationStatus]) -> QuerySet[TranslationStatus]:
        """Order the rows, those of equal rank always in the same way."""
        return queryset.order_by(self.ordering, "pk")

    def to_row_dict(self, item: TranslationStatus) -> dict[str, Any]:
        """Return the cells of a row of the spreadsheet."""
        return {
            "title": item.title,
            "type": type_name(item.page_type),
            "language": item.language,
            "state": item.get_state_display(),
            "words": item.words,
            "words_outstanding": item.words_outstanding,
            "days_stale": days_stale(item),
            "who": who_has_it(item),
            "strand": self.names("strand").get(item.strand, ""),
            "partner": self.names("partner").get(item.partner, ""),
        }

    def names(self, subject: Subject) -> dict[str, str]:
        """Return what strands or partners are called, looked up once a report."""
        known: dict[str, dict[str, str]] = self.__dict__.setdefault("_subject_names", {})
        if subject not in known:
            known[subject] = names_of(subject)
        return known[subject]

    @property
    def header_more_buttons(self) -> list[Button]:
        """Add the way to the figures."""
        figures_button = Button(_("In figures"), url=reverse("languages_figures"), icon_name="list-ol", priority=80)
        return [*super().header_more_buttons, figures_button]


class FiguresView(ForReporters, WagtailAdminTemplateMixin, TemplateView):
    """How much is translated, by language, strand and partner; and what went live in spite of the rule."""

    template_name = "languages/admin/figures.html"
    page_title = _("Translations in figures")
    header_icon = "globe"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here, by the report."""
        report = {"url": reverse("languages_report"), "label": _("Translations")}
        return [*self.breadcrumbs_items, report, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return a table of figures by language, by strand, by partner, and of the other forms of pages."""
        languages = [language.code for language in LANGUAGES]
        return {
            **super().get_context_data(**kwargs),
            "languages": LANGUAGES,
            "forms": figures_of_forms(languages),
            "states": [TranslationState(value) for value in TranslationState.values],
            "tables": [
                (_("By language"), figures("", {"": ""})),
                (_("By strand"), figures("strand", names_of("strand"))),
                (_("By partner"), figures("partner", names_of("partner"))),
            ],
            "overrides": Override.objects.select_related("by", "page")[:50],
        }


def figures(subject: str, names: dict[str, str]) -> list[dict[str, Any]]:
    """Return a row a language and a `subject` (all pages for ''): how many pages in which state, how many words to go."""
    rows = TranslationStatus.objects.filter(is_original=False)
    if subject:  # languages nobody asks for would only make the longer tables longer
        rows = rows.exclude(**{subject: ""}).exclude(state=TranslationState.NONE, is_together=False)
    grouped = (
        rows.order_by()
        .values("language", *([subject] if subject else []))
        .annotate(
            left=Sum("words_outstanding"),
            **{value: Count("pk", filter=Q(state=value)) for value in TranslationState.values},
        )
    )
    order = [language.code for language in LANGUAGES]
    found = [
        {
            "name": names.get(row.get(subject, ""), ""),
            "language": language_for(row["language"]),
            "counts": [row[value] for value in TranslationState.values],
            "words": row["left"],
        }
        for row in grouped
    ]
    return sorted(found, key=lambda row: (row["name"].casefold(), order.index(row["language"].code)))
