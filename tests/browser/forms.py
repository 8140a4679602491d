"""Forms of the served site, filled in and sent without a browser: as it finds them, so that a new field is filled in too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin

from playwright.sync_api import APIRequestContext, APIResponse, FilePayload

TEXTS = ("text", "search", "textarea", "url", "tel")
Fields = Mapping[str, str]


@dataclass
class Control:
    """One field of a form. `kind` is its type, `textarea` or `select`; `options` are what a `select` offers."""

    name: str
    kind: str
    value: str = ""
    is_on: bool = False
    limit: int = 0
    options: list[str] = field(default_factory=list)


@dataclass
class Form:
    """One form of a page."""

    action: str
    controls: list[Control] = field(default_factory=list)

    def texts(self) -> list[Control]:
        """Return the fields that take any text."""
        return [control for control in self.controls if control.kind in TEXTS and control.name != "leave_empty"]

    def values(self) -> dict[str, str]:
        """Return what the form would send if nobody touched it, without its buttons and files."""
        kept = (control for control in self.controls if control.is_on or control.kind in (*TEXTS, "hidden", "select"))
        return {control.name: control.value for control in kept if control.name}

    def filled(self, text: str) -> dict[str, str]:
        """Return the same with `text` in every field that takes text, cut where the field ends."""
        return self.values() | {control.name: text[: control.limit or None] for control in self.texts()}


class _Reader(HTMLParser):
    """Collects the forms of a page; a field that names its form by id belongs to that one."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.by_id: dict[str, Form] = {}
        self.waiting: list[tuple[str, Control]] = []
        self.open: Form | None = None
        self.text: Control | None = None
        self.select: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = Form(given.get("action", ""))
            self.forms.append(self.open)
            self.by_id[given.get("id", "")] = self.open
        elif tag in ("input", "textarea", "select"):
            self._control(tag, given)
        elif tag == "option" and self.select:
            self.select.options.append(given.get("value", ""))
            if "selected" in given or len(self.select.options) == 1:
                self.select.value = given.get("value", "")

    def _control(self, tag: str, given: Mapping[str, str]) -> None:
        kind = given.get("type", "text") if tag == "input" else tag
        limit = int(given.get("maxlength") or 0)
        control = Control(given.get("name", ""), kind, given.get("value", ""), "checked" in given, limit)
        self.text = control if tag == "textarea" else None
        self.select = control if tag == "select" else None
        if "form" in given:
            self.waiting.append((given["form"], control))
        elif self.open:
            self.open.controls.append(control)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "textarea":
            self.text = None
        elif tag == "select":
            self.select = None

    def handle_data(self, data: str) -> None:
        if self.text:
            self.text.value += data if self.text.value else data.removeprefix("\n")  # HTML drops the first line end

    def close(self) -> None:
        super().close()
        for name, control in self.waiting:
            self.by_id.get(name, Form("")).controls.append(control)


def forms_in(page: str) -> list[Form]:
    """Return the forms of a page, in its order."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.forms


class Visitor:
    """Somebody who reads and sends forms; `request` holds their cookies."""

    def __init__(self, request: APIRequestContext) -> None:
        self.request = request

    def get(self, address: str) -> APIResponse:
        """Return the page at an address; fails unless it is there."""
        answer = self.request.get(address)
        assert answer.ok, (answer.status, address, told(answer))
        return answer

    def form(self, address: str, having: str) -> Form:
        """Return the form at an address that has a field named `having`, its action made whole."""
        answer = self.get(address)
        for found in forms_in(answer.text()):
            if any(control.name == having for control in found.controls):
                found.action = urljoin(answer.url, found.action or answer.url)
                return found
        raise AssertionError(f"{address} has no form with {having}")

    def post(self, address: str, values: Fields, more: Iterable[tuple[str, str]] = ()) -> APIResponse:
        """Send values, and `more` of the same names, and return the page that follows."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.request.post(address, data=urlencode([*values.items(), *more]), headers=headers)

    def post_file(self, address: str, values: Fields, name: str, file: FilePayload) -> APIResponse:
        """Send values and one file, and return the page that follows."""
        return self.request.post(address, multipart={**values, name: file})


def told(answer: APIResponse) -> str:
    """Return what a page says is wrong: its list of errors, else its beginning as text."""
    page = answer.text()
    errors = re.search(r'(?s)<(\w+)[^>]*class="[^"]*\berrors\b.*', page)
    return re.sub(r"\s*<[^>]+>\s*", " ", errors[0] if errors else page)[:400]
