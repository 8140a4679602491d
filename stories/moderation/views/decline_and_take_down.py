"""Declining a story, and taking one down: on pages of their own, since both end something."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from languages.configured import language_for
from partners.desk.tidying import tidied
from stories.moderation.deciding import ChangedError, DecidedError, NothingAskedError, decline, keep_live, take_down
from stories.moderation.declining import Reason, kind_text
from stories.moderation.forms import MAX_NOTE, Typed
from stories.moderation.views.review import told_of
from stories.moderation.views.review_view import SubmissionView
from stories.permissions import may_ask_changes, may_take_down


class DeclineView(SubmissionView):
    """First a reason, then its text, which the editor makes their own before it is sent."""

    template_name = "stories/moderation/decline.html"
    page_title = gettext_lazy("Decline")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise `PermissionDenied` for those outside the review; what is not in review any more is shown as it stands."""
        page = self.submission.page
        if page.current_workflow_task is None and may_take_down(request.user, page):
            return HttpResponseRedirect(self.address("review"), status=303)
        if not may_ask_changes(request.user, page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decline with the text typed."""
        text = tidied(request.POST.get("text", ""))[:MAX_NOTE]
        try:
            decline(self.submission, self.person, Typed.of(request.POST).seen, text)
        except NothingAskedError:
            messages.warning(request, _("Write a few words, so that the writers know why."))
            return self.render_to_response(self.get_context_data(), status=422)
        except (DecidedError, ChangedError) as refusal:
            messages.warning(request, told_of(refusal)[0])
            return HttpResponseRedirect(self.address("review"), status=303)
        messages.success(request, _("Declined. Its writers get your words."))
        return self.on_to_next()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the template's context."""
        page, chosen = self.submission.page, self.request.GET.get("reason", "")
        reason = Reason(chosen) if chosen in Reason.values else None
        text = self.request.POST.get("text") or (kind_text(self.submission, reason) if reason else "")
        task = page.current_workflow_task_state
        writer = self.submission.changed_by or self.submission.author
        return {
            **super().get_context_data(**kwargs),
            "reasons": Reason.choices,
            "reason": reason,
            "text": text,
            "task": task.pk if task else 0,
            "revision": page.latest_revision_id,
            "language": language_for(writer.language) if writer and writer.language else None,
            "is_live": page.live,
            "back_url": self.address("review"),
            "query": self.filters.query(),
        }


class TakeDownView(SubmissionView):
    """Asks whether a live story leaves the site, and takes it down, or leaves it and says why."""

    template_name = "stories/moderation/take_down.html"
    page_title = gettext_lazy("Take down")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise `PermissionDenied` for those who may not."""
        if not may_take_down(request.user, self.submission.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do what the button says."""
        try:
            if request.POST.get("do") == "keep":
                keep_live(self.submission, self.person, tidied(request.POST.get("text", ""))[:MAX_NOTE])
                messages.success(request, _("The story stays. Its writers get your words."))
            elif take_down(self.submission, self.person):
                messages.success(request, _("The story is off the site in every language. Its writers are told."))
            else:
                messages.warning(request, _("The story was off the site already."))
        except NothingAskedError:
            messages.warning(request, _("Write a few words, so that the writers know why."))
            return self.render_to_response(self.get_context_data(), status=422)
        return self.on_to_next()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the template's context."""
        more = {"submission": self.submission, "back_url": self.address("review"), "query": self.filters.query()}
        return {**super().get_context_data(**kwargs), **more}
