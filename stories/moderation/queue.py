"""The queue: stories of partners that wait for an editor, the longest waiting first. The same number of queries for any number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CharField, Exists, F, IntegerField, OuterRef, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, WorkflowState

from accounts.models import User
from home.models import Strand
from languages.configured import Language, language_choices, language_for
from partners.models import Organisation
from stories.desk.story_rows import title_of
from stories.desk.submission_status import SubmissionStatus, statuses_of
from stories.models import Submission
from stories.moderation.agreements import Agreement, agreements

PAGE_LENGTH: Final = 50
LATE: Final = timedelta(days=7)
"""Five working days are promised: what waits for longer is marked."""


class Kind(models.TextChoices):
    """What of the queue is shown."""

    WAITING = "", _("Waiting for an editor")
    TAKING_DOWN = "taking-down", _("To be taken down")
    CHANGES = "changes", _("With their writers")
    APPROVED = "approved", _("Approved, not live yet")
    DECLINED = "declined", _("Not taken up")


class QueueForm(forms.Form):
    """The filters. An unknown choice filters nothing."""

    state = forms.ChoiceField(label=_("Show"), choices=Kind.choices, required=False)
    organisation = forms.ModelChoiceField(
        label=_("Partner"), queryset=Organisation.objects.none(), required=False, empty_label=_("Any")
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    strand = forms.ModelChoiceField(
        label=_("Strand"), queryset=Strand.objects.all(), required=False, empty_label=_("Any")
    )
    hand = forms.ChoiceField(
        label=_("In hand"),
        choices=[("", _("Anybody's")), ("mine", _("Mine")), ("nobody", _("Nobody's"))],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sending = Submission.objects.exclude(sent=None).values("organisation")
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=sending).order_by("name")  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["language"].choices = [("", _("Any")), *language_choices()]  # type: ignore[attr-defined]  # a ChoiceField

    def chosen(self) -> dict[str, Any]:
        """Return the choices that were made, by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def query(self) -> str:
        """Return the choices as a query string with its question mark, '' for none."""
        chosen = {name: getattr(value, "pk", value) for name, value in self.chosen().items()}
        return f"?{urlencode(chosen)}" if chosen else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One story of the queue. `days` is how long it has waited."""

    pk: int
    title: str
    url: str
    organisation: str
    language: Language
    strand: str
    status: SubmissionStatus
    sent: datetime | None
    days: int
    warnings: int
    agreement: Agreement
    assignee: User | None
    is_live: bool

    @property
    def is_late(self) -> bool:
        """Whether it waits for longer than was promised."""
        return self.days > LATE.days


def _in_review(*statuses: str) -> Exists:
    kind = ContentType.objects.get_for_model(Page)
    flows = WorkflowState.objects.filter(base_content_type=kind, object_id=OuterRef("page_text"))
    return Exists(flows.filter(status__in=statuses))


def queue(chosen: Mapping[str, Any], person: User) -> models.QuerySet[Submission]:
    """Return the submissions of a choice of filters, longest waiting first."""
    found = Submission.objects.annotate(
        page_text=Cast("page_id", CharField()),
        strand_key=Cast(KeyTextTransform("strand", "page__latest_revision__content"), IntegerField()),
    )
    picked = _of_kind(found, chosen.get("state", "")).filter(_picked(chosen, person))
    return picked.order_by(F("sent").asc(nulls_last=True), "pk")


def _of_kind(found: models.QuerySet[Submission], kind: str) -> models.QuerySet[Submission]:
    if kind == Kind.TAKING_DOWN:
        return found.exclude(taking_down_asked=None).filter(page__live=True)
    if kind == Kind.CHANGES:
        return found.filter(_in_review(WorkflowState.STATUS_NEEDS_CHANGES))
    if kind == Kind.DECLINED:
        return found.exclude(declined=None)
    if kind == Kind.APPROVED:
        approved, open_ = WorkflowState.STATUS_APPROVED, WorkflowState.STATUS_IN_PROGRESS
        return found.filter(_in_review(approved), ~_in_review(open_), page__live=False, page__first_published_at=None)
    return found.filter(_in_review(WorkflowState.STATUS_IN_PROGRESS))


def _picked(chosen: Mapping[str, Any], person: User) -> Q:
    picked = Q()
    if organisation := chosen.get("organisation"):
        picked &= Q(organisation=organisation)
    if code := chosen.get("language"):
        picked &= Q(page__original_language=code)
    if strand := chosen.get("strand"):
        picked &= Q(strand_key=strand.pk)
    if hand := chosen.get("hand"):
        picked &= Q(handling__assignee=person) if hand == "mine" else Q(handling__assignee=None)
    return picked


def rows(submissions: models.QuerySet[Submission], query: str = "") -> list[Row]:
    """Return what the queue shows of each story; `query` goes on with the filters."""
    found = list(submissions.select_related("page", "organisation", "handling__assignee"))
    return list(_rows(found, query))


def _rows(found: list[Submission], query: str) -> Iterator[Row]:
    status = statuses_of(found)
    agreed = agreements(one.page.translation_key for one in found)
    strands = {strand.pk: strand.name for strand in Strand.objects.all()} if found else {}
    now = timezone.now()
    for one in found:
        handling = getattr(one, "handling", None)
        yield Row(
            pk=one.pk,
            title=title_of(one),
            url=reverse("moderation:review", args=[one.pk]) + query,
            organisation=one.organisation.display_name if one.organisation else "",
            language=language_for(one.page.original_language),
            strand="" if one.strand_left_to_editors else strands.get(one.strand_key, ""),  # type: ignore[attr-defined]  # annotated
            status=status[one.pk],
            sent=one.sent,
            days=(now - one.sent).days if one.sent else 0,
            warnings=len(one.warnings_answered),
            agreement=agreed[one.page.translation_key],
            assignee=handling.assignee if handling else None,
            is_live=one.page.live,
        )


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The stories before and after one in the queue, `None` at its ends, and its place in it (0: not in it)."""

    before: int | None
    after: int | None
    place: int
    length: int


def neighbours(submission: Submission, chosen: Mapping[str, Any], person: User) -> Neighbours:
    """Return what stands around a story in the queue as it is filtered; for one that has left it, the next is the first."""
    keys = list(queue(chosen, person).values_list("pk", flat=True))
    if submission.pk not in keys:
        return Neighbours(None, keys[0] if keys else None, 0, len(keys))
    place = keys.index(submission.pk)
    before = keys[place - 1] if place else None
    return Neighbours(before, keys[place + 1] if place + 1 < len(keys) else None, place + 1, len(keys))
