"""Reply boxes in frames of another known host, with the posts around them, in them, or nowhere."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from harness.brand import use_brand
from harness.chromium import Browser, sidebar
from harness.drafts import REPLY, send_anyway, warning
from harness.processes import wait_until
from harness.site import Answer, Request, Site
from harness.ways import PLATFORM, TEXTS, WaysSite

OTHER: dict[str, Any] = {**PLATFORM, "id": "other", "hosts": ["disqus.com"]}
OTHER["post"] = {**PLATFORM["post"], "url": ["= https://disqus.com/post/{id}"]}
POST = (
    f"<article data-post=7><b class=handle>joke_v</b> <p class=text>{TEXTS['unwanted']}</article>"
)
BOX = """<div class=way></div><script src=/ways/box.js></script>
<script>plainBox(document.querySelector('.way'), 'reply')</script>"""
FILLED = f"{BOX}<script>document.querySelector('textarea').value = '{REPLY}'</script>"
PAGES = {
    "x.com/around": f"{POST}<iframe src=https://disqus.com/box width=700 height=300></iframe>",
    "x.com/late": "<iframe src=https://disqus.com/filled></iframe><script src=/slow></script>"
    + POST,
    "x.com/own": "<iframe src=https://disqus.com/posts width=700 height=600></iframe>",
    "blog.example/own": "<iframe src=https://disqus.com/posts width=700 height=1500></iframe>",
    "disqus.com/box": BOX,
    "disqus.com/filled": FILLED,
    "disqus.com/posts": POST + BOX,
}


@pytest.fixture
def loaded() -> Iterator[threading.Event]:
    """Set, it lets the slow page be loaded."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def ways(site: Site, browser: Browser, loaded: threading.Event) -> WaysSite:
    use_brand(browser, platforms=[PLATFORM, OTHER])
    served = WaysSite(site)

    def route(request: Request) -> Answer:
        if request.path == "/slow":
            loaded.wait(60)
        page = PAGES.get(request.host + request.path)
        return Answer(f"<!doctype html>{page}") if page else served.route(request)

    site.route = route
    return served


def write_in_frame(page: Page) -> Any:
    frame = page.frame_locator("iframe[src*=disqus]")
    frame.locator("textarea").click()
    page.keyboard.insert_text(REPLY)
    return frame.get_by_role("button", name="Reply", exact=True)


@pytest.mark.parametrize(
    "address, key",
    [("x.com/around", "ways:7"), ("x.com/own", "other:7"), ("blog.example/own", "other:7")],
)
def test_a_reply_in_a_frame_is_held_for_the_post_it_answers(browser, ways, address, key) -> None:
    page = browser.context.new_page()
    page.goto(f"https://{address}")
    button = write_in_frame(page)
    button.click()
    frame = warning(page)
    assert ways.sent() == []
    assert [event["post_key"] for event in browser.outbox()] == [key] * 3
    send_anyway(frame)
    button.click()
    wait_until(lambda: ways.sent() == ["reply"], "the reply on the site")
    wait_until(lambda: browser.outbox()[-1]["type"] == "replied", "its record")


def test_a_frame_that_is_there_before_the_post_is_told_of_it(browser, ways, loaded) -> None:
    page = browser.context.new_page()
    page.goto("https://x.com/late", wait_until="commit")
    page.frame_locator("iframe[src*=disqus]").locator("textarea").press("Control+Enter")
    loaded.set()
    warning(page)
    assert ways.sent() == []
    assert {event["post_key"] for event in browser.outbox()} == {"ways:7"}


def test_a_page_that_is_not_ours_shows_nothing_until_a_reply_in_our_frame_is_held(browser, ways):
    page = browser.context.new_page()
    page.goto("https://blog.example/own")
    button = write_in_frame(page)
    assert not [frame for frame in page.frames if "sidebar" in frame.url]
    button.click()
    frame = warning(page)
    box = frame.get_by_role("alertdialog").bounding_box()
    assert box and 0 <= box["y"] < 800  # beside the reply box, not at the end of a long frame
    frame.get_by_role("button", name="Don’t send", exact=True).click()
    expect(sidebar(page).get_by_role("alertdialog")).to_have_count(0)
