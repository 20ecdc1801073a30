"""Chromium with the unpacked extension, as an agent has it."""

import json
import re
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Frame, Page, Playwright, Worker, expect

from webcare import chromium, paths

from .care_server import CareServer
from .processes import wait_until

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-domain-reliability",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pings",
]
STILL_LOADING = (  # what Playwright says of a page that Chromium takes away
    "ERR_ABORTED",
    "ERR_BLOCKED",
    "interrupted by another navigation",
    "Execution context was destroyed",
)
OPTIONS = f"chrome-extension://{chromium.EXTENSION_ID}/options/options.html"


class Browser:
    """A browser profile with the extension in it."""

    def __init__(self, playwright: Playwright, folder: Path, *switches: str) -> None:
        program = chromium.find()
        assert program, "no Chromium: run ./test, which installs one"
        self.netlog = folder / "netlog.json"
        self.context: BrowserContext = playwright.chromium.launch_persistent_context(
            folder / "profile",
            executable_path=program,
            headless=True,
            locale="en-GB",
            args=[
                *chromium.arguments(paths.extension()),
                *QUIET,
                *switches,
                f"--log-net-log={self.netlog}",
            ],
            viewport={"width": 1280, "height": 800},
        )
        self.context.set_default_timeout(15_000)

    @property
    def worker(self) -> Worker:
        """The extension's service worker, started if it is not running."""
        own = [w for w in self.context.service_workers if chromium.EXTENSION_ID in w.url]
        return own[0] if own else self.context.wait_for_event("serviceworker")

    def pair(self, server: CareServer, agent: str = "Sanne") -> None:
        """Pair by the one-time code, on the options page as `./run` does it."""
        page = self._own(f"{OPTIONS}#pair={server.code}&server={server.url}&agent={agent}")
        wait_until(lambda: self.stored("device", page), "the pairing")
        wait_until(
            lambda: "bundled" not in self.stored("rulebook", page).get("version", "bundled"),
            "the server's rulebook",
        )
        page.close()

    def stored(self, key: str, page: Page | None = None) -> dict:
        """What lies in the extension's storage under this key; {} when nothing does."""
        own = page or self.options()
        try:
            found = own.evaluate("key => chrome.storage.local.get(key)", key)
        finally:
            if page is None:
                own.close()
        return found.get(key) or {}

    def options(self) -> Page:
        """The extension's own options page, in a new tab."""
        return self._own(OPTIONS)

    def _own(self, url: str) -> Page:
        """A page of the extension. Chromium refuses, ends or empties it while it still loads the
        extension, at its start and once more when a profile is opened again."""
        page = self.context.new_page()

        def opened() -> bool:
            try:
                page.goto(url)
                return page.evaluate("() => Boolean(globalThis.chrome?.storage)")
            except Error as fault:
                assert any(word in fault.message for word in STILL_LOADING), fault
                return False

        wait_until(opened, url)
        return page

    def outbox(self) -> list[dict]:
        """The events that wait in this browser, oldest first."""
        page = self.options()
        try:
            kept = page.evaluate("() => chrome.storage.local.get(null)")
        finally:
            page.close()
        return [kept[key] for key in sorted(kept) if key.startswith("outbox:")]

    def stop_worker(self) -> None:
        """Stop the service worker as an idle time-out does, which Playwright otherwise prevents."""
        page = self.options()
        session = self.context.new_cdp_session(page)
        session.send("ServiceWorker.enable")
        session.send("ServiceWorker.stopAllWorkers")
        session.detach()
        page.close()

    def contacted(self) -> set[str]:
        """Hosts that pages and the extension asked for, after `close`: from Chromium's own log.

        What the browser itself asks its maker (updates, autofill) has no page behind it and is
        left out: nothing of ours can start or stop that.
        """
        log = json.loads(self.netlog.read_text())
        start = log["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
        asked = [e["params"] for e in log["events"] if e["type"] == start and "params" in e]
        ours = [p["url"] for p in asked if "url" in p and not _is_the_browsers_own(p)]
        return {match[1] for url in ours if (match := re.match(r"(?:https?|wss?)://([^/:]+)", url))}

    def close(self) -> None:
        self.context.close()


def _is_the_browsers_own(request: dict) -> bool:
    """No page or worker asked for it, and it is no page that was opened."""
    return request["initiator"] == "not an origin" and request["request_type"] == "other"


def sidebar(page: Page) -> Frame:
    """The sidebar's frame on this page, once it is there."""

    def find() -> Frame | None:
        page.evaluate("() => 0")  # Playwright hears of new frames only while it is asked something
        return next((f for f in page.frames if "/sidebar/sidebar.html" in f.url), None)

    return wait_until(find, f"the sidebar on {page.url}")


def open_sidebar(page: Page) -> Frame:
    """Open the sidebar from its tab, as an agent does."""
    frame = sidebar(page)
    tab = frame.get_by_role("button", name=re.compile("open webcare", re.I))
    tab.click()
    expect(frame.get_by_role("heading", name="Webcare")).to_be_visible()
    return frame
