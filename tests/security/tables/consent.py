"""Pages behind private links: whoever has the link, account or not; with a wrong one nobody, whoever they are. And concerns: everybody."""

from __future__ import annotations

from tests.security.people import NOBODY, World
from tests.security.rules import Rule, for_everybody

WRONG = "a-link-that-nobody-was-sent"


def _concern(world: World) -> str:
    return f"/en/concern/{world.things['story'].pk}/"


RULES: dict[str, Rule] = {
    "stories:consent_form": for_everybody("/en/consent/form/"),
    "stories:consent_form_young": for_everybody("/en/consent/form/young/"),
    "stories:receipt": Rule(NOBODY, f"/en/consent/receipt/{WRONG}/"),
    "stories:consent": Rule(NOBODY, f"/en/consent/{WRONG}/"),
    "stories:withdraw": Rule(NOBODY, f"/en/consent/{WRONG}/withdraw/00000000-0000-4000-8000-000000000000/"),
    "stories:concern": Rule(for_everybody("").who, _concern, opens=False),
    "stories:hide": Rule(NOBODY, f"/en/concern/hide/{WRONG}:wrong/"),
}
