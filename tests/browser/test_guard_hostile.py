"""A page that lays something over the sidebar, hides it, or shows a reply box in full screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Frame, Page, expect

from harness.brand import use_brand
from harness.chromium import Browser, sidebar
from harness.drafts import kinds, send_anyway, warning
from harness.processes import wait_until
from harness.site import Answer, Site
from harness.ways import PLATFORM, TEXTS

PAGE = f"""<!doctype html><article data-post=1><b class=handle>joke_v</b>
<p class=text>{TEXTS["unwanted"]}</p></article>
<div class=way id=large><textarea data-reply></textarea><button type=button data-send>Reply</button>
<button type=button onclick="large.requestFullscreen()">Large</button></div><script>
const send = () => fetch("/send/reply", {{ method: "POST" }});
document.querySelector("[data-send]").addEventListener("click", send);
</script>"""
COVER = """(events) => {
  const cover = document.createElement("div");
  cover.id = "cover";
  cover.popover = "manual";
  cover.textContent = "Win a bicycle: press here";
  cover.style = "inset: 0; width: 100vw; height: 100vh; margin: 0";
  cover.style.pointerEvents = events;
  document.body.append(cover);
  cover.showPopover();
}"""
HIDE = """() => {
  const [hidden, host] = [document.createElement("div"), document.querySelector("html > div")];
  hidden.hidden = true;
  document.body.append(hidden);
  hidden.append(host);
}"""


@pytest.fixture
def page(site: Site, browser: Browser) -> Page:
    """A post to which no reply is wanted, with a draft in the box under it."""
    use_brand(browser, platforms=[PLATFORM])
    site.route = lambda request: Answer(PAGE)
    page = browser.context.new_page()
    page.goto("https://x.com/post/1")
    sidebar(page)
    page.locator("textarea").click()
    page.keyboard.insert_text("Wat vervelend. ^Sanne")
    return page


@pytest.fixture
def press(page: Page, site: Site) -> Callable[[], list[str]]:
    """Presses the site's own button; what has reached the site by then."""

    def pressed() -> list[str]:
        page.get_by_role("button", name="Reply", exact=True).click()
        page.evaluate("() => fetch('/settle', { method: 'POST' })")
        return [r.path for r in site.posted() if r.path.startswith("/send/")]

    return pressed


def release(frame: Frame):
    return frame.get_by_role("button", name="Release with this reason")


def choose_a_reason(frame: Frame) -> None:
    frame.get_by_text("Send anyway", exact=True).click()
    frame.get_by_role("radio").first.check()
    release(frame).scroll_into_view_if_needed()


def test_a_press_that_a_page_leads_to_send_anyway_releases_nothing(page, press, browser) -> None:
    press()
    frame = warning(page)
    choose_a_reason(frame)
    page.evaluate(COVER, "none")
    expect(frame.get_by_role("alert")).to_contain_text("The page lies over this button")
    release(frame).click()
    assert press() == [] and kinds(browser)[-1] == "warned"
    page.evaluate("() => cover.remove()")
    expect(frame.get_by_role("alert")).to_have_count(0)
    release(frame).click()
    wait_until(lambda: press() == ["/send/reply"], "the reply on the site")


def test_what_the_page_covers_can_be_pressed_by_key(page, press, browser) -> None:
    press()
    frame = warning(page)
    choose_a_reason(frame)
    page.evaluate(COVER, "none")
    expect(frame.get_by_role("alert")).to_be_visible()
    release(frame).press("Enter")
    wait_until(lambda: kinds(browser)[-1] == "overridden", "the record")


def test_a_sidebar_that_the_page_hides_comes_back(page, press) -> None:
    press()
    warning(page)
    page.evaluate(HIDE)
    expect(page.locator("html > div")).to_be_visible()
    warning(page).get_by_role("button", name="Don’t send", exact=True).click()
    assert press() == []


def test_the_page_comes_out_of_full_screen_when_a_reply_is_held(page, press) -> None:
    page.get_by_role("button", name="Large").click()
    wait_until(lambda: page.evaluate("() => document.fullscreenElement?.id"), "the full screen")
    assert press() == []
    frame = warning(page)
    send_anyway(frame)
    expect(frame.get_by_role("heading", name="Released")).to_be_visible()
    assert press() == ["/send/reply"]


def test_the_warning_stands_above_what_the_page_shows_on_top(page, press) -> None:
    page.locator("[data-send]").evaluate("button => button.focus()")
    page.evaluate(COVER, "auto")
    page.keyboard.press("Enter")
    warning(page).get_by_role("button", name="Don’t send", exact=True).click()
    expect(sidebar(page).get_by_role("alertdialog")).to_have_count(0)
    assert page.evaluate("() => document.querySelectorAll('html > :popover-open').length") == 0
