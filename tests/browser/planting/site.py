"""The served site with payloads in every form, and the addresses that show them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext

from demo.accounts import PASSWORD
from tests.browser.forms import Visitor
from tests.browser.letters import Letterbox
from tests.browser.payloads import SHORTEST_FIELD, packed
from tests.browser.planting import others, stories

SAFEGUARDING = "safeguarding@together.example"


def signed_in(browser: Browser, base_url: str, login: str = "") -> BrowserContext:
    """Return a context in which somebody has signed in; without a name, nobody has."""
    context = browser.new_context(base_url=base_url)
    if login:
        visitor = Visitor(context.request)
        form = visitor.form("/en/sign-in/password/", "password")
        visitor.post(form.action, {**form.values(), "login": login, "password": PASSWORD})
    return context


@dataclass
class Planted:
    """A site full of payloads: who planted them, and the addresses found on the way."""

    member: BrowserContext
    moderator: BrowserContext
    anyone: BrowserContext
    letterbox: Letterbox
    keys: list[str] = field(default_factory=list)
    people_pages: list[str] = field(default_factory=list)
    private: list[str] = field(default_factory=list)
    public: list[str] = field(default_factory=list)

    def plant(self) -> None:
        """Fill every form in and have every story decided."""
        member, moderator, anyone = (Visitor(one.request) for one in (self.member, self.moderator, self.anyone))
        self.keys = stories.tell_all(member)
        for key, note in zip(self.keys, packed(2000), strict=False):
            stories.discuss(member, moderator, key, note)
        for number, text in enumerate(packed(1900)):
            form = member.form(f"{stories.DESK}stories/new/", "title")
            stories.decline(moderator, stories.tell(member, form, packed(SHORTEST_FIELD)[number], 900 + number), text)
        self._publish(member, moderator, anyone)
        self._tell(member, moderator, anyone)

    def _publish(self, member: Visitor, moderator: Visitor, anyone: Visitor) -> None:
        for key in self.keys[:-2]:
            stories.decide(moderator, key, "approve")
        for key, why in zip(self.keys, packed(900), strict=False):
            stories.ask_to_take_down(member, moderator, key, why)
        listed = [anyone.get(f"/en/stories/?partner=example-repair-cafe&page={page}").text() for page in (1, 2, 3, 4)]
        self.public = sorted(set(re.findall(r'href="(/en/stories/(?:soup|pictures)[^"]*/)"', "".join(listed))))

    def _tell(self, member: Visitor, moderator: Visitor, anyone: Visitor) -> None:
        self.people_pages, links = others.people(member, anyone, self.keys[-2])
        others.tell_us(anyone)
        hide = others.concern(anyone, self.public[0], self.letterbox, SAFEGUARDING)
        joined = others.join(anyone, self.letterbox)
        others.accept(moderator)
        self.private = [*links, hide, *joined]
