"""What a page's content files tell the sidebar, heard on a second port of the same kind."""

from typing import Any

from playwright.sync_api import Page

from .chromium import Browser

LISTEN = """async () => {
  const own = await chrome.tabs.getCurrent();
  const others = (await chrome.tabs.query({})).filter(({ id }) => id !== own.id);
  window.states = [];
  const page = Math.max(...others.map(({ id }) => id)); // the newest
  const port = chrome.tabs.connect(page, { name: "sidebar", frameId: 0 });
  window.say = (message) => port.postMessage(message);
  port.onMessage.addListener((state) => window.states.push({ ...state, heard: Date.now() }));
}"""


class States:
    """All states of the newest page's top frame from now on, oldest first."""

    def __init__(self, browser: Browser, page: Page) -> None:
        self.own = browser.context.new_page()
        self.own.goto(browser.worker.url.replace("background/worker.js", "options/options.html"))
        self.own.wait_for_function("() => globalThis.chrome?.tabs?.connect")
        self.own.evaluate(LISTEN)
        page.bring_to_front()

    def all(self) -> list[dict[str, Any]]:
        return self.own.evaluate("() => window.states")

    def last(self) -> dict[str, Any]:
        return self.own.evaluate("() => window.states.at(-1) ?? {}")

    def say(self, message: dict[str, Any]) -> None:
        """What the sidebar would say to the page."""
        self.own.evaluate("message => window.say(message)", message)

    def key(self) -> str | None:
        """The key of the post that is advised on now."""
        return (self.last().get("post") or {}).get("key")
