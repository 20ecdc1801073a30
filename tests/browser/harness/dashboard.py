"""A server on the invented record, and a browser at its dashboard."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright

from webcare import chromium

from .care_server import CareServer

PAGES = {
    "today": "/",
    "cases": "/cases",
    "case": "/cases/395",
    "places": "/places",
    "insights": "/insights?days=90",
    "rules": "/rules",
    "trial": "/rules/trial",
    "what-if": "/rules/what-if",
    "corrections": "/rules/corrections",
    "learn": "/rules/learn",
    "brand": "/brand",
    "team": "/team",
    "transfer": "/transfer",
    "privacy": "/privacy",
    "help": "/help",
}


class Dashboard:
    """Signed in at a running server; `page` is one tab that goes from page to page."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context, self.url = context, url
        self.page: Page = context.new_page()

    def open(self, path: str) -> Page:
        """Go there; the page once it is drawn."""
        self.page.goto(self.url + path)
        self.page.get_by_role("heading", level=1).first.wait_for()
        return self.page

    def look(self, width: int, scheme: str, height: int = 900) -> None:
        """Width and colours of what follows."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")


@contextmanager
def at_dashboard(
    play: Playwright, folder: Path, demo: bool = True, locale: str = "en-GB"
) -> Iterator[Dashboard]:
    """A dashboard on the invented record of `webcare demo`, or on an empty one."""
    if demo:
        fill = [sys.executable, "-m", "webcare", "demo", "--data", str(folder / "webcare-data")]
        subprocess.run(fill, check=True, stdout=subprocess.DEVNULL)
    server = CareServer(folder)
    browser = play.chromium.launch(
        executable_path=chromium.find(), args=["--no-sandbox", "--disable-gpu"]
    )
    try:
        context = browser.new_context(locale=locale)
        context.set_default_timeout(15_000)
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.url)
        found = Dashboard(context, server.url)
        found.page.goto(server.login)
        yield found
    finally:
        browser.close()
        server.close()
