"""The brand of the fixtures, put into a browser's rulebook; and sites that it is used on."""

from typing import Protocol

from playwright.sync_api import BrowserContext

from .chromium import Browser

BRAND = {
    "name": "Fietsrijk",
    "handles": {"x": ["FietsrijkNL"], "forum": ["fietsrijk"]},
    "hashtags": ["Fietsrijk"],
    "sites": ["fietsrijk.nl"],
}

VENT = "Nooit meer Fietsrijk. Ga lekker naar een ander."
"""What no reply is wanted to, where consumers talk with each other."""

INSTALLED = """async () => {
  while (!(await chrome.storage.local.get("rulebook")).rulebook);
}"""

CHANGE = """async (change) => {
  let rulebook;
  while (!rulebook) ({ rulebook } = await chrome.storage.local.get("rulebook"));
  await chrome.storage.local.set({ rulebook: { ...rulebook, ...change } });
}"""


def use_brand(browser: Browser, **change: object) -> None:
    """Make this browser work for Fietsrijk without a server; `change`: parts of the rulebook."""
    browser.worker.evaluate(CHANGE, {"brand": BRAND, **change})


def use_site(browser: Browser, origin: str) -> None:
    """What "Use on this site" does once the host is allowed; loopback always is."""
    use = "origin => chrome.runtime.sendMessage({type: 'use_site', origin})"
    browser.worker.evaluate(INSTALLED)
    page = browser.options()
    done = page.evaluate(use, origin)
    page.close()
    assert done == {"ok": True}


def take_rulebook(browser: Browser) -> dict:
    """Take the rulebook out of the browser, as before it has arrived."""
    page = browser.options()
    rulebook = page.evaluate("async () => (await chrome.storage.local.get('rulebook')).rulebook")
    page.evaluate("() => chrome.storage.local.remove('rulebook')")
    page.close()
    return rulebook


def give_rulebook(browser: Browser, rulebook: dict) -> None:
    page = browser.options()
    page.evaluate("rulebook => chrome.storage.local.set({ rulebook })", rulebook)
    page.close()


class LiveForum(Protocol):
    """A forum that runs here: Spirit or Misago."""

    url: str

    def log_in(self, context: BrowserContext) -> None:
        """Give the browser the session of the brand's own account."""


def use_forum(browser: Browser, forum: LiveForum, **change: object) -> None:
    """The browser of an agent who uses Webcare on this forum, logged in as the brand."""
    use_brand(browser, **change)
    use_site(browser, forum.url)
    forum.log_in(browser.context)
