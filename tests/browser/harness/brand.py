"""The brand of the fixtures, put into a browser's rulebook; and sites that it is used on."""

from .chromium import Browser

BRAND = {
    "name": "Fietsrijk",
    "handles": {"x": ["FietsrijkNL"], "forum": ["fietsrijk"]},
    "hashtags": ["Fietsrijk"],
    "sites": ["fietsrijk.nl"],
}

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
    page.wait_for_function("() => globalThis.chrome?.runtime?.sendMessage")  # just installed
    done = page.evaluate(use, origin)
    page.close()
    assert done == {"ok": True}
