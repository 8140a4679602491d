"""Editing and reviewing a page: where a rule of ours says no, it says why, and nothing that was typed is lost."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import Page, Revision

from home.admin.publishing import go_through_the_gate, say_what_waits
from home.models.workflow import OwnEditError
from home.page_comparison import says_the_same
from languages.admin_addresses import waiting_address
from languages.gate.obstacles import NotReadyError
from languages.gate.outcome_messages import approval_of, tell_refusal


class ReviewedEditView(EditView):
    """Wagtail's page editor, in which approving and editing at once is not a way round the review."""

    page: Page

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: object) -> HttpResponse:
        """Answer the request; posts about one page come one after the other, each reading what the last one left.

        The editor saves by itself every half second. Such a save that had read a draft, and wrote it back after a publication
        under way at the same moment, took the page off the site again (Wagtail 8.0.1).
        """
        if request.method != "POST":
            return super().dispatch(request, page_id, **kwargs)
        with transaction.atomic():
            Page.objects.select_for_update().filter(pk=page_id).values_list("pk").first()
            return super().dispatch(request, page_id, **kwargs)

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Show the editor; a reviewer's saves only when asked to, since what it saves is the reviewer's own edit."""
        if self.page.workflow_in_progress:
            self.autosave_enabled = False
        say_what_waits(request, self.page)
        return super().get(request, *args, **kwargs)

    def publish_action(self) -> HttpResponse:
        """Save what was written, and put it live through the gate: Wagtail's own view knows no gate."""
        self.page = self.form.save(commit=not self.page.live)
        self.subscription.save()
        revision = self.page.save_revision(
            user=self.request.user, log_action=True, previous_revision=self.previous_revision
        )
        if response := self.run_hook("before_publish_page", self.request, self.page):
            return response
        self._keep_comments(revision)
        if not go_through_the_gate(self.request, self.page, revision, self.has_content_changes, self.previous_revision):
            return self.redirect_and_remain()
        self.page = self.page.specific_class.objects.get(pk=self.page.pk)
        for hook in ("after_publish_page", "after_edit_page"):
            if response := self.run_hook(hook, self.request, self.page):
                return response
        return HttpResponseRedirect(waiting_address(self.page)) if approval_of(self.page) else self.redirect_away()

    def _keep_comments(self, revision: Revision) -> None:
        """Log comments and tell those who follow them, as Wagtail's view does."""
        if self.has_content_changes and "comments" in self.form.formsets:
            changes = self.get_commenting_changes()
            self.log_commenting_changes(changes, revision)
            self.send_commenting_notifications(changes)

    def perform_workflow_action(self) -> HttpResponse:
        """Carry out a review action. An approval of something the reviewer has not seen, or changed, does not count."""
        if self.workflow_action == "approve" and self.is_out_of_date:
            messages.warning(self.request, _("Somebody changed this page while you read it. Look again, then approve."))
            return HttpResponseRedirect(self.get_edit_url())
        if self.workflow_action == "approve" and self.has_content_changes and self._says_something_new():
            messages.warning(
                self.request,
                _(
                    "Your changes are saved. Because the last change is now yours, somebody else must approve this page."
                ),
            )
            return self.save_action()
        try:
            with transaction.atomic():
                response = super().perform_workflow_action()
        except NotReadyError as refusal:
            tell_refusal(self.request, refusal)
            return HttpResponseRedirect(self.get_edit_url())
        say_what_waits(self.request, self.page)
        return response

    def _says_something_new(self) -> bool:
        """Say whether the reviewer changed anything: the editor also posts what it only writes otherwise than others do.

        What is the same is not saved as a version of the reviewer's, unless there are comments to keep.
        """
        edited = self.form.save(commit=False)
        if not says_the_same(edited, self.page.get_latest_revision_as_object()):
            return True
        comments = self.form.formsets.get("comments")
        self.has_content_changes = bool(comments and comments.has_changed())
        return False


class ReviewedWorkflowActionView(WorkflowActionView):
    """Approving without opening the editor. What cannot be approved is explained where the reviewer is."""

    def check_action(self) -> None:
        """Find the words of the action; what is not on offer is refused by the task itself, in `post`."""
        actions = self.task.get_actions(self.object, self.request.user)
        offered = [action for action in actions if action[0] == self.action_name]
        if not offered and not actions:
            super().check_action()
        self.action_verbose_name = next((label for _name, label, modal in offered if modal), "")
        self.action_modal = any(modal for _name, _label, modal in offered)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Carry out the action, or go back with a message that says why not."""
        try:
            with transaction.atomic():
                response = super().post(request, *args, **kwargs)
            say_what_waits(request, self.object)
            return response
        except OwnEditError as refusal:
            messages.error(request, str(refusal))
        except NotReadyError as refusal:
            tell_refusal(request, refusal)
        except ValidationError:
            messages.error(request, _("Something is missing on this page. Open it and approve it there to see what."))
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_json(request, {"step": "success", "redirect": self.redirect_url})
        return HttpResponseRedirect(self.redirect_url)
