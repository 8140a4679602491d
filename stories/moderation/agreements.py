"""Whether the people in stories have agreed, for many stories at once: what the queue shows of each in a word or two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from stories.consent.rules import missing_givers
from stories.models import Appearance, PeopleStatement

Answer = PeopleStatement.Answer


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many people are in a story and how many agreements are missing. `answer` is who can be recognised; `None` if nobody said."""

    answer: str | None
    people: int
    missing: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing as far as people go."""
        return self.answer is not None and not self.missing and (self.people > 0 or self.answer == Answer.NOBODY)

    @property
    def label(self) -> str:
        """What the queue says."""
        if self.answer is None:
            return _("Not said yet")
        if self.missing:
            return _("Agreements missing: %(number)s") % {"number": self.missing}
        if self.people:
            return _("All agreed: %(number)s") % {"number": self.people}
        return _("Nobody recognisable") if self.answer == Answer.NOBODY else _("Nobody listed yet")


def agreements(keys: Iterable[UUID]) -> dict[UUID, Agreement]:
    """Return how it stands with the people of each story, by translation key; three queries, however many there are."""
    wanted, today = list(keys), timezone.localdate()
    asked = PeopleStatement.objects.filter(story_key__in=wanted).exclude(answer=Answer.NOT_ASKED)
    said = dict(asked.values_list("story_key", "answer"))
    shown: dict[UUID, list[Appearance]] = {key: [] for key in wanted}
    found = Appearance.objects.filter(story_key__in=wanted).select_related("person").prefetch_related("consents")
    for appearance in found:
        shown[appearance.story_key].append(appearance)
    return {key: _agreement(said.get(key), shown[key], today) for key in wanted}


def _agreement(answer: str | None, shown: list[Appearance], today: date) -> Agreement:
    people = {appearance.person_id for appearance in shown}
    return Agreement(answer, len(people), sum(len(missing_givers(one, today)) for one in shown))
