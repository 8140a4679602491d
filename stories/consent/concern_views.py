"""The pages about concerns: the form of each story, and the one button that hides it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from delivery.networks import client_network
from delivery.origin import same_origin_required
from delivery.rate_limits import RateLimitExceededError
from languages.configured import DEFAULT_LANGUAGE
from partners.desk.tidying import tidied
from partners.form_fields import AddressField
from partners.joining import Problem
from stories.consent import concerns
from stories.consent.privacy import kept_private
from stories.models import Concern, StoryPage


class PlainField(forms.CharField):
    """Text of several lines, without what only machines see."""

    def to_python(self, value: Any) -> str:
        """Return the text as it is kept."""
        return tidied(str(super().to_python(value)))


class ConcernForm(forms.Form):
    """What somebody is worried about. An address is only for an answer."""

    text = PlainField(
        label=_("What are you worried about?"),
        help_text=_("Say what you saw, and who might be harmed. You do not need to give your name."),
        max_length=4000,
        widget=forms.Textarea({"class": "control", "rows": 6}),
        error_messages={
            "required": _("Say what you are worried about"),
            "max_length": _("Make your message shorter: up to 4,000 characters"),
        },
    )
    email = AddressField(
        label=_("Your email address"),
        help_text=_("Only if you would like an answer."),
        required=False,
        max_length=254,
        widget=forms.EmailInput({"class": "control", "autocomplete": "email"}),
        error_messages=dict.fromkeys(("invalid", "max_length"), _("Enter an email address, like name@example.org")),
    )
    leave_empty = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput({"class": "control", "autocomplete": "off", "tabindex": "-1"}),
    )

    use_required_attribute = False

    def clean_leave_empty(self) -> str:
        """Raise `ValidationError` when the box no person sees is filled in; a person it happens to can empty it."""
        if self.cleaned_data["leave_empty"]:
            raise forms.ValidationError(_("Empty this box. It is there to catch messages sent by programs."))
        return ""

    def problems(self) -> list[Problem]:
        """Return what is to be put right, in the order of the form."""
        general = [Problem("concern-form", str(text)) for text in self.non_field_errors()]
        return general + [Problem(field.id_for_label, str(text)) for field in self for text in field.errors]


def _story(pk: int) -> StoryPage:
    """Return the live story with a key that everybody may read; raises `Http404`."""
    story: StoryPage = get_object_or_404(StoryPage.objects.published().public(), pk=pk)
    return story


@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_required
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form about a story, or take in what was sent."""
    if request.method != "POST" and request.GET.get("done"):
        return kept_private(render(request, "stories/consent/concern_done.html"))
    story = _story(pk)
    form = ConcernForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _taken_in(request, story, form):
        return kept_private(HttpResponseRedirect(f"{request.path}?done=1", status=303))
    context: dict[str, Any] = {"story": story, "form": form, "error_list": form.problems()}
    status = 422 if form.errors else 200
    return kept_private(render(request, "stories/consent/concern.html", context, status=status))


def _taken_in(request: HttpRequest, story: StoryPage, form: ConcernForm) -> bool:
    try:
        concerns.report(
            story,
            text=form.cleaned_data["text"],
            email=form.cleaned_data["email"],
            language=get_language() or DEFAULT_LANGUAGE.code,
            network=client_network(request),
        )
    except RateLimitExceededError as error:
        form.add_error(None, str(error))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_required
def hide(request: HttpRequest, signed: str) -> HttpResponse:
    """Show a concern with the button that hides its story; hide it when the button is pressed. No sign-in: the link is signed."""
    concern = concerns.concern_of(signed)
    if concern is None:
        raise Http404
    if request.method == "POST":
        concerns.hide(concern)
        return kept_private(HttpResponseRedirect(request.path, status=303))
    context = {"concern": concern, "is_hidden": concern.state == Concern.State.HIDDEN, "story": concern.page}
    return kept_private(render(request, "stories/consent/hide.html", context))
