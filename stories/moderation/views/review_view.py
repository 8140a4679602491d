"""What the pages of moderation share."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from stories.desk.story_rows import title_of
from stories.models import Submission
from stories.moderation.queue import QueueForm, neighbours
from stories.permissions import may_moderate


class ModeratorsView(WagtailAdminTemplateMixin, TemplateView):
    """A page of the admin for those who moderate. The filters of the queue go along in its address."""

    header_icon = "clipboard-list"
    page_title: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise `PermissionDenied` for everybody else, before anything is read or written."""
        if not may_moderate(request.user):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the name of the page."""
        return [{"url": "", "label": str(self.page_title)}]

    @property
    def person(self) -> User:
        """The editor who asks."""
        assert isinstance(self.request.user, User)  # noqa: S101  # `dispatch` lets nobody else in
        return self.request.user

    @cached_property
    def filters(self) -> QueueForm:
        """The filters of the queue the editor works through."""
        return QueueForm(self.request.GET)

    def queue_url(self) -> str:
        """Return the address of the queue as it is filtered."""
        return reverse("moderation:queue") + self.filters.query()


class SubmissionView(ModeratorsView):
    """A page about one submission."""

    @cached_property
    def submission(self) -> Submission:
        """The submission the address names; raises `Http404`."""
        found = Submission.objects.select_related("page", "organisation", "author", "changed_by", "handling__assignee")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def address(self, name: str, pk: int | None = None) -> str:
        """Return the address of a page about a submission, this one unless told otherwise, in the same queue."""
        return reverse(f"moderation:{name}", args=[pk or self.submission.pk]) + self.filters.query()

    def on_to_next(self) -> HttpResponse:
        """Lead on to what is next in the queue, or back to it when there is nothing."""
        found = neighbours(self.submission, self.filters.chosen(), self.person)
        return HttpResponseRedirect(
            self.address("review", found.after) if found.after else self.queue_url(), status=303
        )

    def get_page_subtitle(self) -> str:
        """Return the title of the story."""
        return title_of(self.submission)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way from the queue to here."""
        return [
            {"url": self.queue_url(), "label": str(gettext_lazy("Moderation"))},
            {"url": "", "label": self.get_page_subtitle()},
        ]
