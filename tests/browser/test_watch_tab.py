"""The tab that stands on the page while the sidebar's own page is still being loaded."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from harness.brand import VENT, use_brand
from harness.chromium import Browser, sidebar
from harness.processes import wait_until
from harness.site import Answer, Request, Site
from harness.unpacked import slow_sidebar
from webcare import paths

POST = f"""<!doctype html><article data-testid=tweet><div data-testid=User-Name>
<a href=/joke_v>Joke</a> <a href=/joke_v>@joke_v</a> <a href=/joke_v/status/7><time
datetime=2026-06-01T10:00:00Z></time></a></div><div data-testid=tweetText>{VENT}</div></article>"""
HOST = "html > div"


@pytest.fixture
def slow(
    playwright: Playwright, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Page, Callable[[], None]]]:
    """A page with one post, and what lets the sidebar's page be loaded."""
    loaded = threading.Event()

    def route(request: Request) -> Answer:
        if request.path == "/slow.png":
            loaded.wait(60)
        return Answer(POST)

    site.route = route
    extension = slow_sidebar(tmp_path, "https://x.com/slow.png")
    monkeypatch.setattr(paths, "extension", lambda: extension)
    browser = Browser(playwright, tmp_path, *site.chromium_arguments())
    use_brand(browser)
    page = browser.context.new_page()
    page.goto("https://x.com/joke_v/status/7", wait_until="domcontentloaded")
    yield page, loaded.set
    loaded.set()
    browser.close()


def buttons(page: Page) -> list[str]:
    """The text of each button in our closed shadow root, the sidebar's own page left out."""
    tools = page.context.new_cdp_session(page)
    tree = tools.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
    roots = [root for node in nodes(tree) for root in node.get("shadowRoots", ())]
    closed = [root for root in roots if root["shadowRootType"] == "closed"]
    found = [node for root in closed for node in nodes(root) if node["nodeName"] == "BUTTON"]
    return ["".join(node["nodeValue"] for node in nodes(button)) for button in found]


def nodes(node: dict) -> Iterator[dict]:
    yield node
    for child in node.get("children", ()):
        yield from nodes(child)


def test_it_stands_there_before_the_sidebar_and_gives_way_to_it(slow) -> None:
    page, load = slow
    wait_until(lambda: buttons(page) == ["Webcare"], "the tab")
    drawn = sidebar(page).get_by_role("button", name="Better not")
    expect(drawn).to_have_count(1)  # behind it
    assert buttons(page) == ["Webcare"]
    load()
    wait_until(lambda: buttons(page) == [], "the sidebar's own tab alone")
    drawn.click()
    expect(sidebar(page).get_by_role("heading", name="Webcare")).to_be_visible()


def test_pressed_it_opens_the_sidebar(slow) -> None:
    page, load = slow
    wait_until(lambda: buttons(page) == ["Webcare"], "the tab")
    box = page.locator(HOST).bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(HOST)).to_have_attribute("data-open", "")
    load()
    expect(sidebar(page).get_by_role("heading", name="Webcare")).to_be_visible()
