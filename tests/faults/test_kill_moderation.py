"""The process is killed before each write of a decision about a partner's story: all of it is there, letters included, or none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from stories.desk.submission_status import State, status_of
from stories.models import Submission
from stories.moderation import deciding
from stories.moderation.deciding import Seen
from tests.factories import build_site
from tests.faults.killing import kill_before_its_writes
from tests.stories.desk.building import Desk
from tests.stories.moderation.building import fresh, letters_to, make_editor, seen, sent_story
from upkeep.models import Effect
from upkeep.outbox.worker import carry_out_due

pytestmark = [
    pytest.mark.usefixtures("refilled"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

Decide = Callable[[Submission, User, Seen], Any]
DECISIONS: dict[State, Decide] = {
    State.PUBLISHED: deciding.approve,
    State.CHANGES: lambda submission, person, before: deciding.ask_for_changes(
        submission, person, before, {"": "Please."}
    ),
    State.DECLINED: lambda submission, person, before: deciding.decline(submission, person, before, "Not this time."),
}


@pytest.mark.parametrize("leads_to", list(DECISIONS))
def test_killed_decision_leaves_all_or_nothing(leads_to: State, settings: Any) -> None:
    settings.OUTBOX_INLINE = False
    build_site("en", "cy")
    desk = Desk()
    submission, moderator = sent_story(desk), make_editor()
    before = seen(submission)
    writes = kill_before_its_writes(lambda: DECISIONS[leads_to](submission, moderator, before))
    assert writes > 5
    for _round in range(3):
        list(carry_out_due())
    assert not Effect.objects.left_over().exists()
    assert status_of(fresh(submission)).state == leads_to
    assert len(letters_to(desk.person)) == 2  # it arrived, and what became of it
