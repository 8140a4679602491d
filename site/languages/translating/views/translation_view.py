"""What the translators' pages share."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, Revision

from languages.configured import language_for
from languages.locales import locale_code
from languages.translating.permissions import may_translate
from languages.translating.workspace import Job, NoOriginalError, job_of


class TranslatorsView(WagtailAdminTemplateMixin, TemplateView):
    """A page of the admin about one page of the site, shown to those `allows` lets in."""

    header_icon = "wagtail-localize-language"
    page_title: Any = ""

    @cached_property
    def page(self) -> Page:
        """The page the address names, as the database has it; raises `Http404`."""
        return get_object_or_404(Page.objects.filter(depth__gt=1), pk=self.kwargs["page_id"]).specific

    @property
    def person(self) -> Any:
        """Who asks: somebody who has signed in, since the admin lets in nobody else."""
        return self.request.user

    def allows(self) -> bool:
        """Say whether the person who asks may open this."""
        return may_translate(self.person, self.page)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise `PermissionDenied` for those who are not let in, before anything is read or written."""
        if not self.allows():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Return the page's title."""
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way from the list of pages to here."""
        parent = self.page.get_parent()
        return [
            {"url": reverse("wagtailadmin_explore", args=[parent.pk]), "label": str(parent.get_admin_display_title())},
            {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": self.get_page_subtitle()},
            {"url": "", "label": str(self.page_title), "sublabel": ""},
        ]


class JobView(TranslatorsView):
    """A page about one translation and its original."""

    def job(self, revision_id: int | None = None) -> Job | None:
        """Return the job, from the revision to translate or the one with this id; `None` where there is no original."""
        try:
            return job_of(self.page, revision_id)
        except (NoOriginalError, Revision.DoesNotExist):
            return None

    def languages(self, job: Job) -> dict[str, Any]:
        """Return both languages for a template."""
        return {
            "source_language": language_for(locale_code(job.original.page.locale_id)),
            "target_language": language_for(locale_code(self.page.locale_id)),
        }

    @property
    def no_original(self) -> str:
        """What to say where there is nothing to translate from."""
        return _("This page is not a translation, or its original has been deleted. Its words are in the page editor.")
