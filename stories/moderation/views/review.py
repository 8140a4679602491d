"""One story as it will look, beside its form, and the buttons that decide about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import TaskState

from home.models.workflow import OwnEditError
from languages.gate.obstacles import NotReadyError
from stories.models import StoryPage
from stories.moderation.deciding import ChangedError, DecidedError, NothingAskedError, Outcome, approve, ask_for_changes
from stories.moderation.forms import DateForm, Typed, number
from stories.moderation.handling import assign, colleagues
from stories.moderation.queue import neighbours
from stories.moderation.reviewing import review_context, waits_for
from stories.moderation.views.review_view import SubmissionView


class ReviewView(SubmissionView):
    """Shows a story and takes in what an editor decides. What was typed comes back with every refusal."""

    template_name = "stories/moderation/review.html"
    page_title = gettext_lazy("Review")
    status = 200

    @cached_property
    def typed(self) -> Typed:
        """What came with the decision."""
        return Typed.of(self.request.POST)

    @cached_property
    def date(self) -> DateForm:
        """When the story is to go live, as it was typed."""
        return DateForm(self.request.POST if self.typed.action == "schedule" else None)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Carry out the decision and lead on to the next story, or show this one again and say why not."""
        acts: dict[str, Callable[[], str]] = {
            "approve": self.approve,
            "schedule": self.schedule,
            "changes": self.ask_for_changes,
        }
        try:
            said = acts[self.typed.action]() if self.typed.action in acts else ""
        except (DecidedError, ChangedError, NothingAskedError, ValidationError, PermissionDenied) as refusal:
            return self.refuse(refusal)
        if said:
            messages.success(request, said)
            return self.on_to_next()
        return self.again(422)

    def approve(self) -> str:
        """Approve what was seen, with the notes typed; returns what to say."""
        outcome = approve(
            self.submission, self.person, self.typed.seen, notes=self.typed.notes, strand=self.typed.strand
        )
        if outcome is Outcome.LIVE:
            return _("Approved: the story is on the site. Its writers are told.")
        languages = ", ".join(waits_for(self.submission.page))
        return _("Approved. The story goes live by itself as soon as nothing is missing: %(what)s") % {
            "what": languages
        }

    def schedule(self) -> str:
        """Approve for a moment to come; returns what to say, '' if the moment is not one."""
        if not self.date.is_valid():
            return ""
        seen, at = self.typed.seen, self.date.cleaned_data["at"]
        approve(self.submission, self.person, seen, notes=self.typed.notes, strand=self.typed.strand, at=at)
        when = date_format(timezone.localtime(at), "DATETIME_FORMAT")
        return _("Approved. The story goes live by itself on %(when)s") % {"when": when}

    def ask_for_changes(self) -> str:
        """Hand the story back with the notes typed; returns what to say."""
        ask_for_changes(self.submission, self.person, self.typed.seen, self.typed.notes)
        return _("The notes are on their way to the writers.")

    def refuse(self, refusal: Exception) -> HttpResponse:
        """Say why nothing was done, with what was typed."""
        if isinstance(refusal, PermissionDenied) and not isinstance(refusal, OwnEditError):
            raise refusal
        for told in told_of(refusal):
            messages.warning(self.request, told)
        return self.again(409 if isinstance(refusal, (DecidedError, ChangedError)) else 422)

    def again(self, status: int) -> HttpResponse:
        """Show the page again, as things are now."""
        for name in ("submission", "_page"):
            self.__dict__.pop(name, None)
        self.status = status
        return self.render_to_response(self.get_context_data(), status=status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the template's context."""
        typed = self.typed.notes if self.request.method == "POST" else {}
        around = neighbours(self.submission, self.filters.chosen(), self.person)
        return {
            **super().get_context_data(**kwargs),
            **review_context(self.submission, self.person, typed),
            "date": self.date,
            "colleagues": colleagues(),
            "assignee": handling.assignee if (handling := getattr(self.submission, "handling", None)) else None,
            "around": around,
            "before_url": self.address("review", around.before) if around.before else "",
            "after_url": self.address("review", around.after) if around.after else "",
            "query": self.filters.query(),
            "has_failed": self.status != 200,
        }


def told_of(refusal: Exception) -> list[str]:
    """Return what to say to an editor whose decision was refused."""
    if isinstance(refusal, DecidedError):
        return [_decided(refusal.state)]
    if isinstance(refusal, ChangedError):
        return [_("Somebody changed this story while you read it. Look again, then decide.")]
    if isinstance(refusal, NothingAskedError):
        return [_("Write at least one note, so that the writers know what to do.")]
    if isinstance(refusal, NotReadyError):
        return [_("It cannot go live yet. What is missing stands under “Before it goes live”.")]
    if isinstance(refusal, ValidationError):
        return [_("Something is missing in the story: %(what)s") % {"what": " ".join(refusal.messages)}]
    return [str(refusal)]


def _decided(state: TaskState | None) -> str:
    if state is None or state.finished_by is None:
        return _("This story is not in review any more. Nothing was changed.")
    facts = {"who": state.finished_by.get_full_name() or state.finished_by.get_username()}
    facts["when"] = date_format(timezone.localtime(state.finished_at), "DATETIME_FORMAT") if state.finished_at else ""
    if state.status == TaskState.STATUS_APPROVED:
        return _("%(who)s has approved this story already (%(when)s). Nothing was changed.") % facts
    if state.status == TaskState.STATUS_REJECTED:
        return _("%(who)s has asked for changes already (%(when)s). Your notes were not sent.") % facts
    return _("%(who)s has taken this story out of review (%(when)s). Nothing was changed.") % facts


class PreviewView(SubmissionView):
    """The story as readers will see it, for the frame beside the form."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the page as it was last saved."""
        story: StoryPage = self.submission.story()
        response: HttpResponse = story.make_preview_request(request, "")
        return response


class AssignView(SubmissionView):
    """Notes who has a story in hand."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Assign it to the colleague chosen, or to nobody."""
        colleague = colleagues().filter(pk=number(request.POST.get("colleague"))).first()
        assign(self.submission, colleague)
        messages.success(request, _("Noted who has it in hand."))
        return HttpResponseRedirect(self.address("review"), status=303)
