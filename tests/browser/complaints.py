"""What a browser says against a page: errors, refused scripts and styles, requests to others, files that are not there."""

from __future__ import annotations

from playwright.sync_api import ConsoleMessage, Page, Request, Response


class Complaints:
    """Listens to a page from now on. `found` holds one sentence for each complaint, in order."""

    def __init__(self, page: Page, own: str) -> None:
        self.own = own
        self.found: list[str] = []
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.found.append(f"script error: {error}"))
        page.on("request", self.watch)
        page.on("response", self.check)
        page.on("requestfailed", lambda request: self.found.append(f"failed: {request.url} {request.failure}"))

    def hear(self, message: ConsoleMessage) -> None:
        """Note errors and warnings; violations of the Content-Security-Policy are among them."""
        if message.type in ("error", "warning") and not _is_document_status(message):
            self.found.append(f"{message.type}: {message.text} ({message.location.get('url')})")

    def watch(self, request: Request) -> None:
        """Note a request that leaves the site."""
        if not request.url.startswith((f"{self.own}/", "data:", "blob:")):
            self.found.append(f"third party: {request.url}")

    def check(self, response: Response) -> None:
        """Note a file of the page that did not come; the page itself may well be a 404."""
        if response.status >= 400 and not response.request.is_navigation_request():
            self.found.append(f"{response.status}: {response.url}")


def _is_document_status(message: ConsoleMessage) -> bool:
    """Chromium reports each response of 400 or more as an error; `check` does that already, for files only."""
    return message.text.startswith("Failed to load resource: the server responded with a status of")
