"""Payloads in all other forms: people and their consent, what the public sends, pledges, profiles, names and teams."""

from __future__ import annotations

import re
import uuid
from datetime import date

from tests.browser.forms import Visitor, told
from tests.browser.letters import Letterbox, link_in
from tests.browser.payloads import packed
from tests.browser.planting.stories import DESK, EVERYTHING, scan

TODAY = date.today().isoformat()
RUN = uuid.uuid4().hex[:6]
"""Makes addresses of people new, on a site that has been read before."""


def people(member: Visitor, anyone: Visitor, key: str) -> tuple[list[str], list[str]]:
    """List children in a story, signed for on paper and by the link of a guardian; return their pages at the desk, and the links."""
    start = f"{DESK}stories/{key}/people/"
    member.post(start, {"answer": "under_18"})
    form, pages, links = member.form(f"{start}add/", "name"), [], []
    for text in packed(120):
        values = {**form.filled(text), "age_band": "under-13", "places": "words", "language": "en"}
        answer = member.post(form.action, values)
        assert re.search(r"/people/\d+/$", answer.url), told(answer)
        pages.append(answer.url)
        link = re.search(r'value="(http[^"]+/consent/[^"]+)"', member.post(answer.url, _guardian("link")).text())
        assert link
        links.append(link[1])
        _agree(anyone, link[1], text)
    paper = {"action": "paper", "purposes": "website", "givers": "person", "given_on": TODAY}
    assert member.post_file(pages[0], paper, "evidence", scan()).ok
    return pages, links


def _guardian(action: str) -> dict[str, str]:
    return {"action": action, "giver": "guardian"}


def _agree(anyone: Visitor, link: str, name: str) -> None:
    form = anyone.form(link, "guardian_name")
    values = {**form.filled(name), "purposes": "website", "agrees": "on", "answer": "yes"}
    assert "done=yes" in anyone.post(form.action, values).url


def tell_us(anyone: Visitor) -> None:
    """Send stories from the public."""
    form = anyone.form("/en/tell-us/", "locality")
    for number, text in enumerate(packed(80)):
        chosen = {"region": "wales", "people": "me", "may_pass": "on", "agreed": "on"}
        values = {
            **form.filled(text),
            **chosen,
            "email": f"teller-{RUN}-{number}@example.org",
            "text": EVERYTHING[:3000],
        }
        answer = anyone.post(form.action, values)
        assert "done=sent" in answer.url, told(answer)


def concern(anyone: Visitor, story: str, letterbox: Letterbox, contact: str) -> str:
    """Report a concern about the story at an address; return the page with the button that hides it."""
    page = anyone.get(story).text()
    link = re.search(r'href="(/en/concern/\d+/)"', page)
    assert link
    form = anyone.form(link[1], "text")
    answer = anyone.post(
        form.action, {**form.values(), "text": EVERYTHING[:3900], "email": f"worried-{RUN}@example.org"}
    )
    assert "done=1" in answer.url, told(answer)
    return link_in(letterbox.letter_to(contact))


def join(anyone: Visitor, letterbox: Letterbox) -> list[str]:
    """Pledge for organisations named by payloads, and confirm; return the addresses that confirmed them."""
    form = anyone.form("/en/take-part/make-a-pledge/", "promise")
    chosen = {"kind": "group", "region": "wales", "strand": "talk", "agreed": "on", "month": "12"}
    chosen["year"] = str(date.today().year + 1)
    for number, text in enumerate(packed(120)):
        email = f"pledge-{RUN}-{number}@example.org"
        answer = anyone.post(form.action, {**form.filled(text), **chosen, "email": email, "action": "send"})
        assert "done=sent" in answer.url, told(answer)
    links = [link_in(letterbox.letter_to(f"pledge-{RUN}-{number}@example.org")) for number in range(len(packed(120)))]
    for link in links:
        anyone.post(link, {})
    return links


def accept(moderator: Visitor) -> list[str]:
    """Approve every pledge that waits; return the pages about them in the admin."""
    listed = moderator.get("/admin/snippets/partners/application/?state=confirmed").text()
    pages = sorted(set(re.findall(r"/admin/snippets/partners/application/inspect/\d+/", listed)))
    for address in pages:
        form = moderator.form(address, "csrfmiddlewaretoken")
        decide = re.search(r'action="([^"]*/decide/\d+/)"', moderator.get(address).text())
        if decide:
            moderator.post(decide[1], {**form.values(), "decision": "approve"})
    return pages


def profile(member: Visitor, text: str) -> None:
    """Send a profile with a payload in every field to the editors."""
    form = member.form(f"{DESK}profile/", "visit")
    values = {**form.filled(text), "summary": text[:400], "visit": text[:400], "text": EVERYTHING}
    answer = member.post(form.action, {**values, "contact_email": ""})
    assert answer.ok, told(answer)


def page_of_profile(moderator: Visitor) -> str:
    """Return the key of the page of a profile that waits for an editor."""
    listed = moderator.get("/admin/reports/workflow/?status=in_progress").text()
    found = re.search(r'/admin/pages/(\d+)/edit/">\s*The Example Repair', listed)
    assert found
    return found[1]


def accept_profile(moderator: Visitor, page: str) -> None:
    """Approve the changes to a profile."""
    editor = moderator.get(f"/admin/pages/{page}/edit/").text()
    found = re.search(rf"collect_action_data/{page}/approve/(\d+)/", editor)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', editor)
    assert found
    assert token
    answer = moderator.post(
        f"/admin/pages/workflow/action/{page}/approve/{found[1]}/", {"csrfmiddlewaretoken": token[1]}
    )
    assert answer.ok


def pledge(member: Visitor, text: str) -> None:
    """Propose a pledge that is a payload."""
    form = member.form(f"{DESK}pledge/", "promise")
    answer = member.post(form.action, {**form.filled(text), "promise": text, "due": ""})
    assert answer.ok, told(answer)


def name(member: Visitor, text: str) -> None:
    """Take a payload for one's name."""
    form = member.form("/en/account/", "name")
    assert member.post(form.action, {**form.values(), "name": text}).ok
