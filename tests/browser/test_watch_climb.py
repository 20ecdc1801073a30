"""Comments for which a site has no element each: many are found at once, and not again."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from test_watch_view import COUNT, Isolated

from harness.brand import use_brand
from harness.chromium import Browser, sidebar
from harness.processes import wait_until
from harness.site import Answer, Site
from harness.states import States

SAVED = Path(__file__).resolve().parents[1] / "fixtures" / "instagram" / "post_nl.html"
MANY = 300

MORE = """many => {
  const [, , last] = document.querySelectorAll("div.x9f619");
  for (let n = 0; n < many; n += 1) {
    const copy = last.cloneNode(true);
    copy.querySelector("a[href*='/c/']").href = `/p/DZtEst12345/c/18${n}/`;
    last.parentNode.append(copy);
  }
}"""
KEEP = "() => (globalThis.before = webcare.page.containers()).length"
IS_KEPT = "() => webcare.page.containers() === globalThis.before"
FIND = """() => {
  webcare.page.stale();
  globalThis.calls = 0;
  return [webcare.page.containers().length, globalThis.calls];
}"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))"
# what a page changes, and whether it may hold other comments since then
CHANGES = {
    "a time": ("(one) => (one.querySelector('time').firstChild.data = '3 d')", False),
    "a text": ("(one) => (one.querySelector('time').textContent = '3 d')", False),
    "one more": ("(one) => one.after(one.cloneNode(true))", True),
    "one less": ("(one) => one.remove()", True),
    "a link": ("(one) => (one.querySelector('a[href*=\"/c/\"]').href = '/fietsrijk/')", True),
}


@pytest.fixture
def comments(site: Site, browser: Browser) -> Page:
    use_brand(browser)
    html = SAVED.read_text("utf-8")
    site.route = lambda request: Answer(html)
    page = browser.context.new_page()
    page.goto("https://www.instagram.com/p/DZtEst12345/")
    page.evaluate(MORE, MANY)
    sidebar(page)
    states = States(browser, page)
    wait_until(states.key, "advice")
    return page


def test_many_comments_are_found_in_one_search(comments: Page) -> None:
    ours = Isolated(comments)
    ours.run(COUNT)
    assert ours.run(FIND) == [MANY + 4, 1]


@pytest.mark.parametrize(("change", "is_other"), CHANGES.values(), ids=CHANGES)
def test_they_are_sought_again_only_when_others_may_be_there(comments, change, is_other) -> None:
    ours = Isolated(comments)
    assert ours.run(KEEP) == MANY + 4
    comments.evaluate(f"() => ({change})(document.querySelectorAll('div.x9f619')[1])")
    comments.evaluate(DRAWN)
    assert ours.run(IS_KEPT) is not is_other
