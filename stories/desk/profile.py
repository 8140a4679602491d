"""The profile of an organisation, changed at the desk: through the same review as a story, while the live one stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue
from wagtail.models import WorkflowState

from accounts.models import User
from languages.locales import locale_id
from partners.desk.body_markdown import body_of, placed_in, text_of
from partners.desk.declared_form_fields import LineField, TextField
from partners.models import Organisation, PartnerPage
from stories.desk import listeners
from stories.desk.saving import LockedError

_CONTROL: Final = {"class": "control"}


class ProfileForm(forms.Form):
    """What an organisation says of itself."""

    summary = LineField(
        label=_("In one or two sentences"),
        help_text=_("Who you are and what you do. Shown in lists and in search."),
        limit=400,
        widget=forms.Textarea({**_CONTROL, "rows": 3}),
        error_messages={"required": _("Say in a sentence who you are")},
    )
    text = TextField(
        label=_("About you"), limit=20_000, required=False, widget=forms.Textarea({**_CONTROL, "rows": 10})
    )
    visit = TextField(
        label=_("Visit"),
        help_text=_("Where and when, a line each. Say step-free access, hearing loop and cost."),
        limit=400,
        required=False,
        widget=forms.Textarea({**_CONTROL, "rows": 4}),
    )
    contact_email = forms.EmailField(
        label=_("Public email address"),
        required=False,
        widget=forms.EmailInput({**_CONTROL, "autocomplete": "off"}),
        error_messages={"invalid": _("Enter an email address, like name@example.org")},
    )

    use_required_attribute = False


@dataclass(frozen=True, slots=True)
class Profile:
    """The profile as it was last saved: its row, its newest revision in memory, and whether editors have it."""

    page: PartnerPage
    latest: PartnerPage
    is_with_editors: bool

    @property
    def seen(self) -> str:
        """A mark of what is shown: the key of the newest revision."""
        return str(self.page.latest_revision_id or "")

    def values(self) -> dict[str, Any]:
        """Return what the form shows."""
        blocks = self.latest.body.get_prep_value()
        plain = {name: getattr(self.latest, name) for name in ("summary", "visit", "contact_email")}
        return {**plain, "text": text_of(blocks)}


def profile_of(organisation: Organisation) -> Profile | None:
    """Return the profile in the active language, else the first there is, `None` where editors have made none yet."""
    pages = PartnerPage.objects.filter(organisation=organisation, alias_of=None).order_by("pk")
    page = pages.filter(locale_id=locale_id(get_language() or "")).first() or pages.first()
    return _profile(page) if page else None


def _profile(page: PartnerPage) -> Profile:
    review = page.current_workflow_state
    reading = review is not None and review.status == WorkflowState.STATUS_IN_PROGRESS
    return Profile(page, page.get_latest_revision_as_object(), reading)


class ChangedMeanwhileError(Exception):
    """Somebody else saved the profile since it was shown."""


def send_profile(profile: Profile, person: User, values: dict[str, Any], seen: str) -> None:
    """Hand changes to the editors. Raises `LockedError` if they have the profile, `ChangedMeanwhileError` if it is another by now."""
    with transaction.atomic():
        now = _profile(PartnerPage.objects.select_for_update(of=("self",)).get(pk=profile.page.pk))
        if now.is_with_editors:
            raise LockedError
        if now.seen != seen:
            raise ChangedMeanwhileError
        _write(now, values)
        now.latest.save_revision(user=person, clean=False, log_action=True)
        _hand_over(now.page, person)
        listeners.profile_sent(now.page, person)


def _write(profile: Profile, values: dict[str, Any]) -> None:
    for name in ("summary", "visit", "contact_email"):
        setattr(profile.latest, name, values[name])
    before = profile.latest.body.get_prep_value()
    if values["text"] != text_of(before):
        body = body_of(values["text"], placed_in(before), before)
        profile.latest.body = StreamValue(profile.latest.body.stream_block, body, is_lazy=True)


def _hand_over(page: PartnerPage, person: User) -> None:
    review = page.current_workflow_state
    workflow = page.get_workflow()
    if review is not None:
        review.resume(person)
    elif workflow is not None:
        workflow.start(page, person)
    else:
        raise ImproperlyConfigured("Profiles need a workflow.")
