"""A browser that notices whether a text was taken for more than text: anything it ran, asked for, or would run when touched.

Its pages are read with the Content-Security-Policy switched off: what holds here holds without that second lock.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Dialog, Error, Page, Request

from tests.browser.payloads import CANARY

FOUND_IN_PAGE: Final = """() => {
  const found = [];
  const bad = /^[\\u0000-\\u0020]*(javascript|vbscript|data\\s*:\\s*(text|image\\/svg))/i;
  for (const element of document.querySelectorAll("*")) {
    for (const attribute of element.attributes) {
      const where = `${element.localName} ${attribute.name}=${attribute.value.slice(0, 80)}`;
      if (attribute.name.startsWith("on") && attribute.value.includes("fired")) found.push(where);
      if (/^(href|src|action|formaction|data|xlink:href|poster)$/.test(attribute.name)) {
        if (bad.test(attribute.value.replace(/[\\t\\n\\r]/g, ""))) found.push(where);
        if (attribute.value.startsWith("/canary/")) found.push(where);
      }
      if (attribute.name === "srcdoc" && attribute.value.includes("fired")) found.push(where);
    }
    const tag = element.localName;
    const holds = /fired|canary/.test(element.textContent);
    const isData = tag === "script" && /json/.test(element.type);
    if ((tag === "script" || tag === "style") && holds && !isData) found.push(`${tag}: ${element.textContent.slice(0, 80)}`);
    if (tag === "meta" && element.httpEquiv === "refresh") found.push(`meta ${element.content}`);
    if (tag === "base") found.push(`base ${element.href}`);
  }
  for (const data of document.querySelectorAll("script[type*=json]")) {
    try { JSON.parse(data.textContent); } catch (fault) { found.push(`broken data: ${fault}`); }
  }
  return found;
}"""

SOON: Final = 5_000
"""Milliseconds within which a browser runs what a page holds, however busy the machine is."""
WORDS: Final = """() => [
  document.documentElement.textContent,
  ...Array.from(document.querySelectorAll("input, textarea"), (field) => field.value),
].join("\\n")"""


class Watcher:
    """Reads pages in a context of its own; `fired` holds one sentence for everything that should not have happened."""

    def __init__(
        self, browser: Browser, base_url: str, cookies: BrowserContext | None = None, *, bare: bool = False
    ) -> None:
        """Take the cookies of a context, if there is one; a `bare` reader leaves the site's own scripts and styles out."""
        state = cookies.storage_state() if cookies else None
        self.context = browser.new_context(base_url=base_url, bypass_csp=True, storage_state=state)
        self.fired: list[str] = []
        self.at = ""
        self.context.expose_function("fired", lambda *told: self.note(f"ran {told}"))
        self.context.on("request", self._asked)
        if bare:
            self.context.route("**/static/**", lambda route: route.abort())
        self.page = self.context.new_page()
        self.page.on("dialog", self._dialog)

    def close(self) -> None:
        """Leave, with all that was opened."""
        self.context.close()

    def note(self, what: str) -> None:
        """Keep one sentence."""
        self.fired.append(f"{self.at}: {what}")

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).path.startswith(CANARY):
            self.note(f"asked for {request.url}")

    def _dialog(self, dialog: Dialog) -> None:
        self.note(f"dialog {dialog.message}")
        dialog.dismiss()

    def has_noticed(self) -> bool:
        """Return whether anything should not have happened; wait for it a while, if nothing has yet."""
        for _ in range(SOON // 50):
            if self.fired:
                return True
            self.page.wait_for_timeout(50)
        return False

    def read(self, address: str, status: int = 200) -> str:
        """Open an address, wait for what it may do, and return its text and what stands in its fields."""
        self.at = address
        answer = self.page.goto(address, wait_until="load")
        assert answer, address
        assert answer.status == status, (answer.status, address)
        return self.look(self.page)

    def leave(self) -> None:
        """Go to a page that holds nothing, even if this one is on its way elsewhere: to close it meanwhile may take for ever."""
        for _ in range(10):
            try:
                self.page.goto("/healthz")
            except Error:
                self.page.wait_for_timeout(200)
            else:
                return
        self.page.goto("/healthz")

    def read_apart(self, address: str) -> str:
        """Read an address in a page of its own, which is closed without being asked: an editor asks whether to leave."""
        first, self.page = self.page, self.context.new_page()
        self.page.on("dialog", self._dialog)
        try:
            return self.read(address)
        finally:
            self.page.close()
            self.page = first

    def show(self, markup: str) -> str:
        """Show some markup as a page of the site, as `read` does."""
        self.at = "markup"
        self.page.set_content(markup, wait_until="load")
        return self.look(self.page)

    def look(self, page: Page) -> str:
        """Note what stands in the page that would run, and return its words and those in its fields."""
        try:
            for what in page.evaluate(FOUND_IN_PAGE):
                self.note(f"holds {what}")
            return str(page.evaluate(WORDS))
        except Error as error:
            self.note(f"went elsewhere: {error}")
            page.wait_for_load_state()
            return ""
