"""Pages of the admin that ask before work left over is tried again or dropped, and do it when the button is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from upkeep.permissions import Person


from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from upkeep.models import Effect
from upkeep.outbox.leftovers import drop, try_again
from upkeep.permissions import may_drop, may_try_again


class Allowed:
    """For views that some may open: the others are told so by the admin."""

    @staticmethod
    def allows(person: Person) -> bool:
        """Say whether `person` is let in."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Raise `PermissionDenied` for those who are not let in, before anything else is looked at."""
        if not self.allows(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc, no-any-return]  # a mixin of views


class ConfirmView(Allowed, WagtailAdminTemplateMixin, TemplateView):
    """Shows an effect with one button; what the button does is in `act`. One that is done by now is not found: 404."""

    template_name = "upkeep/admin/confirm.html"
    http_method_names = ["get", "head", "post"]
    name = ""
    question: str | Promise = ""
    button: str | Promise = ""
    done: str | Promise = ""

    @classmethod
    def address(cls, pk: int) -> str:
        """Return the address of this page for an effect."""
        return reverse(f"work-left-over:{cls.name}", args=[pk])

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        """Return the way here: its last step is the heading of the page."""
        above = {"url": reverse("work-left-over:index"), "label": _("Work left over")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]

    @cached_property
    def effect(self) -> Effect:
        """The effect the address names, without its payload."""
        return get_object_or_404(Effect.objects.left_over().defer("payload"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Return what the template shows."""
        words = {"question": self.question, "button": self.button, "is_serious": self.name == "drop"}
        place = {"action": self.address(self.effect.pk), "back": reverse("work-left-over:index")}
        return {**super().get_context_data(**kwargs), "effect": self.effect, **words, **place}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, say so, and show the list again."""
        if self.act(self.effect):
            messages.success(request, self.done)
        else:
            messages.warning(request, _("Nothing was changed: it is being carried out just now, or done."))
        return redirect("work-left-over:index")

    def act(self, effect: Effect) -> bool:
        """Do what the button says; say whether anything was done."""
        raise NotImplementedError


class TryAgainView(ConfirmView):
    """Tries again at once."""

    name = "try-again"
    page_title = _("Try again")
    question = _("It is carried out again as soon as possible, and again up to eight times if it fails.")
    button = _("Try again")
    done = _("It is tried again.")

    @staticmethod
    def allows(person: Person) -> bool:
        """Let in those who may try again."""
        return may_try_again(person)

    def act(self, effect: Effect) -> bool:
        """Try again."""
        return try_again(effect)


class DropView(ConfirmView):
    """Drops an effect for good."""

    name = "drop"
    page_title = _("Drop")
    question = _("It will never be carried out: a letter that waits here is not sent. This cannot be undone.")
    button = _("Drop it")
    done = _("It is dropped.")

    @staticmethod
    def allows(person: Person) -> bool:
        """Let in those who may drop."""
        return may_drop(person)

    def act(self, effect: Effect) -> bool:
        """Drop it."""
        return drop(effect)
