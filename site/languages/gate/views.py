"""Waiting to go live together: what one page waits for, and the way to put it live all the same."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from languages.admin_addresses import edit_address, report_address, waiting_address
from languages.gate.outcome_messages import approval_of, missing_for
from languages.gate.publish import publish_anyway
from languages.gate.waiting import withdraw
from languages.models import ApprovedRevision, Override
from languages.permissions import may_override, may_see_waiting, may_withdraw


class ReasonForm(forms.Form):
    """Why a page goes live before its translations are ready."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who sees the report of translations reads it."),
    )


class WaitingView(WagtailAdminTemplateMixin, TemplateView):
    """Says what a page waits for; those who may can put it live anyway, with a reason, or call the approval off."""

    template_name = "languages/admin/waiting.html"
    page_title = _("Waiting to go live together")
    header_icon = "globe"
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise `PermissionDenied` for those who may not see the page."""
        if not may_see_waiting(request.user, self.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def page(self) -> Page:
        """The page the address names."""
        return get_object_or_404(Page, pk=self.kwargs["page_id"])

    @cached_property
    def approval(self) -> ApprovedRevision | None:
        """The approval that waits."""
        return approval_of(self.page)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here, by the report of translations and the page."""
        above = {"url": report_address(), "label": _("Translations")}
        page = {"url": edit_address(self.page), "label": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, above, page, {"url": "", "label": self.page_title}]

    def get_page_subtitle(self) -> str:
        """Return the title of the page."""
        return str(self.page.specific_deferred.get_admin_display_title())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows."""
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "approval": self.approval,
            "missing": missing_for(self.page),
            "form": kwargs.get("form") or ReasonForm(),
            "may_override": may_override(self.request.user, self.page),
            "may_withdraw": may_withdraw(self.request.user, self.page),
            "edit_url": edit_address(self.page),
            "overrides": Override.objects.filter(translation_key=self.page.translation_key).select_related("by"),
        }

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Put the page live with a reason, or call the approval off; what is gone by now is said."""
        if self.approval is None:
            messages.warning(request, _("Nothing waits here any more: it went live, or the approval was called off."))
            return redirect(edit_address(self.page))
        if "withdraw" in request.POST:
            return self._withdraw()
        form = ReasonForm(request.POST)
        if not may_override(request.user, self.page):
            raise PermissionDenied
        return self._publish(form.cleaned_data["reason"]) if form.is_valid() else self._again(form)

    def _again(self, form: ReasonForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _withdraw(self) -> HttpResponse:
        if not may_withdraw(self.request.user, self.page):
            raise PermissionDenied
        withdraw(self.page.translation_key)
        messages.success(self.request, _("The approval is called off. The page stays as readers see it."))
        return redirect(edit_address(self.page))

    def _publish(self, reason: str) -> HttpResponse:
        approval: Any = self.approval
        person: Any = self.request.user
        try:
            publish_anyway(self.page.specific, approval.revision, user=person, reason=reason)
        except ValidationError as refusal:
            messages.error(self.request, " ".join(refusal.messages))
            return redirect(waiting_address(self.page))
        messages.success(self.request, _("The page is live. Your reason is kept with it."))
        return redirect(edit_address(self.page))
