"""People in stories, for tests."""

from __future__ import annotations

from typing import Any

from stories.consent.consent_records import Place, Said, appear, record, state
from stories.models import PeopleStatement, Person, StoryPage

YES = frozenset({"website"})


def make_person(name: str = "Aisha Example", **values: Any) -> Person:
    """Make a person, an adult who reads English unless said otherwise."""
    return Person.objects.create(name=name, **{"age_band": "adult", "language": "en", **values})


def put_into(
    story: StoryPage, person: Person, *places: Place, agreed: bool = True, by: tuple[str, ...] = ("person",)
) -> None:
    """Put a person into a story, in its words unless `places` say otherwise; they agree to the website unless told not to."""
    state(story, PeopleStatement.Answer.LISTED)
    appear(person, story.translation_key, places or [Place(None)])
    for giver in by if agreed else ():
        record(person, story.translation_key, Said(YES, giver=giver))
