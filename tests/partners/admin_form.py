"""Reading the fields out of a page of the admin, to post them again as a browser would."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from accounts.models import User


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._select = self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = {name: value or "" for name, value in attrs}
        name = had.get("name", "")
        if tag == "input" and name and (had.get("type") not in ("checkbox", "radio") or "checked" in had):
            self.values[name] = had.get("value", "")
        elif tag == "select":
            self._select = name
            self.values.setdefault(name, "")
        elif tag == "option" and self._select and "selected" in had:
            self.values[self._select] = had.get("value", "")
        elif tag == "textarea":
            self._textarea = name
            self.values[name] = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.values[self._textarea] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._textarea = ""


def posted(page: str) -> dict[str, str]:
    """Return the names and values of the fields of the editor's form on `page`, less the templates of empty rows."""
    parser = _Fields()
    parser.feed(page)
    return {name: value for name, value in parser.values.items() if "__prefix__" not in name}


MakeUser = Callable[..., User]
APPLICATIONS = "wagtailsnippets_partners_application"
ORGANISATIONS = "wagtailsnippets_partners_organisation"
ORGANISATION_RIGHTS = tuple(f"partners.{action}_organisation" for action in ("add", "change", "delete", "view"))


def words(response: Any) -> str:
    return response.content.decode()
