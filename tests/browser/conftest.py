"""A browser, and a site to read in it.

The site is built once a session and takes about a minute; with `-n 2` two processes share the work. With
`--base-url http://127.0.0.1:8000` one is read that is served already, with the demonstration content and `tests.browser.settings`;
its `DATA_DIR` must then be in the environment, for its letters.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.admin import PATIENCE
from tests.browser.complaints import Complaints
from tests.browser.letters import Letterbox
from tests.browser.serving import served

CHROMIUM = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
ARGUMENTS = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the system's Chromium. Without one the tests fail: skipped tests would look like passed ones."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        pytest.fail(f"Browser tests need Chromium: install one of {', '.join(CHROMIUM)}.", pytrace=False)
    return {**browser_type_launch_args, "executable_path": found, "args": list(ARGUMENTS)}


@pytest.fixture(scope="session", autouse=True)
def _patient() -> None:
    """Wait as long for what a page should say as for what it does: a machine that is busy is no fault of the site."""
    expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser(browser: Browser) -> Browser:
    """A browser whose pages are waited for as long, whoever opens them, and no longer: no wait has to say so itself."""
    open_context = browser.new_context

    def patient(**values: Any) -> BrowserContext:
        context = open_context(**values)
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(PATIENCE)
        return context

    browser.new_context = patient  # type: ignore[method-assign]
    return browser


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Read on a wide screen in light colours, without motion, so that colours are never half-way between two."""
    viewport = {"width": 1280, "height": 900}
    return {**browser_context_args, "viewport": viewport, "color_scheme": "light", "reduced_motion": "reduce"}


@pytest.fixture(scope="session")
def site_folder(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the served site keeps its database, files and letters."""
    if pytestconfig.getoption("base_url"):
        return Path(os.environ.get("DATA_DIR", "var"))
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def base_url(
    pytestconfig: pytest.Config, site_folder: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[str]:
    """The address of the site; `page.goto("/en/")` begins there. Of several processes each has a copy of its own."""
    running = pytestconfig.getoption("base_url")
    if running:
        yield running
        return
    common = None if worker_id == "master" else tmp_path_factory.getbasetemp().parent / "built"
    with served(site_folder, common) as url:
        yield url


@pytest.fixture
def letterbox(site_folder: Path) -> Letterbox:
    """The letters the site has written."""
    return Letterbox(site_folder / "mail")


@pytest.fixture
def complaints(page: Any, base_url: str) -> Complaints:
    """What the browser complains about while a test reads pages."""
    return Complaints(page, base_url)
