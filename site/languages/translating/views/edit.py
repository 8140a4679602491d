"""The worksheet: side by side with the original, saved without publishing, sent to review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Page, Revision

from languages.translating.conflicts import merge
from languages.translating.form import Sent, read, words_in
from languages.translating.permissions import may_send
from languages.translating.saving import Typed, save
from languages.translating.sending import complete, send
from languages.translating.views.asking import AsksMachine
from languages.translating.views.worksheet_context import worksheet_context
from languages.translating.worksheet import Worksheet
from languages.translating.workspace import Job, job_of, note_presence


class EditView(AsksMachine):
    """One translation beside its original."""

    template_name = "languages/translating/edit.html"
    page_title = gettext_lazy("Translate")
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; words for a page that was deleted meanwhile are shown again, to whoever typed them."""
        if request.method == "POST" and not Page.objects.filter(pk=kwargs["page_id"]).exists():
            return self.show_unplaced(words_in(request.POST))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the worksheet."""
        job = self.job()
        if job is None:
            messages.warning(request, self.no_original)
            return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[self.page.pk]))
        note_presence(self.person, self.page)
        return self.show(job, job.worksheet())

    def show(self, job: Job, worksheet: Worksheet, *, status: int = 200, **what: Any) -> HttpResponse:
        """Return the worksheet as a page; `what` is told by `worksheet_context`."""
        context = worksheet_context(self.request, job, worksheet, **what)
        return self.render_to_response({**self.get_context_data(), **self.languages(job), **context}, status=status)

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Save what was typed, then do what was asked for."""
        job = self.job(number(request.POST.get("original")))
        if job is None:
            return self.show_unplaced(words_in(request.POST))
        with transaction.atomic():
            Page.objects.select_for_update().filter(pk=page_id).values_list("pk").first()
            self.page.refresh_from_db()
            answer = self.keep(job)
        return answer or self.follow(request.POST.get("do", ""), job)

    def keep(self, job: Job) -> HttpResponse | None:
        """Save what was typed; return an answer where it could not be saved as it is."""
        worksheet = job.worksheet()
        sent = read(self.request.POST, worksheet, self.person)
        if self.is_locked:
            messages.error(
                self.request, _("This page is in review. Your words were not saved; copy them before you leave.")
            )
            return self.show(job, worksheet, sent=sent, status=409)
        typed, conflicts = self.merged(job, worksheet, sent)
        if conflicts:
            messages.error(
                self.request, _("Somebody saved other words while you wrote. Nothing was saved: choose below.")
            )
            return self.show(job, worksheet, sent=sent, theirs=conflicts, typed=typed.words, status=409)
        try:
            with transaction.atomic():
                save(worksheet, typed, job.original, self.person)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return self.show(job, job.worksheet(), sent=sent, status=422)
        if sent.faults or sent.unplaced:
            return self.show(job, self.again(job), sent=sent, status=422)
        return None

    def merged(self, job: Job, worksheet: Worksheet, sent: Sent) -> tuple[Typed, Mapping[str, str]]:
        """Return what is to be saved, and the words of somebody else that it would overwrite."""
        based_on = number(self.request.POST.get("draft")) or 0
        if based_on == (self.page.latest_revision_id or 0):
            return sent.typed, {}
        try:
            before = job.worksheet(based_on)
        except Revision.DoesNotExist:
            before = Worksheet(worksheet.source, worksheet.target, ())
        found = merge(before, worksheet, sent.typed)
        return found.typed, found.conflicts

    @property
    def is_locked(self) -> bool:
        """Whether this person may not change the page just now: it is in review, or somebody has locked it."""
        lock = self.page.get_lock()
        return bool(lock and lock.for_user(self.person))

    def follow(self, wish: str, job: Job) -> HttpResponse:
        """Do what was asked for besides saving, and show where things stand."""
        self.page.refresh_from_db()
        steps = {"machine": self.ask_machine, "send": self.send, "complete": self.complete}
        if wish in steps:
            return steps[wish](job)
        self.say_saved(self.again(job))
        return self.back()

    def back(self) -> HttpResponse:
        """Return to the worksheet, and tell if the original moved on meanwhile."""
        current = job_of(self.page).original.revision_id
        if current != (number(self.request.POST.get("original")) or 0):
            messages.warning(
                self.request, _("The original changed while you wrote. Your words are saved; what changed is marked.")
            )
        return HttpResponseRedirect(reverse("translating:edit", args=[self.page.pk]))

    def say_saved(self, worksheet: Worksheet) -> None:
        """Say that the draft is saved, and what is left to do."""
        left = len(worksheet.outstanding)
        words = _("The draft is saved. Nothing was published.")
        if left:
            words += " " + ngettext("%(left)d text is left.", "%(left)d texts are left.", left) % {"left": left}
        messages.success(self.request, words)

    def complete(self, job: Job) -> HttpResponse:
        """Call the translation complete, or say what is missing."""
        return self._after(job, complete, _("The translation is complete. Nothing was published."))

    def send(self, job: Job) -> HttpResponse:
        """Send the translation to review, or say what is missing."""
        if not may_send(self.person, self.page):
            messages.error(self.request, _("The draft is saved, but you cannot send this page to review just now."))
            return self.back()
        return self._after(job, send, _("The translation is sent to review."))

    def _after(self, job: Job, step: Any, words: str) -> HttpResponse:
        worksheet = self.again(job)
        with transaction.atomic():
            missing = step(self.page, worksheet, job.original, self.person)
        if missing:
            messages.warning(self.request, _("The draft is saved. Before it is complete:"))
            return self.show(Job(self.page, job.original), worksheet, missing=missing, status=422)
        messages.success(self.request, words)
        return self.back()

    def show_unplaced(self, words: list[str]) -> HttpResponse:
        """Show words whose original, or page, is gone: nothing that was typed is lost."""
        return render(self.request, "languages/translating/gone.html", {"words": words}, status=410)


def number(value: str | None) -> int | None:
    """Return what a form calls a number, `None` if it is none."""
    return int(value) if value and value.isdecimal() else None
