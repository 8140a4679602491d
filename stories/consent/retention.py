"""What is kept for how long: unfinished drafts, stories that were not taken up, people nobody shows, applications, and consent.

Once a night each rule is carried out, as an effect of the outbox with the date in its key. Doing it twice does no harm.
`manage.py retention --dry-run` tells what would happen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from partners.models import Application
from stories.consent.private_links import send_link
from stories.consent.rules import needed_givers
from stories.consent.withdrawing import ERASE, hide_for_good, ledger_subject
from stories.models import Appearance, Concern, Consent, Person, PublicStory, StoryPage, Submission, Withdrawal
from stories.models.consent import Decider
from upkeep import erasures
from upkeep.nightly import every_night
from upkeep.outbox.handlers import Payload
from upkeep.outbox.posting import post

RETENTION: Final = "retention"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is past its time: the rule, what it is (a key, never a name), and how it is dealt with."""

    rule: str
    subject: str
    act: Callable[[], None]


def _before(now: datetime, days: int) -> datetime:
    return now - timedelta(days=days)


def forgotten_drafts(now: datetime) -> QuerySet[Submission]:
    """Return drafts that were never on the site, whose writers were reminded so long ago and have not touched them since."""
    reminded = Q(handling__reminded_of_draft__gte=F("changed"))
    long_ago = Q(handling__reminded_of_draft__lte=_before(now, settings.DRAFT_DAYS_AFTER_REMINDER))
    drafts = Submission.objects.filter(reminded & long_ago, sent=None, declined=None)
    return drafts.filter(page__live=False, page__first_published_at=None)


def declined_stories(now: datetime) -> QuerySet[Submission]:
    """Return stories that were declined so long ago."""
    declined = Submission.objects.filter(declined__lte=_before(now, settings.DECLINED_DAYS))
    return declined.filter(page__live=False, page__first_published_at=None)


def people_nowhere(now: datetime) -> QuerySet[Person]:
    """Return people whose stories are gone: nobody is shown by what they agreed to any more."""
    pages = StoryPage.objects.filter(translation_key=OuterRef("story_key"))
    in_story = Appearance.objects.filter(Exists(pages), person=OuterRef("pk"))
    return Person.objects.filter(~Exists(in_story), created_at__lte=_before(now, 1))


def old_applications(now: datetime) -> QuerySet[Application]:
    """Return applications that were declined, or saved and never sent, so long ago."""
    State = Application.State  # noqa: N806  # a class
    declined = Q(state=State.DECLINED, created__lte=_before(now, settings.DECLINED_DAYS))
    saved = Q(state__in=(State.SAVED, State.SENT), created__lte=_before(now, settings.DRAFT_DAYS_AFTER_REMINDER))
    return Application.objects.filter(declined | saved)


def told_and_declined(now: datetime) -> QuerySet[PublicStory]:
    """Return stories that members of the public told us and that were not taken up, so long ago."""
    declined = PublicStory.objects.filter(state=PublicStory.State.DECLINED)
    return declined.filter(handled_at__lte=_before(now, settings.DECLINED_DAYS))


def closed_concerns(now: datetime) -> QuerySet[Concern]:
    """Return concerns that were dealt with so long ago."""
    return Concern.objects.filter(state=Concern.State.CLOSED, closed_at__lte=_before(now, settings.CONCERN_DAYS))


def consents_in_use() -> QuerySet[Consent]:
    """Return the consents to the website that stand, of stories that are live."""
    live = StoryPage.objects.live().filter(translation_key=OuterRef("appearance__story_key"))
    return Consent.objects.standing().filter(Exists(live), for_website=True)


def consents_to_renew(now: datetime) -> QuerySet[Consent]:
    """Return consents in use whose day of review comes within the month, unless they were asked for again."""
    soon = timezone.localdate(now) + timedelta(days=settings.CONSENT_NOTICE_DAYS)
    found = consents_in_use().filter(review_on__lte=soon)
    return found.exclude(appearance__person__links__made_at__gte=_notice(now)).select_related("appearance__person")


def _notice(now: datetime) -> datetime:
    """Return since when a private link counts as having asked already."""
    return _before(now, 2 * settings.CONSENT_NOTICE_DAYS)


def due(now: datetime) -> Iterator[Due]:
    """Yield all that is past its time, rule by rule."""
    for submission in forgotten_drafts(now).select_related("page"):
        yield _erase("draft", submission)
    for submission in declined_stories(now).select_related("page"):
        yield _erase("declined", submission)
    for rule, found in (
        ("person", people_nowhere(now)),
        ("application", old_applications(now)),
        ("told", told_and_declined(now)),
        ("concern", closed_concerns(now)),
    ):
        for thing in found:
            yield Due(rule, str(thing.pk), _deleting(thing))
    asked = {consent.appearance.person for consent in consents_to_renew(now)}
    for person in sorted(asked, key=lambda person: person.pk):
        yield Due("renew", str(person.pk), _asking(person))


def _erase(rule: str, submission: Submission) -> Due:
    key = submission.page.translation_key
    return Due(rule, str(key), lambda: erase_unpublished(key))


def _deleting(thing: Any) -> Callable[[], None]:
    def act() -> None:
        type(thing).objects.filter(pk=thing.pk).delete()

    return act


def _asking(person: Person) -> Callable[[], None]:
    def act() -> None:
        for giver in needed_givers(person):
            send_link(person, giver)

    return act


def erase_unpublished(story_key: Any) -> None:
    """Erase a story that was never on the site, as thoroughly as one that was withdrawn, and without letters."""
    with transaction.atomic():
        withdrawal, _made = Withdrawal.objects.get_or_create(story_key=story_key, defaults={"by": Decider.EDITOR})
        hide_for_good(withdrawal, None)
        subject = ledger_subject(story_key, None)
        post(ERASE, f"story {story_key}", {"subject": subject}, f"{ERASE} {story_key}")
        erasures.record(ERASE, subject)


def carry_out(now: datetime) -> dict[str, int]:
    """Deal with all that is past its time; returns how many of each rule there were."""
    done: dict[str, int] = {}
    for one in list(due(now)):
        one.act()
        done[one.rule] = done.get(one.rule, 0) + 1
    return done


@every_night(RETENTION)
def keep_to_retention(payload: Payload) -> None:
    """Deal with all that is past its time, once a night."""
    carry_out(timezone.now())
