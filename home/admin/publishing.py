"""Publishing and taking down from the editors' side, with every language that goes together."""

from __future__ import annotations

from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.models import Page, Revision

from languages.admin_addresses import waiting_address
from languages.configured import language_for
from languages.gate.obstacles import NotReadyError
from languages.gate.outcome_messages import approval_of, listed, missing_for, tell, tell_refusal
from languages.gate.unpublishing import alone, companions_of, record_exception
from languages.locales import locale_code
from languages.models import ApprovedRevision
from languages.permissions import may_override


def go_through_the_gate(
    request: HttpRequest, page: Page, revision: Revision, changed: bool = True, previous: Revision | None = None
) -> bool:
    """Publish a version, say what became of it, and say whether the gate let it pass; waiting is passing."""
    try:
        verdict = page.publish(
            revision, user=request.user, changed=changed, previous_revision=previous, skip_permission_checks=True
        )
    except NotReadyError as refusal:
        tell_refusal(request, refusal)
        return False
    if not verdict.is_waiting:
        _say_live(request, page.specific_class.objects.get(pk=page.pk), revision)
    tell(request, page, verdict)
    return True


def _say_live(request: HttpRequest, page: Page, revision: Revision) -> None:
    """Say that a page is live, or when it will be."""
    title, go_live_at = page.get_admin_display_title(), revision.as_object().go_live_at
    buttons = [messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), _("Edit"))]
    if go_live_at and go_live_at > timezone.now():
        messages.success(
            request, _("Page '%(page_title)s' has been scheduled for publishing.") % {"page_title": title}, buttons
        )
        return
    if page.url:
        buttons.insert(0, messages.button(page.url, _("View live")))
    messages.success(request, _("Page '%(page_title)s' has been published.") % {"page_title": title}, buttons)


def say_what_waits(request: HttpRequest, page: Page) -> None:
    """Say over the editor that a version of the page is approved, and what it waits for."""
    if approval_of(page) is None:
        return
    sentence = _("A version of this page is approved. It goes live together with its translations.")
    button = messages.button(waiting_address(page), _("What is missing"))
    messages.warning(request, format_html("{}{}", sentence, listed(missing_for(page))), buttons=[button])


class GatedCreateView(CreateView):
    """A new page is a draft until the gate lets it pass: Wagtail would put it into the tree as live."""

    def publish_action(self) -> HttpResponse:
        """Save the page and put it live through the gate."""
        self.page = self.form.save(commit=False)
        self.page.live = False
        with transaction.atomic():
            self.parent_page.add_child(instance=self.page)
            self.set_default_privacy_setting()
            revision = self.page.save_revision(user=self.request.user, log_action=True)
            self.subscription.page = self.page
            self.subscription.save()
        if response := self.run_hook("before_publish_page", self.request, self.page):
            return response
        passed = go_through_the_gate(self.request, self.page, revision)
        self.page.refresh_from_db()
        for hook in ("after_publish_page", "after_create_page") if passed else ("after_create_page",):
            if response := self.run_hook(hook, self.request, self.page):
                return response
        if not passed:
            return self.redirect_and_remain()
        return HttpResponseRedirect(waiting_address(self.page)) if approval_of(self.page) else self.redirect_away()


class GatedUnpublishView(UnpublishView):
    """Takes a page down with the languages that go together; one language alone is an exception, with a reason."""

    template_name = "home/admin/confirm_unpublish.html"

    def unpublish(self) -> HttpResponse | None:
        """Take it down in one transaction."""
        only_this = self.request.POST.get("languages") == "this"
        reason = self.request.POST.get("reason", "").strip()
        if only_this and not (reason and may_override(self.request.user, self.object)):
            messages.error(self.request, _("To take down one language only, say why. Nothing was taken down."))
            return HttpResponseRedirect(self.request.path)
        with transaction.atomic():
            if not only_this:
                return self._take_down()
            record_exception(self.object, self.request.user, reason)
            with alone():
                return self._take_down()

    def _take_down(self) -> HttpResponse | None:
        response: HttpResponse | None = super().unpublish()
        return response

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the languages that go together, and whether this person may take down one alone."""
        others = [page for page in companions_of(self.object) if page.live]
        return {
            **super().get_context_data(**kwargs),
            "companions": [language_for(locale_code(page.locale_id)) for page in others],
            "own_language": language_for(locale_code(self.object.locale_id)),
            "may_override": may_override(self.request.user, self.object),
        }


class GatedMoveConfirmView(MoveConfirmView):
    """Moves a page and its translations in one transaction."""

    @transaction.atomic
    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Move them."""
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response


class GatedPublishBulkAction(PublishBulkAction):
    """Publishes the chosen pages, each with its languages, and says how many wait for others."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Publish, and tell what is refused or waits."""
        try:
            response: HttpResponse = super().form_valid(form)
        except NotReadyError as refusal:
            tell_refusal(self.request, refusal)
            return HttpResponseRedirect(self.next_url)
        return response

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """Say how many went live, and how many are approved and wait."""
        waiting = ApprovedRevision.objects.filter(page__in=[page.pk for page in self.actionable_objects]).count()
        live = max(num_parent_objects + num_child_objects - waiting, 0)
        told = [_("Pages published: %(number)d.") % {"number": live}]
        if waiting:
            told.append(_("Pages that are approved and wait for their translations: %(number)d.") % {"number": waiting})
        return " ".join(told)
