"""The sidebar's place in pages with dialogs, focus traps, print and rewritten documents."""

import pytest
from playwright.sync_api import Page, expect

from harness.chromium import Browser, sidebar
from harness.processes import wait_until
from harness.site import Answer, Site

PAGE = """<!doctype html><title>odd</title><main>page <button id=trap>in the trap</button></main>
<dialog><input id=field aria-label=Field></dialog>"""
TRAP = """() => {
  const inside = document.getElementById("trap");
  window.stolen = 0;
  document.addEventListener("focusin", (event) => {
    if (event.target === inside) return;
    window.stolen += 1;
    inside.focus();
  }, true);
  inside.addEventListener("focusout", () => setTimeout(() => {
    if (document.activeElement === document.body) inside.focus();
  }));
  inside.focus();
}"""


@pytest.fixture
def page(browser: Browser, site: Site) -> Page:
    site.route = lambda request: Answer(PAGE, csp="default-src 'none'; frame-src 'none'")
    opened = browser.context.new_page()
    opened.goto("https://x.com/odd")
    return opened


def open_button(page: Page):
    return sidebar(page).get_by_role("button", name="Open Webcare")


def test_under_a_modal_dialog_it_can_still_be_pressed_and_goes_back_afterwards(page: Page) -> None:
    expect(open_button(page)).to_be_visible()
    page.evaluate("() => document.querySelector('dialog').showModal()")
    expect(page.locator("dialog > div")).to_have_count(1)
    open_button(page).click()
    expect(sidebar(page).get_by_role("heading", name="Webcare")).to_be_visible()
    page.evaluate("() => document.querySelector('dialog').close()")
    expect(page.locator("html > div")).to_have_count(1)


def test_a_dialog_that_is_thrown_away_does_not_take_it_along(page: Page) -> None:
    expect(open_button(page)).to_be_visible()
    page.evaluate("() => document.querySelector('dialog').showModal()")
    expect(page.locator("dialog > div")).to_have_count(1)
    page.evaluate("() => document.querySelector('dialog').remove()")
    expect(page.locator("html > div")).to_have_count(1)
    expect(open_button(page)).to_be_visible()


def test_it_never_takes_the_focus_and_a_focus_trap_cannot_take_it_back(page: Page) -> None:
    expect(open_button(page)).to_be_visible()
    page.evaluate(TRAP)
    open_button(page).focus()
    expect(open_button(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(sidebar(page).get_by_role("heading", name="Webcare")).to_be_visible()
    assert page.evaluate("() => window.stolen") == 0


def test_it_survives_a_new_body_and_a_rewritten_document(page: Page) -> None:
    expect(open_button(page)).to_be_visible()
    page.evaluate("() => document.body.replaceWith(document.createElement('body'))")
    expect(open_button(page)).to_be_visible()
    page.evaluate("() => { document.open(); document.write('<p>new'); document.close(); }")
    expect(page.locator("html > div")).to_have_count(1)
    wait_until(lambda: open_button(page).is_visible(), "the sidebar in the new document")


def test_it_is_not_printed(page: Page) -> None:
    expect(open_button(page)).to_be_visible()
    page.emulate_media(media="print")
    assert page.locator("html > div").bounding_box() is None


EVICT = """() => {
  window.evicted = 0;
  new MutationObserver(() => {
    for (const element of document.querySelectorAll("html > div")) {
      window.evicted += 1;
      element.remove();
    }
  }).observe(document.documentElement, { childList: true });
  document.querySelector("html > div").remove();
}"""


def test_a_page_that_keeps_throwing_it_out_stays_usable(page: Page) -> None:
    sidebar(page)
    page.evaluate(EVICT)
    wait_until(lambda: page.evaluate("() => window.evicted") > 3, "some evictions")
    page.get_by_role("button", name="in the trap").click()
