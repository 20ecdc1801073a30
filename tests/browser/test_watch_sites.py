""" "Use on this site": at once, after a restart, and not any more when taken back."""

import pytest
from playwright.sync_api import Page, Playwright, expect

from harness.brand import VENT, use_brand, use_site
from harness.chromium import Browser, sidebar
from harness.forum import Forum
from harness.processes import wait_until
from harness.site import Answer
from webcare.chromium import EXTENSION_ID

POST = ("joke_v", VENT)


def hosts(page: Page) -> int:
    """How many sidebars of ours stand in the page."""
    return page.locator("html > div").count()


@pytest.fixture
def topic(forum: Forum) -> str:
    return forum.topic("Ervaringen", POST)


def test_an_open_tab_is_used_at_once_and_only_once(browser: Browser, forum: Forum, topic) -> None:
    use_brand(browser)
    page = browser.context.new_page()
    page.goto(topic)
    assert hosts(page) == 0
    use_site(browser, forum.url)
    expect(sidebar(page).get_by_role("button", name="Open Webcare")).to_be_visible()
    use_site(browser, forum.url)
    page.reload()
    expect(sidebar(page).get_by_role("button", name="Open Webcare")).to_be_visible()
    assert hosts(page) == 1


def test_a_site_stays_in_use_after_a_restart_and_can_be_taken_back(
    playwright: Playwright, tmp_path, forum: Forum, topic
) -> None:
    for visit in ("first", "second"):
        browser = Browser(playwright, tmp_path)
        if visit == "first":
            use_site(browser, forum.url)
        page = browser.context.new_page()
        page.goto(topic)
        sidebar(page)
        if visit == "first":
            browser.close()
    options = browser.options()
    options.get_by_role("button", name=f"Stop using {forum.url}").click()
    expect(options.get_by_text(forum.url)).to_have_count(0)
    page.reload()
    assert hosts(page) == 0
    browser.close()


def test_the_dashboard_is_no_platform(paired: Browser, server) -> None:
    page = paired.context.new_page()
    page.goto(server.login)
    options = paired.options()
    tabs = options.evaluate("url => chrome.tabs.query({ url: url + '/*' })", server.url)
    assert len(tabs) == 1
    press = """async (tab) => {
      const { pressed } = await import("../background/sites.js");
      await pressed(tab);
      return (await chrome.storage.local.get("sites")).sites ?? [];
    }"""
    assert options.evaluate(press, tabs[0]) == []
    assert hosts(page) == 0


def press_toolbar(browser: Browser, page: Page) -> None:
    """Press the extension's button in the browser's own toolbar, as a person does."""
    tools = browser.context.browser.new_browser_cdp_session()
    tabs = tools.send("Target.getTargets", {"filter": [{"type": "tab"}]})["targetInfos"]
    [target] = [tab["targetId"] for tab in tabs if tab["url"] == page.url]
    tools.send("Extensions.triggerAction", {"id": EXTENSION_ID, "targetId": target})


# in place of the browser's question, which no test can answer: it is refused
REFUSE = """() => {
  globalThis.asked = [];
  chrome.permissions.request = async (wish) => asked.push(wish) && false;
}"""


def test_the_toolbar_button_uses_the_site_and_opens_the_sidebar(browser, forum, topic) -> None:
    use_brand(browser)
    page = browser.context.new_page()
    page.goto(topic)
    press_toolbar(browser, page)
    expect(sidebar(page).get_by_role("heading", name="Webcare")).to_be_visible()
    options = browser.options()
    expect(options.get_by_text(forum.url)).to_be_visible()


def test_the_toolbar_button_asks_for_that_one_host_only(browser, site) -> None:
    use_brand(browser)
    site.route = lambda request: Answer("<!doctype html><title>blog</title><p>een stuk")
    page = browser.context.new_page()
    page.goto("https://blog.voorbeeld.nl/stuk?id=1")
    browser.worker.evaluate(REFUSE)
    press_toolbar(browser, page)
    asked = wait_until(lambda: browser.worker.evaluate("() => asked"), "the question")
    assert asked == [{"origins": ["https://blog.voorbeeld.nl/*"]}]
    assert hosts(page) == 0
    assert not browser.stored("sites")
