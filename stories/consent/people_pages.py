"""What the pages about the people in a story show: at the desk of a partner, and for an editor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from home.models import Picture
from partners.joining import Problem
from partners.models import Organisation
from stories.consent import consent_records, rules
from stories.consent.consent_records import Place, Said
from stories.consent.people_forms import PersonForm
from stories.models import Appearance, Consent, PeopleStatement, Person, StoryPage, Submission
from stories.models.consent import Giver

if TYPE_CHECKING:
    from django.forms import Form

    from accounts.models import User

People = Submission.People


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody asks about the people in a story: which one, as it was last saved, and where its pages are."""

    user: User
    story: StoryPage
    submission: Submission | None
    organisation: Organisation | None
    address: Callable[..., str]
    back: str
    is_editor: bool

    @property
    def answer(self) -> str:
        """The answer so far, a `Submission.People` or ''."""
        if self.submission is not None and self.submission.people_answer:
            return self.submission.people_answer
        statement = consent_records.statement_of(self.story)
        if statement is None or statement.answer == PeopleStatement.Answer.NOT_ASKED:
            return ""
        return People.NOBODY if statement.answer == PeopleStatement.Answer.NOBODY else People.UNDER_18

    def pictures(self) -> list[Picture]:
        """Return the pictures of the story, the one at its head first."""
        found = Picture.objects.in_bulk(rules.pictures_of(self.story))
        return sorted(found.values(), key=lambda picture: (picture.pk != self.story.picture_id, picture.pk))

    def people(self) -> list[Person]:
        """Return who is in the story."""
        return list(Person.objects.in_story(self.story.translation_key))


def at_desk(user: User, submission: Submission) -> Asking:
    """Return the asking of a member about their organisation's story."""
    organisation = submission.organisation
    assert organisation is not None  # noqa: S101  # a story without one is at no desk

    def address(name: str, *more: Any) -> str:
        return reverse(f"consent:{name}", args=[organisation.key, submission.pk, *more])

    back = reverse("desk:story", args=[organisation.key, submission.pk])
    return Asking(user, submission.story(), submission, organisation, address, back, is_editor=False)


def for_editor(user: User, page: StoryPage) -> Asking:
    """Return the asking of an editor about any story."""

    def address(name: str, *more: Any) -> str:
        return reverse(f"story_people:{name}", args=[page.pk, *more])

    submission = Submission.objects.filter(page=page).select_related("organisation").first()
    organisation = submission.organisation if submission else page.organisation
    story = page.get_latest_revision_as_object()
    back = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return Asking(user, story, submission, organisation, address, back, is_editor=True)


def keep_answer(asking: Asking, answer: str) -> None:
    """Store the answer: at the submission, and as what the gate asks; "not yet" is none."""
    with transaction.atomic():
        if asking.submission is not None:
            Submission.objects.filter(pk=asking.submission.pk).update(people_answer=answer)
        if answer == People.NOT_YET:
            if not StoryPage.objects.live().filter(translation_key=asking.story.translation_key).exists():
                PeopleStatement.objects.filter(story_key=asking.story.translation_key).delete()
            return
        is_nobody = answer == People.NOBODY
        stated = PeopleStatement.Answer.NOBODY if is_nobody else PeopleStatement.Answer.LISTED
        consent_records.state(asking.story, stated, asking.user)


def keep_person(asking: Asking, form: PersonForm, person: Person | None) -> Person:
    """Store somebody and where they appear; returns the person."""
    facts = form.facts()
    with transaction.atomic():
        if person is None:
            person = Person.objects.create(**facts, organisation=asking.organisation, created_by=asking.user)
        else:
            Person.objects.filter(pk=person.pk).update(**facts)
            person.refresh_from_db()
        named, seen = form.cleaned_data["is_named"], not form.cleaned_data["is_unseen"]
        keys = [*form.picture_ids(), *([None] if "words" in form.cleaned_data["places"] else [])]
        places = [Place(key, is_named=named, is_recognisable=seen or key is None) for key in keys]
        consent_records.appear(person, asking.story.translation_key, places)
    return person


def keep_paper(asking: Asking, person: Person, data: dict[str, Any]) -> None:
    """Store what somebody signed, once for everybody who signed it."""
    given_at = timezone.make_aware(datetime.combine(data["given_on"], time()))
    with transaction.atomic():
        for giver in data.get("givers") or [Giver.PERSON]:
            said = Said(
                purposes=frozenset(data["purposes"]),
                giver=giver,
                how=Consent.How.PAPER,
                language=person.language,
                guardian_name=person.guardian_name if giver == Giver.GUARDIAN else "",
                given_at=given_at,
                evidence=data["evidence"],
            )
            consent_records.record(person, asking.story.translation_key, said, asking.user)


@dataclass(frozen=True, slots=True)
class Row:
    """One person in the list: who, and what is still missing, in whole sentences."""

    person: Person
    url: str
    missing: list[str]


def rows(asking: Asking) -> list[Row]:
    """Return a row for each person in the story, in four queries."""
    appearances: dict[int, list[Appearance]] = {}
    for appearance in rules.appearances_in(asking.story.translation_key):
        appearances.setdefault(appearance.person_id, []).append(appearance)
    return [Row(found[0].person, asking.address("person", key), missing(found)) for key, found in appearances.items()]


def missing(appearances: list[Appearance]) -> list[str]:
    """Return what is missing before somebody may be shown, '' never."""
    today = timezone.localdate()
    givers = {giver for appearance in appearances for giver in rules.missing_givers(appearance, today)}
    told = {
        Giver.PERSON: _("They have not said yes yet."),
        Giver.GUARDIAN: _("A parent or guardian has not said yes yet."),
    }
    return [told[giver] for giver in Giver if giver in givers]


def initial_of(asking: Asking, person: Person) -> dict[str, Any]:
    """Return what fills the form about somebody again."""
    appearances = list(person.appearances.filter(story_key=asking.story.translation_key))
    names = (
        "name",
        "age_band",
        "language",
        "stays_unidentified",
        "shown_as",
        "email",
        "guardian_name",
        "guardian_email",
    )
    return {
        **{name: getattr(person, name) for name in names},
        "places": ["words" if one.picture_id is None else str(one.picture_id) for one in appearances],
        "is_named": any(one.is_named for one in appearances),
        "is_unseen": any(not one.is_recognisable for one in appearances),
    }


def problems(form: Form) -> list[Problem]:
    """Return what is to be put right, in the order of the form; a group of choices is entered at its first."""
    found = []
    for field in form:
        choices = field.subwidgets if field.name in ("answer", "age_band", "places", "purposes", "givers") else []
        entry = choices[0].id_for_label if choices else field.id_for_label
        found += [Problem(entry, str(text)) for text in field.errors]
    return found
