"""A reader's concern goes to the safeguarding contact alone; the partner hears when that contact hides the story."""

from __future__ import annotations

from stories.consent import concerns
from stories.moderation import deciding
from tests.stories.desk.building import Desk
from tests.stories.moderation.building import make_editor, seen, sent_story
from upkeep.models import Effect


def addressees() -> set[str]:
    letters = Effect.objects.filter(kind="mail").exclude(state="done")
    return {address for letter in letters for address in letter.payload["message"]["to"]}


def test_partner_hears_of_a_concern_only_when_the_story_is_hidden(desk: Desk) -> None:
    submission = sent_story(desk)
    deciding.approve(submission, make_editor(), seen(submission))
    Effect.objects.all().delete()
    values = {"text": "Her father must not find her.", "email": "", "language": "en", "network": ""}
    concern = concerns.report(submission.story(), **values)
    assert addressees() == {"safeguarding@together.example"}
    concerns.hide(concern)
    assert len(addressees()) > 1
