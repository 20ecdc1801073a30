"""The posts of a page that changes: they come in the middle, move, go, and become posts late."""

import pytest
from playwright.sync_api import Page

from harness.brand import use_brand
from harness.chromium import Browser, sidebar
from harness.editors import Tweet, XSite
from harness.processes import wait_until
from harness.site import Site
from harness.states import States

FEED = [Tweet(600 + n, f"klant{n}", f"Klant {n}", f"Vraag {n} aan Fietsrijk?") for n in range(60)]
# each leaves posts where they were not, and nothing but the page tells of it
CHANGES = {
    "come before others": """(all, copy) => {
      for (let n = 0; n < 20; n += 1) all[10].before(copy(700 + n));
    }""",
    "come around others": """(all, copy) => {
      const around = document.createElement("div");
      around.append(copy(710), all[20], copy(711), all[5], copy(712));
      all[30].before(around);
    }""",
    "move": "(all) => all.slice(-25).forEach((article) => all[3].before(article))",
    "go": "(all) => all.slice(5, 40).forEach((article) => article.remove())",
    "come and go at once": """(all, copy) => {
      all.slice(0, 20).forEach((article) => article.remove());
      for (let n = 0; n < 20; n += 1) all.at(-1).after(copy(730 - n));
    }""",
    "become posts by an attribute": """async (all, copy) => {
      const late = Array.from({ length: 20 }, (_, n) => copy(740 + n));
      late.forEach((article) => article.removeAttribute("data-testid"));
      late.forEach((article) => article.removeAttribute("role"));
      all[8].after(...late);
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      late.forEach((article) => article.setAttribute("data-testid", "tweet"));
    }""",
    "are no posts any more": """(all) => all.slice(5, 40).forEach((article) => {
      article.removeAttribute("data-testid");
      article.removeAttribute("role");
    })""",
}
CHANGE = """change => {
  const all = [...document.querySelectorAll("article")];
  const copy = (number) => {
    const made = all[0].cloneNode(true);
    for (const link of made.querySelectorAll("a[href*='/status/']"))
      link.setAttribute("href", `/klant/status/${number}`);
    return made;
  };
  return change(all, copy);
}"""
# the posts that are seen, the one nearest to the middle of the window first; at most three
SEEN = """() => {
  const off = ({ top, bottom }) => Math.abs((top + bottom) / 2 - innerHeight / 2);
  return [...document.querySelectorAll("article[data-testid=tweet]")]
    .map((article) => ({ article, box: article.getBoundingClientRect() }))
    .filter(({ box }) => box.bottom > 0 && box.top < innerHeight)
    .sort((a, b) => off(a.box) - off(b.box))
    .slice(0, 3)
    .map(({ article }) => article.querySelector("a[href*='/status/']").href.split("/").at(-1));
}"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture
def feed(site: Site, browser: Browser) -> Page:
    use_brand(browser)
    page = browser.context.new_page()
    page.goto(XSite(site).add(*FEED, path="/search?q=fietsrijk"))
    sidebar(page)
    return page


@pytest.mark.parametrize("change", CHANGES)
def test_the_post_under_the_eye_is_found_in_a_page_that_changed(
    browser: Browser, feed: Page, change: str
) -> None:
    states = States(browser, feed)
    wait_until(states.key, "advice before the change")
    feed.evaluate(f"() => ({CHANGE})({CHANGES[change]})")
    for height in (300, 1200, 2400, 600):
        feed.evaluate("y => scrollTo(0, y)", height)
        feed.evaluate(DRAWN)
        seen = {f"x:{number}" for number in feed.evaluate(SEEN)} or {None}
        wait_until(lambda seen=seen: states.key() in seen, f"advice on one of {seen}")


# nothing but an empty stretch is in view: the posts of the page are offered for choice
BELOW = """() => {
  const far = document.createElement("div");
  far.style.height = "9000px";
  document.body.append(far);
  scrollTo(0, document.documentElement.scrollHeight);
}"""
LEFT = """() => [...document.querySelectorAll("article")]
  .map((article) => article.querySelector("a[href*='/status/']").href.split("/").at(-1))"""


def test_posts_that_left_the_page_are_not_offered(browser: Browser, feed: Page) -> None:
    states = States(browser, feed)
    wait_until(states.key, "advice")
    feed.evaluate(BELOW)
    wait_until(lambda: states.last()["posts"], "posts to choose from")
    feed.evaluate(f"() => ({CHANGE})({CHANGES['go']})")
    left = {f"x:{number}" for number in feed.evaluate(LEFT)}
    wait_until(lambda: {post["key"] for post in states.last()["posts"]} == left, "those left")
