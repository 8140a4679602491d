"""Writing down who is in a story and what they said. Nothing is overwritten: what is said later stands beside what was said before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from home.models import Picture
from stories.consent import consent_wording, rules
from stories.models import Appearance, Consent, PeopleStatement, Person, StoryPage
from stories.models.consent import Giver

if TYPE_CHECKING:
    from accounts.models import User

Answer = PeopleStatement.Answer


def statement_of(page: StoryPage) -> PeopleStatement | None:
    """Return what was said about the people in a story, or `None`."""
    return PeopleStatement.objects.filter(story_key=page.translation_key).first()


def state(page: StoryPage, answer: str, user: User | None = None) -> PeopleStatement:
    """Note the answer about a story, for the pictures of `page` and those it was given for in other languages.

    People who were only in pictures that are not there any more are no longer in the story.
    """
    known = statement_of(page)
    if known is not None and known.answer == answer:
        media = rules.media_of(page) | set(known.media)
    else:
        media = rules.media_of(page)
    values = {"answer": answer, "media": sorted(media), "stated_by": user, "stated_at": timezone.now()}
    with transaction.atomic():
        statement, _made = PeopleStatement.objects.update_or_create(
            story_key=page.translation_key, defaults={**values, "grace_until": None}
        )
        _forget_removed_pictures(page, media)
    return statement


def _forget_removed_pictures(page: StoryPage, media: set[str]) -> None:
    name = Picture._meta.model_name
    for appearance in Appearance.objects.filter(story_key=page.translation_key).exclude(picture=None):
        if f"{name}-{appearance.picture_id}" not in media:
            appearance.delete()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person appears: in a picture, or in the words where `picture_id` is `None`."""

    picture_id: int | None
    is_named: bool = False
    is_recognisable: bool = True


def appear(person: Person, story_key: Any, places: Iterable[Place]) -> None:
    """Note that a person appears in these places of a story and in no others; what they said about a place stays with it."""
    wanted = {place.picture_id: place for place in places}
    with transaction.atomic():
        known = {one.picture_id: one for one in person.appearances.filter(story_key=story_key)}
        for picture_id in known.keys() - wanted.keys():
            known[picture_id].delete()
        for picture_id, place in wanted.items():
            found = known.get(picture_id) or Appearance(person=person, story_key=story_key, picture_id=picture_id)
            found.is_named, found.is_recognisable = place.is_named, place.is_recognisable
            found.save()


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said: to which purposes yes, as whom, in which words, and how it came to us."""

    purposes: frozenset[str]
    giver: str = Giver.PERSON
    how: str = Consent.How.LINK
    language: str = "en"
    guardian_name: str = ""
    given_at: datetime = field(default_factory=timezone.now)
    evidence: File[bytes] | None = None
    version: str = ""


def review_date(given: date) -> date:
    """Return when somebody who agreed on a day is asked again."""
    return given + timedelta(days=settings.CONSENT_REVIEW_DAYS)


def record(person: Person, story_key: Any, said: Said, asked_by: User | None = None) -> list[Consent]:
    """Write down what somebody said about all appearances of a person in a story; what they said before no longer stands.

    Saying no to the website after yes is a withdrawal of the story: that is `withdrawing.withdraw`, not this.
    """
    text = consent_wording.wording(said.language, said.version)
    values: dict[str, Any] = {f"for_{name}": name in said.purposes for name in consent_wording.PURPOSES}
    values |= {"wording_version": text.version, "wording_language": text.language}
    values |= {"giver": said.giver, "guardian_name": said.guardian_name, "asked_how": said.how, "asked_by": asked_by}
    values |= {"given_at": said.given_at, "review_on": review_date(said.given_at.date())}
    made = []
    with transaction.atomic():
        for appearance in Appearance.objects.filter(person=person, story_key=story_key):
            appearance.consents.filter(giver=said.giver).withdraw(by=said.giver, at=timezone.now())
            made.append(Consent(appearance=appearance, **values))
        for consent in made:
            if said.evidence is not None:
                said.evidence.seek(0)
                consent.evidence = said.evidence  # type: ignore[assignment]  # Django turns a File into a FieldFile
            consent.save()
    return made
