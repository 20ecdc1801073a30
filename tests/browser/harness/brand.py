"""The brand of the fixtures, put into a browser's rulebook; and sites that it is used on."""

from .chromium import Browser

BRAND = {
    "name": "Fietsrijk",
    "handles": {"x": ["FietsrijkNL"], "forum": ["fietsrijk"]},
    "hashtags": ["Fietsrijk"],
    "sites": ["fietsrijk.nl"],
}

CHANGE = """async (change) => {
  let rulebook;
  while (!rulebook) ({ rulebook } = await chrome.storage.local.get("rulebook"));
  await chrome.storage.local.set({ rulebook: { ...rulebook, ...change } });
}"""


def use_brand(browser: Browser, **change: object) -> None:
    """Make this browser work for Fietsrijk without a server; `change`: parts of the rulebook."""
    page = browser.options()
    page.evaluate(CHANGE, {"brand": BRAND, **change})
    page.close()


def use_site(browser: Browser, origin: str) -> None:
    """What "Use on this site" does once the host is allowed; loopback always is."""
    page = browser.options()
    page.wait_for_function("() => globalThis.chrome?.runtime?.sendMessage")  # just installed
    done = page.evaluate("origin => chrome.runtime.sendMessage({type: 'use_site', origin})", origin)
    page.close()
    assert done == {"ok": True}
