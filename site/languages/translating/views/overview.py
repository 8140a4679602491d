"""The languages of a page: how far each is, who has it, and where it begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale, Page

from languages.configured import Language, language_for
from languages.locales import locale_id
from languages.state import PageState, source_of, states_of
from languages.translating.models import Work
from languages.translating.permissions import may_see_languages, may_start, may_translate
from languages.translating.starting import ParentNotTranslatedError, parent_in, start
from languages.translating.views.translation_view import TranslatorsView


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """A language of a page: where it stands, who has it, the page in it, and what may be done."""

    language: Language
    state: PageState
    title: str = ""
    who: str = ""
    may_open: bool = False
    may_start: bool = False
    parent: Page | None = None


class OverviewView(TranslatorsView):
    """All languages of a page."""

    template_name = "languages/translating/overview.html"
    page_title = gettext_lazy("Languages")

    @cached_property
    def original(self) -> Page:
        """The page the others are translations of."""
        source = source_of(self.page)
        return source.page.specific if source else self.page

    def allows(self) -> bool:
        """Let in those who may see the page, or the live original of it."""
        return any(may_see_languages(self.person, page) for page in {self.page, self.original})

    def rows(self) -> list[LanguageRow]:
        """Return a row for each language offered."""
        states = states_of([self.original])[self.original.translation_key]
        ids = [state.page_id for state in states.values() if state.page_id]
        pages = Page.objects.in_bulk(ids)
        works = {work.page_id: work for work in Work.objects.filter(page__in=ids).select_related("person")}
        return [self._row(state, pages, works) for state in states.values()]

    def _row(self, state: PageState, pages: dict[int, Page], works: dict[int, Work]) -> LanguageRow:
        language, page = language_for(state.language), pages.get(state.page_id or 0)
        if page is not None:
            work = works.get(page.pk)
            who = work.person.get_full_name() or work.person.get_username() if work and work.person else ""
            may_open = not state.is_original and may_translate(self.person, page)
            return LanguageRow(language, state, page.get_admin_display_title(), who, may_open)
        locale = Locale.objects.get(pk=locale_id(state.language))
        try:
            parent_in(self.original, locale)
        except ParentNotTranslatedError as error:
            return LanguageRow(language, state, parent=error.parent)
        return LanguageRow(language, state, may_start=may_start(self.person, self.original, locale))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the template's context."""
        context = super().get_context_data(**kwargs)
        return {**context, "rows": self.rows(), "original": self.original}


class StartView(OverviewView):
    """Begins a translation when its button is pressed."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, page_id: int, language: str) -> HttpResponse:
        """Make the draft and open it, or say why it cannot begin."""
        locale = get_object_or_404(Locale, pk=locale_id(language) or 0)
        there = Page.objects.filter(translation_key=self.original.translation_key, locale=locale).first()
        if there is None and not may_start(self.person, self.original, locale):
            raise PermissionDenied
        try:
            page = there or start(self.original, locale, self.person)
        except ParentNotTranslatedError as error:
            messages.warning(request, str(error))
            return HttpResponseRedirect(reverse("translating:languages", args=[error.parent.pk]))
        if not may_translate(self.person, page):
            messages.success(request, _("The translation is asked for."))
            return HttpResponseRedirect(reverse("translating:languages", args=[self.original.pk]))
        return HttpResponseRedirect(reverse("translating:edit", args=[page.pk]))
