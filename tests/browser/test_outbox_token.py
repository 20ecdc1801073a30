"""The device's token: only the extension's own pages can reach it, and it outlives a restart."""

from playwright.sync_api import Page, Playwright

from harness.agent import Agent
from harness.brand import VENT
from harness.chromium import Browser, sidebar
from harness.editors import Tweet, XSite
from harness.site import Site
from webcare.chromium import EXTENSION_ID

POST = Tweet(501, "joke_v", "Joke V.", VENT)
TOKEN = "async () => (await (await import('/background/vault.js')).kept('device')).token"
# all that a content file can read or ask for
REACH = """(async () => {
  const found = [await chrome.storage.local.get(null)];
  for (const area of ["sync", "session", "managed"]) {
    found.push(await chrome.storage[area]?.get(null).catch(() => null));
  }
  found.push(await indexedDB.databases());
  for (const type of ["pair", "drain", "sites", "case", "ask_top", "device"]) {
    found.push(await chrome.runtime.sendMessage({ type, post_key: "x:501" }).catch(() => null));
  }
  return JSON.stringify(found);
})()"""


def in_content_files(page: Page, expression: str) -> str:
    """What an expression gives in the world of our content files on this page."""
    session = page.context.new_cdp_session(page)
    worlds: list[int] = []

    def keep(event: dict) -> None:
        context = event["context"]
        if EXTENSION_ID in context["origin"] and not context["auxData"]["isDefault"]:
            worlds.append(context["id"])

    session.on("Runtime.executionContextCreated", keep)
    session.send("Runtime.enable")
    asked = {"expression": expression, "contextId": worlds[0], "awaitPromise": True}
    answer = session.send("Runtime.evaluate", asked | {"returnByValue": True})
    assert "exceptionDetails" not in answer, answer
    return answer["result"]["value"]


def on_x(browser: Browser, site: Site) -> Page:
    page = browser.context.new_page()
    page.goto(XSite(site).add(POST))
    sidebar(page)
    return page


def test_content_files_cannot_read_the_token(paired, site) -> None:
    token = paired.options().evaluate(TOKEN)
    assert len(token) > 20
    reached = in_content_files(on_x(paired, site), REACH)
    assert "Sanne" in reached and "rulebook" in reached
    assert token not in reached


def test_content_files_cannot_send_the_token_elsewhere(paired, server, site) -> None:
    page = on_x(paired, site)
    device = "{ server: 'https://x.com', agent: 'Sanne', token: 'x' }"
    in_content_files(page, f"chrome.storage.local.set({{ device: {device} }}).then(() => '')")
    agent = Agent(paired)
    agent.record(2)
    agent.all_delivered(server)
    assert not [request for request in site.requests if request.path.startswith("/api/")]


def test_the_pairing_outlives_a_restart_of_the_browser(
    launch, playwright: Playwright, server, tmp_path
) -> None:
    before = launch()
    before.pair(server)
    before.close()
    after = Browser(playwright, tmp_path / "browser")
    try:
        agent = Agent(after)
        agent.record(2)
        agent.all_delivered(server)
    finally:
        after.close()
