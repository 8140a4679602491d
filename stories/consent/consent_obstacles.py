"""What keeps a story from going live for the sake of the people in it. Each obstacle names exactly what is missing.

At most five queries a publication: the answer about people, withdrawals, concerns, appearances, their consents.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from languages.gate.obstacles import NotReadyError, Obstacle, obstructs
from stories.consent import rules
from stories.models import Appearance, Concern, PeopleStatement, StoryPage, Withdrawal
from stories.models.consent import Giver

Answer = PeopleStatement.Answer


def people_url(page: Page) -> str:
    """Return where an editor says who can be recognised in a story; '' for one that is not stored yet."""
    try:
        return reverse("story_people:people", args=[page.pk]) if page.pk else ""
    except NoReverseMatch:
        return ""


@obstructs
def consent_obstacles(page: Page) -> Iterator[Obstacle]:
    """Yield what is missing before a story may go live in any language; nothing for other pages."""
    if not isinstance(page, StoryPage):
        return
    url, today = people_url(page), timezone.localdate()
    if Withdrawal.objects.filter(story_key=page.translation_key).exists():
        text = _("Somebody in this story has withdrawn their consent. It can never be published again.")
        yield Obstacle("consent.withdrawn", text)
        return
    if Concern.objects.hiding(page.translation_key).exists():
        text = _("This story is hidden because somebody reported a concern. Deal with the concern first.")
        yield Obstacle("consent.concern", text, url)
    appearances = list(rules.appearances_in(page.translation_key))
    yield from _statement_obstacles(page, url, today, is_anybody_listed=bool(appearances))
    for appearance in appearances:
        yield from _appearance_obstacles(page, appearance, url, today)


def _statement_obstacles(page: StoryPage, url: str, today: date, *, is_anybody_listed: bool) -> Iterator[Obstacle]:
    statement = PeopleStatement.objects.filter(story_key=page.translation_key).first()
    if statement is None or (statement.answer == Answer.NOT_ASKED and not _has_grace(statement, today)):
        text = _("Nobody has said yet who can be recognised in this story. Answer that first.")
        yield Obstacle("consent.unasked", text, url)
    elif statement.answer == Answer.LISTED and not is_anybody_listed:
        text = _("People can be recognised in this story, but nobody is listed yet. Add them, or answer again.")
        yield Obstacle("consent.nobody-listed", text, url)
    elif not rules.media_of(page) <= _media_asked_about(statement):
        text = _("A picture or film was added since it was said who can be recognised. Look at it and answer again.")
        yield Obstacle("consent.new-picture", text, url)


def _media_asked_about(statement: PeopleStatement) -> set[str]:
    """Return what the answer was given for; where nobody was asked, what the story shows to readers already."""
    if statement.answer != Answer.NOT_ASKED:
        return set(statement.media)
    shown = StoryPage.objects.live().filter(translation_key=statement.story_key)
    return {name for page in shown for name in rules.media_of(page)}


def _has_grace(statement: PeopleStatement, today: date) -> bool:
    return statement.grace_until is not None and today <= statement.grace_until


def _appearance_obstacles(page: StoryPage, appearance: Appearance, url: str, today: date) -> Iterator[Obstacle]:
    for giver in rules.missing_givers(appearance, today):
        yield _missing(appearance, giver, url)
    if appearance.picture_id and appearance.is_recognisable and appearance.person.is_under_16:
        yield from _named_beside_picture(page, appearance, url)
    if appearance.person.stays_unidentified:
        yield from _identified(page, appearance, url)


def _missing(appearance: Appearance, giver: Giver, url: str) -> Obstacle:
    name = {"name": appearance.person.name}
    if giver == Giver.GUARDIAN:
        text = _("A parent or guardian of %(name)s has not agreed to this website, or not again in time.") % name
        return Obstacle("consent.guardian", text, url)
    if appearance.person.is_under_16:
        text = _("%(name)s is under 16 and has not agreed to this website themselves, or not again in time.") % name
        return Obstacle("consent.child", text, url)
    text = _("%(name)s has not agreed to be shown on this website, or not again in time.") % name
    return Obstacle("consent.missing", text, url)


def _named_beside_picture(page: StoryPage, appearance: Appearance, url: str) -> Iterator[Obstacle]:
    person = appearance.person
    if appearance.is_named or rules.is_named_in(person, rules.text_of(page)):
        text = _("%(name)s is under 16: their name must not stand beside their picture. Take one of the two out.")
        yield Obstacle("consent.child-named", text % {"name": person.name}, url)


def _identified(page: StoryPage, appearance: Appearance, url: str) -> Iterator[Obstacle]:
    person, name = appearance.person, {"name": appearance.person.name}
    if rules.is_named_in(person, rules.text_of(page)):
        text = _("%(name)s must not be identified, but their name stands in the story. Use another name.") % name
        yield Obstacle("consent.named", text, url)
    if appearance.picture_id and appearance.is_recognisable:
        text = _("%(name)s must not be identified, but can be recognised in a picture. Take the picture out.") % name
        yield Obstacle("consent.face", text, url)
    if page.organisation_id and page.locality:
        text = _("%(name)s must not be identified: partner and town together give them away. Leave out one.") % name
        yield Obstacle("consent.place", text, url)


def require_consent(page: StoryPage) -> None:
    """Return if nothing about the people in a story keeps it from being live; raises `NotReadyError` with what does."""
    if found := list(consent_obstacles(page)):
        raise NotReadyError(found)
