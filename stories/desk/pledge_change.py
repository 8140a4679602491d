"""The pledge of an organisation, changed at the desk: a new promise is an application of its own, which editors accept."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from home.models import Strand
from languages.configured import DEFAULT_LANGUAGE
from partners.desk.declared_form_fields import LineField
from partners.models import Application, Organisation, Pledge
from stories.desk import listeners

MAX_WORDS: Final = 40


class PledgeForm(forms.Form):
    """What an organisation promises, by when."""

    promise = LineField(
        label=_("We pledge to…"),
        help_text=_("Start with a verb. Up to 40 words."),
        limit=600,
        widget=forms.Textarea({"class": "control", "rows": 4}),
        error_messages={"required": _("Write what you pledge to do")},
    )
    due = forms.DateField(
        label=_("By"),
        required=False,
        widget=forms.DateInput({"class": "control", "type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Enter a date")},
    )

    use_required_attribute = False

    def clean_promise(self) -> str:
        """Return the promise; raises `ValidationError` when it is longer than 40 words."""
        promise: str = self.cleaned_data["promise"]
        if len(promise.split()) > MAX_WORDS:
            raise forms.ValidationError(_("Make your pledge shorter: up to 40 words"))
        return promise

    def clean_due(self) -> Any:
        """Return the date; raises `ValidationError` for one that is over."""
        due = self.cleaned_data["due"]
        if due and due < timezone.localdate():
            raise forms.ValidationError(_("Enter a date that is still to come"))
        return due


def pledge_of(organisation: Organisation) -> Pledge | None:
    """Return the pledge the profile shows: the newest that has not lapsed."""
    current = organisation.pledges.exclude(state=Pledge.State.LAPSED)
    return current.order_by("-updated", "-pk").first()


def waiting(organisation: Organisation) -> Application | None:
    """Return the new pledge that waits for an editor, if there is one."""
    return organisation.applications.waiting().first()


def propose(organisation: Organisation, person: User, promise: str, due: Any) -> None:
    """Put a new pledge before the editors, in place of one that still waits. It is theirs to accept in the list of applications."""
    with transaction.atomic():
        organisation.applications.waiting().delete()
        Application.objects.create(
            organisation=organisation,
            kind=Application.Kind.GROUP,
            name=organisation.name,
            region=organisation.region,
            promise=promise,
            due=due,
            strand=organisation.main_strand or Strand.objects.order_by("number").first(),
            email=person.email,
            agreed=True,
            language=get_language() or DEFAULT_LANGUAGE.code,
            state=Application.State.CONFIRMED,
            confirmed=timezone.now(),
        )
        listeners.pledge_proposed(pledge_of(organisation), person)
