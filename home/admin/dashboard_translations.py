"""What the dashboard says of translations: yours to translate, out of date, waiting to go live together."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.admin.dashboard import ROWS, DashboardPanel, Row, row_of
from languages.configured import language_for
from languages.models import ApprovedRevision, TranslationState, TranslationStatus
from languages.report.report_rows import address_of, days_stale
from languages.translators import translated_languages


class YoursToTranslate(DashboardPanel):
    """For translators: what is to be done in their languages, most urgent first."""

    name = "yours-to-translate"
    order = 95
    heading = _("Yours to translate")

    def rows(self) -> list[Row]:
        """Return a row a translation: what others wait for, then what is out of date, then the rest."""
        codes = translated_languages(self.request.user)
        if not codes:
            return []
        wanted = TranslationStatus.objects.outstanding().filter(language__in=codes).urgent_first()
        return [_row(standing) for standing in wanted.select_related("page", "source", "who")[:ROWS]]


class OutOfDate(DashboardPanel):
    """For editors: translations that follow an earlier version, the oldest first."""

    name = "out-of-date"
    order = 125
    heading = _("Translations out of date")

    def rows(self) -> list[Row]:
        """Return a row a translation this person may edit."""
        stale = TranslationStatus.objects.translations().filter(
            state=TranslationState.STALE, page__in=self.editable.values("pk")
        )
        oldest = stale.select_related("page", "source", "who").order_by("stale_since", "pk")[:ROWS]
        return [_row(standing) for standing in oldest]


class WaitingTogether(DashboardPanel):
    """Approved versions that wait for another language."""

    name = "waiting-together"
    order = 105
    heading = _("Waiting to go live together")

    def rows(self) -> list[Row]:
        """Return a row an approved version this person may edit, with the languages it waits for."""
        waiting = ApprovedRevision.objects.filter(page__in=self.editable.values("pk"))
        rows = waiting.select_related("page", "by", "waiting").order_by("at")[:ROWS]
        return [row_of(one.page, one.by, one.at, self._note(one)) for one in rows]

    @staticmethod
    def _note(approved: ApprovedRevision) -> object:
        names = ", ".join(language_for(code).name for code in approved.waiting.waits_for)
        return _("Waits for: %(languages)s") % {"languages": names} if names else ""


def _row(standing: TranslationStatus) -> Row:
    """Return the row of a translation, which may have no page yet."""
    page: Page | None = standing.page
    who = (standing.who.get_full_name() or standing.who.get_username()) if standing.who else ""
    facts = [str(standing.get_state_display())]
    if standing.words_outstanding:
        facts.append(str(_("Words to translate: %(words)d") % {"words": standing.words_outstanding}))
    if days := days_stale(standing):
        facts.append(str(_("Days out of date: %(days)d") % {"days": days}))
    title = page.get_admin_display_title() if page else standing.title
    return Row(
        title, address_of(standing), language_for(standing.language), who, standing.stale_since, " · ".join(facts)
    )
