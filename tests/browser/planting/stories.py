"""Stories full of payloads, told and decided by the site's own forms."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from io import BytesIO

from PIL import Image
from playwright.sync_api import APIResponse, FilePayload

from tests.browser.forms import Fields, Form, Visitor, forms_in, told
from tests.browser.payloads import PAYLOADS, SHORTEST_FIELD, marked_up, packed

DESK = "/en/desk/example-repair-cafe/"
CHOSEN = {"region": "wales", "strand": "talk", "credits_organisation": "yes", "translation": "own"}


def picture() -> FilePayload:
    """Return a small picture as a form sends it."""
    buffer = BytesIO()
    Image.new("RGB", (64, 48), "red").save(buffer, "PNG")
    return FilePayload(name="soup.png", mimeType="image/png", buffer=buffer.getvalue())


def scan() -> FilePayload:
    """Return a signed form as somebody scans it."""
    return FilePayload(name="form.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7 nothing")


def _story_form(answer: APIResponse) -> Form:
    return next(form for form in forms_in(answer.text()) if any(one.name == "title" for one in form.controls))


def tell(member: Visitor, form: Form, payload: str, number: int, **more: str) -> str:
    """Send a story with a payload in every field, letting every warning stand with the payload as the reason; return its key."""
    title = f"Soup {number} {payload}"[:200]
    told_of = {"title": title, "text": marked_up(payload), "key": uuid.uuid4().hex, "people_answer": "nobody"}
    values = {**form.filled(payload), **CHOSEN, **told_of, **more}
    answer = member.post(form.action, {**values, "action": "send"})
    if "sent=" not in answer.url:
        answer = _insist(member, answer, payload, values)
    sent = re.search(r"sent=(\d+)", answer.url)
    assert sent, (answer.url, told(answer))
    return sent[1]


def _insist(member: Visitor, answer: APIResponse, payload: str, values: Fields) -> APIResponse:
    form = _story_form(answer)
    reasons = {one.name: payload[: one.limit] for one in form.controls if one.name.startswith("why-")}
    stands = {one.name: one.value for one in form.controls if one.name.startswith("stands-")}
    return member.post(answer.url, {**values, **form.values(), **CHOSEN, **reasons, **stands, "action": "send"})


def add_pictures(member: Visitor, form: Form, key: str) -> None:
    """Put pictures into a draft story, with payloads for their words and their credits."""
    values = {**form.values(), **CHOSEN, "key": key, "title": "Pictures of soup", "text": "Soup.", "action": "upload"}
    address = form.action
    for _words in packed(250):
        answer = member.post_file(address, values, "files", picture())
        address, form = answer.url, _story_form(answer)
        values = {**form.values(), **CHOSEN, "action": "upload"}
    words = iter(packed(250) * 2)
    described = {one.name: next(words) for one in form.controls if re.match("alt-|caption-", one.name)}
    assert len(described) == 2 * len(packed(250))
    answer = member.post(answer.url, {**values, **described, "people_answer": "nobody", "action": "send"})
    assert "sent=" in answer.url, told(answer)


def tell_all(member: Visitor) -> list[str]:
    """Send a story for each text that fits into the shortest field, and one with pictures; return their keys."""
    form = member.form(f"{DESK}stories/new/", "title")
    keys = [tell(member, form, text, number) for number, text in enumerate(packed(SHORTEST_FIELD))]
    pictures = member.form(f"{DESK}stories/new/", "title")
    add_pictures(member, pictures, uuid.uuid4().hex)
    return [*keys, str(int(keys[-1]) + 1)]


def decide(moderator: Visitor, key: str, action: str, note: str = "") -> APIResponse:
    """Decide about a story on its page in the admin, with `note` in every field for notes."""
    form = moderator.form(f"/admin/moderation/{key}/", "revision")
    return moderator.post(form.action, {**(form.filled(note) if note else form.values()), "do": action})


def discuss(member: Visitor, moderator: Visitor, key: str, note: str) -> None:
    """Ask for changes with a payload in every note, answer each with the payload, and send the story again."""
    decide(moderator, key, "changes", note)
    form = member.form(f"{DESK}stories/{key}/", "title")
    replies = {one.name: note for one in form.controls if one.name.startswith("reply-")}
    assert replies
    values = {**form.values(), **CHOSEN, **replies, "people_answer": "nobody"}
    answer = member.post(form.action, {**values, "action": "send"})
    if "sent=" not in answer.url:
        answer = _insist(member, answer, note, values)
    assert "sent=" in answer.url, told(answer)


def decline(moderator: Visitor, key: str, text: str) -> None:
    """Decline a story with a payload for an answer."""
    form = moderator.form(f"/admin/moderation/{key}/decline/?reason=other", "text")
    answer = moderator.post(form.action, {**form.values(), "text": text})
    assert "decline" not in answer.url, told(answer)


def ask_to_take_down(member: Visitor, moderator: Visitor, key: str, text: str) -> None:
    """Ask for a live story to be taken down, with a payload for the reason; it is left, with a payload for an answer."""
    form = member.form(f"{DESK}stories/{key}/take-down/", "why")
    member.post(form.action, form.filled(text))
    form = moderator.form(f"/admin/moderation/{key}/take-down/", "text")
    moderator.post(form.action, {**form.values(), "text": text, "do": "keep"})


def all_in(limit: int, use: Callable[[int, str], None]) -> None:
    """Call `use` with a number and a text for as few texts as all payloads fit into."""
    for number, text in enumerate(packed(limit)):
        use(number, text)


EVERYTHING = "\n\n".join(PAYLOADS)
"""All payloads in one text, a paragraph each."""
