"""Pages behind private links: whoever has the link, account or not; with a wrong one nobody, whoever they are. Concerns: everybody.

The people in a story of organisation A: its members.
"""

from __future__ import annotations

from stories.models import Person
from tests.security.people import MEMBERS_OF_A, NOBODY, World
from tests.security.rules import Rule, for_everybody
from tests.security.submissions import submission_of_a
from tests.stories.people import make_person, put_into

WRONG = "a-link-that-nobody-was-sent"


def _concern(world: World) -> str:
    return f"/en/concern/{world.things['story'].pk}/"


def _people(rest: str) -> Rule:
    """Return the rule of a page about the people in the draft of A; `{person}` is somebody in it."""

    def example(world: World) -> str:
        submission = submission_of_a(world)
        person = Person.objects.first()
        if person is None:
            put_into(submission.page, person := make_person(), agreed=False)
        return f"/en/desk/ours/stories/{submission.pk}/people/{rest.format(person=person.pk)}"

    return Rule(MEMBERS_OF_A, example)


RULES: dict[str, Rule] = {
    "stories:consent_form": for_everybody("/en/consent/form/"),
    "stories:consent_form_young": for_everybody("/en/consent/form/young/"),
    "stories:receipt": Rule(NOBODY, f"/en/consent/receipt/{WRONG}/"),
    "stories:consent": Rule(NOBODY, f"/en/consent/{WRONG}/"),
    "stories:withdraw": Rule(NOBODY, f"/en/consent/{WRONG}/withdraw/00000000-0000-4000-8000-000000000000/"),
    "consent:people": _people(""),
    "consent:add": _people("add/"),
    "consent:person": _people("{person}/"),
    "consent:edit": _people("{person}/edit/"),
    "consent:withdraw": _people("{person}/withdraw/"),
    "stories:concern": Rule(for_everybody("").who, _concern, opens=False),
    "stories:tell_us": for_everybody("/en/tell-us/"),
    "stories:tell_us_back": Rule(NOBODY, f"/en/tell-us/take-back/{WRONG}/"),
    "stories:hide": Rule(NOBODY, f"/en/concern/hide/{WRONG}:wrong/"),
}
