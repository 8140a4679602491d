"""A translation as a PO file, out and in again."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Page

from languages.locales import locale_code
from languages.translating.po import file_of
from languages.translating.po_import import Plan, RefusedFileError, decoded, plan
from languages.translating.saving import save
from languages.translating.views.translation_view import JobView
from languages.translating.word_differences import difference
from languages.translating.workspace import Job


class ExportView(JobView):
    """The translation as a file."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the file."""
        job = self.job()
        if job is None:
            raise Http404
        name = f"{self.page.slug}.{locale_code(self.page.locale_id)}.po"
        response = HttpResponse(
            str(file_of(job.worksheet())) + "\n", content_type="text/x-gettext-translation; charset=utf-8"
        )
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
        return response


class ImportView(JobView):
    """Takes a file in: shows what it would change, and changes it once somebody has said yes."""

    template_name = "languages/translating/import.html"
    page_title = gettext_lazy("Import a PO file")
    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for the file."""
        return self.show(self.found())

    def found(self) -> Job:
        """Return the job; raises `Http404` where there is no original."""
        job = self.job()
        if job is None:
            raise Http404
        return job

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what the file would do, or do it."""
        job = self.found()
        try:
            text = self.sent_text()
            if "do" not in request.POST:
                return self.show(job, text=text, plan=plan(job.worksheet(), text))
            return self.take_in(job, text)
        except RefusedFileError as refusal:
            return self.show(job, faults=refusal.faults, status=422)

    def sent_text(self) -> str:
        """Return the text of the file that was sent, or of the one shown before; raises `RefusedFileError`."""
        if file := self.request.FILES.get("file"):
            return decoded(file.read())
        text = self.request.POST.get("text", "")
        if not text:
            raise RefusedFileError([_("Choose a file.")])
        return decoded(text.encode())

    def take_in(self, job: Job, text: str) -> HttpResponse:
        """Save what the file says as a draft, all of it or nothing."""
        with transaction.atomic():
            Page.objects.select_for_update().filter(pk=self.page.pk).values_list("pk").first()
            self.page.refresh_from_db()
            lock = self.page.get_lock()
            if lock and lock.for_user(self.person):
                raise RefusedFileError([_("This page is in review. Nothing was imported.")])
            worksheet = Job(self.page, job.original).worksheet()
            found = plan(worksheet, text)
            save(worksheet, found.typed, job.original, self.person)
        number = len(found.changes) + len(found.confirmed)
        words = ngettext(
            "%(number)d text was imported into the draft.", "%(number)d texts were imported into the draft.", number
        )
        messages.success(self.request, words % {"number": number})
        return HttpResponseRedirect(reverse("translating:edit", args=[self.page.pk]))

    def show(self, job: Job, *, status: int = 200, plan: Plan | None = None, **what: Any) -> HttpResponse:
        """Return the page: the form, why a file was refused, or what it would change."""
        changes = [(one, difference(one.row.text, one.text)) for one in plan.changes] if plan else []
        context = {**self.get_context_data(), **self.languages(job), "plan": plan, "changes": changes, **what}
        return self.render_to_response(context, status=status)
