"""Asking a machine for what is missing. The draft is saved before, and no transaction is open while the machine answers."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from languages.translating.machine.filling import fill
from languages.translating.machine.translation_services import ServiceError, configured_service
from languages.translating.saving import Typed, save
from languages.translating.views.translation_view import JobView
from languages.translating.worksheet import Worksheet
from languages.translating.workspace import Job


class AsksMachine(JobView):
    """A view of a worksheet that may be filled in by machine."""

    def again(self, job: Job) -> Worksheet:
        """Return the worksheet as it is after saving."""
        self.page.refresh_from_db()
        return Job(self.page, job.original).worksheet()

    def back(self) -> HttpResponse:
        """Return to the worksheet."""
        raise NotImplementedError

    def ask_machine(self, job: Job) -> HttpResponse:
        """Have a machine translate what is missing; the draft is saved before, whatever the machine answers."""
        service = configured_service()
        if service is None:
            messages.error(self.request, _("No translation service has been set up."))
            return self.back()
        before = self.page.latest_revision_id
        try:
            filled = fill(self.again(job), service)
        except ServiceError as error:
            messages.error(self.request, f"{error} {_('Your draft is saved.')}")
            return self.back()
        with transaction.atomic():
            Page.objects.select_for_update().filter(pk=self.page.pk).values_list("pk").first()
            worksheet = self.again(job)
            if self.page.latest_revision_id != before:
                messages.warning(
                    self.request, _("Somebody saved this page meanwhile, so the machine's words were not used.")
                )
                return self.back()
            save(worksheet, Typed(words=filled.words, machine=service.name), job.original, self.person)
        self.say_filled(len(filled.words), filled.refused)
        return self.back()

    def say_filled(self, used: int, refused: int) -> None:
        """Say what a machine did."""
        words = ngettext(
            "%(used)d text was translated by machine. Check it: it stays marked until you do.",
            "%(used)d texts were translated by machine. Check them: they stay marked until you do.",
            used,
        ) % {"used": used}
        messages.success(self.request, words)
        if refused:
            left = ngettext(
                "%(refused)d answer was of no use and was left out.",
                "%(refused)d answers were of no use and were left out.",
                refused,
            ) % {"refused": refused}
            messages.warning(self.request, left)
