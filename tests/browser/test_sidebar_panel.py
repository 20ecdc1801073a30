"""The sidebar as the browser's own side panel: the same page, beside whichever tab is in front."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect

from harness.brand import use_forum
from harness.chromium import Browser
from harness.forum import Forum
from harness.processes import wait_until
from webcare import chromium

SIDEBAR = f"chrome-extension://{chromium.EXTENSION_ID}/sidebar/sidebar.html"
VENT = "Drie weken wachten op een zadel. Nooit meer daar besteld, ga lekker naar een ander."
ASKED = "@fietsrijk waar blijft mijn zadel? Graag snel antwoord!"


@pytest.fixture
def agent(
    playwright: Playwright, forum: Forum, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    browser = Browser(playwright, tmp_path_factory.mktemp("panel"))
    use_forum(browser, forum)
    yield browser
    browser.close()


@pytest.fixture
def panel(agent: Browser) -> Page:
    """As narrow as a side panel; it follows the tab in front of its window, as the panel does."""
    page = agent.context.new_page()
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(SIDEBAR)
    expect(page.get_by_role("heading", name="Webcare")).to_be_visible()
    return page


def test_it_advises_on_the_tab_in_front_and_records(
    agent: Browser, panel: Page, forum: Forum
) -> None:
    first, second = agent.context.new_page(), agent.context.new_page()
    second.goto(forum.topic("Zadel", ("bart81", ASKED)))
    expect(panel.get_by_role("heading", name="A reply is wanted")).to_be_visible(timeout=20_000)
    first.goto(forum.topic("Zadel", ("joke_v", VENT)))
    first.bring_to_front()
    expect(panel.get_by_role("heading", name="Better not to reply")).to_be_visible(timeout=20_000)
    assert panel.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(panel.get_by_role("button", name="Collapse")).to_have_count(0)
    panel.get_by_role("button", name="No reply").click()
    panel.get_by_role("button", name="Record").click()
    expect(panel.get_by_text("Recorded: deliberately not replied").first).to_be_visible()
    done = wait_until(lambda: [e["type"] for e in agent.outbox()][-1:], "the record")
    assert done == ["skipped"]


def test_a_page_that_is_not_read_is_said_and_posts_can_be_filled_in(
    agent: Browser, panel: Page
) -> None:
    panel.evaluate(
        "chrome.storage.local.set({device: {server: 'http://127.0.0.1:9', agent: 'Sanne'}})"
    )
    elsewhere = agent.context.new_page()
    elsewhere.goto("about:blank")
    expect(panel.get_by_role("heading", name="No connection to this page")).to_be_visible()
    panel.get_by_role("button", name="Fill in a post by hand").click()
    panel.get_by_label("Text of the post").fill(ASKED)
    panel.get_by_role("button", name="Judge").click()
    expect(panel.get_by_role("heading", name="A reply is wanted")).to_be_visible()
