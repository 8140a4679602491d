"""Two people at once on one story or one profile, fifty times a night: nothing that was typed is overwritten without a word."""

from __future__ import annotations

from typing import Any

import pytest

from stories.models import Submission
from tests.factories import SmallSite, make_partner_page
from tests.nightly import chance, rounds
from tests.stories.desk.building import Desk, values_of

RACES = rounds(50, 10)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks(site_tree: SmallSite) -> tuple[Desk, Desk]:
    """Two members of one organisation."""
    first = Desk()
    return first, Desk(first.organisation, "Sian")


def post(desk: Desk, submission: Submission, shown: Any, typed: dict[str, str], by_script: bool) -> Any:
    send = desk.save_by_script if by_script else desk.post
    return send(submission, shown, **typed)


def is_told(answer: Any, text: str) -> bool:
    """Say whether a writer whose words were not saved is told, with their words or with the way to them."""
    return answer.status_code == 409 or text in answer.content.decode()


@pytest.mark.parametrize("race", range(RACES))
def test_two_writers_overwrite_nothing(race: int, desks: tuple[Desk, Desk]) -> None:
    """Each has the form as it was, and saves one to three times, in any order, by button or by script."""
    drawn = chance(race)
    submission = desks[0].story(title="Soup", text="Once.", locality="Bangor")
    shown = values_of(submission)
    turns = [0, 1] + [drawn.randrange(2) for _more in range(drawn.randrange(4))]
    drawn.shuffle(turns)
    saved: dict[str, str] = {}
    for turn in turns:
        name = drawn.choice(["title", "title", "text", "locality"])
        text = f"{name} of {turn} in race {race}, {drawn.random()}"
        answer = post(desks[turn], submission, shown, {name: text}, drawn.random() < 0.5)
        now = values_of(submission)
        for known, value in saved.items():
            assert now[known] == value or now[known] == text == now[name], (
                "a saved part was overwritten by somebody else"
            )
        if now[name] == text:
            overwritten = saved.get(name)
            assert overwritten is None, "the second saved over what they had not seen"
            saved[name] = text
        else:
            assert is_told(answer, text), answer.status_code


@pytest.mark.parametrize("race", range(10))
def test_two_members_overwrite_no_profile(race: int, desks: tuple[Desk, Desk], site_tree: SmallSite) -> None:
    page = make_partner_page(site_tree.directories["en"], organisation=desks[0].organisation)
    address = f"/en/desk/{desks[0].organisation.key}/profile/"
    seen = str(page.latest_revision_id or "")
    order = [0, 1] if race % 2 else [1, 0]
    answers = []
    for turn in order:
        fields = {"summary": f"Words of {turn}", "text": "", "visit": "", "contact_email": "", "seen": seen}
        answers.append(desks[turn].client.post(address, fields))
    assert [answer.status_code for answer in answers] == [303, 409]
    assert f"Words of {order[1]}" in answers[1].content.decode()
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().summary == f"Words of {order[0]}"
