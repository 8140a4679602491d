"""What readers, their feed readers, other sites and search engines get of a story: while it is live, and once it is gone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import APIResponse, Page, expect

from tests.browser.audit import faults

LISTS = (
    "/{code}/{stories}/",
    "/{code}/{partners}/cor-cwm-enghraifft/",
    "/{code}/stories/feed/",
    "/{code}/search/?q={mark}",
    "/{code}/search/suggest/?q={mark}",
    "/sitemap-pages.xml",
)
NAMES = {"cy": ("straeon", "partneriaid"), "en": ("stories", "partners")}
SECONDS_TO_VANISH = 10


@dataclass(slots=True)
class Surfaces:
    """Where a story shows. `stories` are its own addresses: they and all `pages` answer 410 once it is gone, `files` and `cards` 404, `lists` without it."""

    stories: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)

    @property
    def stems(self) -> set[str]:
        """How the names of all the files of its picture begin, the original's too."""
        return {Path(file).name.split(".")[0] for file in self.files}


def ask(reader: Page, address: str) -> APIResponse:
    """Ask for an address without anybody's cookies."""
    return reader.request.get(address, headers={"Cookie": ""})


def surfaces_of(reader: Page, addresses: dict[str, str], mark: str) -> Surfaces:
    """Read the story at its address in each language, and note all that it shows and is shown by."""
    found = Surfaces()
    for code, address in addresses.items():
        response = reader.goto(address)
        assert response is not None
        assert response.status == 200
        expect(reader.locator("html")).to_have_attribute("lang", code)
        path = urlsplit(address).path
        slug = path.rstrip("/").rpartition("/")[2]
        found.stories.append(path)
        found.pages += [path, f"/{code}/embed/stories/{slug}/"]
        found.cards.append(path_of(reader.locator("link[type='application/json+oembed']").get_attribute("href")))
        found.files.append(path_of(reader.locator("meta[property='og:image']").get_attribute("content")))
        found.files += re.findall(
            r"/media/[^\s\",]+", reader.locator(".story__art picture").evaluate("it => it.outerHTML")
        )
        stories, partners = NAMES[code]
        found.lists += [one.format(code=code, stories=stories, partners=partners, mark=mark) for one in LISTS]
    return found


def path_of(address: str | None) -> str:
    """Return an address of the site without its host."""
    assert address
    return urlsplit(address)._replace(scheme="", netloc="").geturl()


def everything_shows_it(reader: Page, found: Surfaces, mark: str) -> None:
    """Every surface shows the story; pages are asked for until they come from memory, which so holds them."""
    wait_for_none(lambda: [one for one in (*found.pages, *found.lists, *found.cards) if not shows(reader, one, mark)])
    wait_for_none(lambda: [one for one in found.stories if ask(reader, one).headers["x-page-memory"] != "hit"])
    assert [address for address in found.files if ask(reader, address).status != 200] == []


def nothing_shows_it(reader: Page, found: Surfaces, mark: str) -> None:
    """Every surface is without the story within seconds."""
    wait_for_none(lambda: still_there(reader, found, mark))
    for address in found.stories:
        response = reader.goto(address)
        assert response is not None
        assert response.status == 410
        expect(reader.locator("body")).not_to_contain_text(mark)
        assert faults(reader) == []


def wait_for_none(left_over: Callable[[], list[str]]) -> None:
    """Ask until nothing is left over, for as many seconds as a story may take to vanish."""
    until = time.monotonic() + SECONDS_TO_VANISH
    while (left := left_over()) and time.monotonic() < until:
        pass
    assert not left, left


def shows(reader: Page, address: str, mark: str) -> bool:
    """Say whether an address answers, and with the story."""
    answer = ask(reader, address)
    return answer.status == 200 and mark in told_by(answer, address)


def told_by(answer: APIResponse, address: str) -> str:
    """Return what an answer says; a search repeats the words it was asked for, which do not count: its hits do."""
    return answer.text().partition('class="hits')[2].partition("</ol>")[0] if "/search/?" in address else answer.text()


def still_there(reader: Page, found: Surfaces, mark: str) -> list[str]:
    """Return the addresses that do not answer as they should once a story is gone."""
    wanted = {**dict.fromkeys(found.pages, 410), **dict.fromkeys((*found.files, *found.cards), 404)}
    left = [f"{address}: not {status}" for address, status in wanted.items() if ask(reader, address).status != status]
    for address in found.lists:
        answer = ask(reader, address)
        left += [address] if answer.status != 200 or mark in told_by(answer, address) else []
    return left


def no_file_is_left(folder: Path, found: Surfaces) -> None:
    """Neither the original of the picture nor any of its sizes lies in the site's folder."""
    files = [path.name for path in folder.rglob("*") if path.is_file()]
    assert [name for name in files if name.split(".")[0] in found.stems] == []
