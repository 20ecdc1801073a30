"""When something is missing or fails: nothing is lost, nothing is guessed, and it is said."""

import re

import pytest
from playwright.sync_api import expect

from harness.brand import VENT, take_rulebook, use_brand
from harness.chromium import Browser, open_sidebar, sidebar
from harness.drafts import (
    BOX,
    REPLY,
    kinds,
    no_warning,
    open_draft,
    press_keys,
    press_mouse,
    warning,
    write,
)
from harness.editors import Tweet, XSite
from harness.processes import wait_until
from harness.site import Answer, Site
from harness.ways import PLATFORM, TEXTS

UNWANTED = Tweet(301, "joke_v", "Joke V.", VENT)
NOT_CHECKED = "Replies are not being checked now"


@pytest.fixture
def x(site: Site, browser: Browser) -> XSite:
    use_brand(browser)
    return XSite(site)


def test_without_any_rulebook_the_page_works_on_and_it_is_said(browser, x) -> None:
    take_rulebook(browser)
    page = open_draft(browser, x.add(UNWANTED))
    frame = open_sidebar(page)
    expect(frame.get_by_role("heading", name=NOT_CHECKED)).to_be_visible()
    press_keys(page)
    wait_until(lambda: x.sent() == [REPLY], "the reply on the site")


def test_when_our_own_code_fails_the_page_works_on_and_it_is_said(browser, x) -> None:
    use_brand(browser, rules={"version": "broken"})
    page = open_draft(browser, x.add(UNWANTED))
    press_mouse(page)
    wait_until(lambda: x.sent() == [REPLY], "the reply on the site")
    expect(open_sidebar(page).get_by_role("heading", name=NOT_CHECKED)).to_be_visible()


def test_after_a_reload_of_the_extension_the_old_guard_lets_go(browser, x) -> None:
    page = open_draft(browser, x.add(UNWANTED))
    press_mouse(page)
    warning(page)
    expect(page.locator("html > div")).to_have_count(1)
    options = browser.options()
    options.evaluate("() => void setTimeout(() => chrome.runtime.reload())")
    expect(page.locator("html > div")).to_have_count(0)  # the sidebar's host
    press_mouse(page)
    wait_until(lambda: x.sent() == [REPLY], "the reply on the site")


def test_keys_of_an_input_method_are_neither_held_nor_sent(browser, x) -> None:
    page = open_draft(browser, x.add(UNWANTED, editor="lexical"), "")
    keys = page.context.new_cdp_session(page)
    page.get_by_test_id(BOX).click()
    composing = {"selectionStart": 2, "selectionEnd": 2, "text": "ni"}
    keys.send("Input.imeSetComposition", composing)
    about = {"key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229, "modifiers": 2}
    keys.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **about})
    keys.send("Input.insertText", {"text": "你"})
    expect(page.get_by_test_id(BOX)).to_have_text("你")
    no_warning(page)
    assert (x.sent(), kinds(browser)) == ([], [])
    page.keyboard.press("Control+Enter")
    warning(page)


REWRITE = """text => {
  const page = document.documentElement.outerHTML;
  document.open();
  document.write(page);
  document.close();
  document.querySelector("textarea").value = text;
}"""


def test_a_page_that_writes_itself_anew_is_guarded_at_once(browser, site) -> None:
    use_brand(browser, platforms=[PLATFORM])
    text = f"<article data-post=1><p class=text>{TEXTS['unwanted']}</p></article>"
    form = "<form class=way method=post><textarea data-reply></textarea>"
    site.route = lambda request: Answer(f"{text}{form}<button data-send>Reply</button></form>")
    page = browser.context.new_page()
    page.goto("https://x.com/post/1")
    sidebar(page)
    place = page.get_by_role("button", name="Reply", exact=True).bounding_box()
    page.evaluate(REWRITE, REPLY)
    page.mouse.click(place["x"] + 5, place["y"] + 5)
    warning(page)
    assert [request for request in site.posted() if request.host == "x.com"] == []


def test_a_corrected_verdict_frees_the_reply_and_arms_it_again(browser, x) -> None:
    page = open_draft(browser, x.add(UNWANTED))
    frame = open_sidebar(page)
    frame.get_by_role("button", name="Approach: Proactive").click()
    expect(frame.get_by_role("heading", name=re.compile("Better not|no reply"))).to_have_count(0)
    press_mouse(page)
    wait_until(lambda: x.sent() == [REPLY], "the reply on the site")
    wait_until(lambda: kinds(browser)[-1] == "replied", "its record")
    frame.get_by_role("button", name="Approach: Reactive").click()
    write(page, "Nog een keer.")
    press_mouse(page)
    warning(page)
    assert x.sent() == [REPLY]
    wait_until(lambda: kinds(browser)[-1] == "warned", "the record")
    expected = ["opened", "assessed", "corrected", "replied", "corrected", "warned"]
    assert kinds(browser) == expected
