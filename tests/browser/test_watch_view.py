"""Which post is advised on: the one in view, the one that is answered; never another's verdict."""

import pytest
from playwright.sync_api import Page

from harness.brand import VENT, use_brand
from harness.chromium import Browser, sidebar
from harness.drafts import write
from harness.editors import Tweet, XSite
from harness.processes import wait_until
from harness.site import Site
from harness.states import States

TEXTS = (
    VENT,  # even numbers: not wanted
    "@FietsrijkNL waar blijft mijn bestelling?",  # odd numbers: wanted
)
FEED = [Tweet(500 + n, f"klant{n}", f"Klant {n}", TEXTS[n % 2]) for n in range(60)]

# what single-page sites do: the same nodes get another post, the address changes without a load
REUSE = """async ([texts, turns, late]) => {
  const frame = () => new Promise(requestAnimationFrame);
  const articles = [...document.querySelectorAll("article")];
  for (let turn = 1; turn <= turns; turn += 1) {
    if (late) {
      history.pushState({}, "", `/search?q=${turn}`); // the new posts come later
      await new Promise((done) => setTimeout(done, late));
    }
    articles.forEach((article, at) => {
      const number = 1000 * turn + at;
      for (const link of article.querySelectorAll("a[href*='/status/']")) {
        link.href = `/klant${number}/status/${number}`;
      }
      article.querySelector("[data-testid=tweetText]").firstChild.data = texts[number % 2];
    });
    if (!late) history.pushState({}, "", `/search?q=${turn}`);
    await frame();
    if (turn % 3 === 0) await frame();
  }
}"""

# the border of two posts in the middle of the window
BETWEEN = """() => {
  const { bottom } = document.querySelectorAll("article")[20].getBoundingClientRect();
  scrollBy(0, bottom - innerHeight / 2);
}"""

# a hand on the wheel: a little up and down, with time to look each time
WIGGLE = """async () => {
  scrollBy(0, -12);
  for (let step = 0; step < 6; step += 1) {
    scrollBy(0, step % 2 ? -24 : 24);
    for (let look = 0; look < 12; look += 1) await new Promise(requestAnimationFrame);
  }
}"""


@pytest.fixture
def feed(site: Site, browser: Browser) -> Page:
    use_brand(browser)
    page = browser.context.new_page()
    page.goto(XSite(site).add(*FEED, path="/search?q=fietsrijk"))
    sidebar(page)
    return page


def number(states: States) -> int:
    return int((states.key() or "x:0").removeprefix("x:"))


def in_the_middle(page: Page) -> int:
    """The number of the post that stands in the middle of the window."""
    look = """() => document.elementFromPoint(200, innerHeight / 2).closest("article")
      ?.querySelector("a[href*='/status/']").href.split("/").at(-1)"""
    return int(page.evaluate(look) or 0)


def test_the_post_under_the_eye_is_advised_on(browser: Browser, feed: Page) -> None:
    states = States(browser, feed)
    for height in (1500, 3000, 4500, 600):
        feed.evaluate("y => scrollTo(0, y)", height)
        near = {f"x:{in_the_middle(feed) + step}" for step in (-1, 0, 1)}
        wait_until(lambda near=near: states.key() in near, f"advice on one of {near}")


def test_the_advice_does_not_flicker_while_a_post_is_read(browser: Browser, feed: Page) -> None:
    states = States(browser, feed)
    feed.evaluate(BETWEEN)  # where a pixel more or less brings another one nearest
    wait_until(lambda: abs(number(states) - in_the_middle(feed)) <= 1, "advice")
    before = len(states.all())
    feed.evaluate(WIGGLE)
    assert len({state["post"]["key"] for state in states.all()[before - 1 :]}) == 1


def test_what_is_answered_comes_before_what_is_in_view(browser: Browser, feed: Page) -> None:
    states = States(browser, feed)
    feed.get_by_test_id("reply").nth(2).click()
    write(feed, "Wat vervelend.")
    wait_until(lambda: states.key() == "x:502", "advice on the answered post")
    feed.evaluate("() => scrollTo(0, 4000)")
    feed.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))")
    assert states.key() == "x:502"


@pytest.mark.parametrize(("turns", "late"), [(150, 0), (40, 120)], ids=["at once", "answered late"])
def test_advice_never_stands_beside_another_post(browser, feed: Page, turns, late) -> None:
    states = States(browser, feed)
    feed.evaluate(REUSE, [list(TEXTS), turns, late])
    wait_until(lambda: (states.key() or "").startswith(f"x:{turns}"), "advice on the last posts")
    judged = [state for state in states.all() if state["post"]]
    assert len({state["post"]["key"] for state in judged}) > 10
    for state in judged:
        number = int(state["post"]["key"].removeprefix("x:"))
        assert state["post"]["text"] == TEXTS[number % 2]
        assert state["verdict"]["reply"] == ("wanted" if number % 2 else "not_wanted")


# as most sites write their posts: a press on one focuses nothing
UNFOCUSABLE = """() => {
  for (const article of document.querySelectorAll("article")) article.removeAttribute("tabindex");
}"""


def test_the_post_that_the_agent_pressed_comes_first(browser: Browser, feed: Page) -> None:
    states = States(browser, feed)
    feed.evaluate(UNFOCUSABLE)
    feed.evaluate("() => scrollTo(0, 2000)")
    wait_until(lambda: number(states) == in_the_middle(feed), "advice on the middle one")
    middle = number(states)
    above = feed.locator("article", has=feed.locator(f"a[href$='/{middle - 1}']"))
    above.get_by_test_id("tweetText").click()
    wait_until(lambda: number(states) == middle - 1, "advice on the pressed one")


COUNT = """() => {
  globalThis.calls = 0;
  const looks = {
    querySelector: [Document],
    querySelectorAll: [Document, Element],
    matches: [Element],
    closest: [Element],
    getBoundingClientRect: [Element],
  };
  for (const [name, kinds] of Object.entries(looks)) {
    for (const { prototype } of kinds) {
      const real = prototype[name];
      prototype[name] = function (...given) {
        globalThis.calls += 1;
        return real.apply(this, given);
      };
    }
  }
}"""
HIDE = """() => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => globalThis.isHidden });
  globalThis.isHidden = true;
  document.dispatchEvent(new Event("visibilitychange"));
  globalThis.calls = 0;
}"""
SHOW = """() => {
  globalThis.isHidden = false;
  document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
}"""
FILL = """async () => {
  const article = document.querySelector("article");
  for (let turn = 0; turn < 30; turn += 1) {
    document.querySelector("main").append(article.cloneNode(true));
    scrollBy(0, 300);
    await new Promise(requestAnimationFrame);
  }
}"""


def test_nothing_is_done_in_a_hidden_tab(browser: Browser, feed: Page) -> None:
    states = States(browser, feed)
    wait_until(lambda: states.key(), "advice")
    ours = Isolated(feed)
    ours.run(COUNT)
    ours.run(HIDE)
    before = len(states.all())
    feed.evaluate(FILL)
    assert ours.run("() => globalThis.calls") == 0
    assert len(states.all()) == before
    ours.run(SHOW)
    wait_until(lambda: len(states.all()) > before, "advice on the tab that is seen again")


USED = "() => webcare.page.rulebook.version"


def test_a_newer_rulebook_waits_until_its_tab_is_seen(browser: Browser, feed: Page) -> None:
    states = States(browser, feed)
    wait_until(states.key, "advice")
    ours = Isolated(feed)
    ours.run(COUNT)
    ours.run(HIDE)
    use_brand(browser, version="newer")
    feed.evaluate(FILL)
    assert ours.run(USED) != "newer"
    ours.run(SHOW)
    wait_until(lambda: states.last()["rulebook"] == "newer", "the newer rulebook")


# a page that is never still, with time to look at it
STIR = """async () => {
  const words = document.querySelector("[data-testid=tweetText]").firstChild;
  for (let turn = 0; turn < 30; turn += 1) {
    words.data += ".";
    await new Promise(requestAnimationFrame);
  }
}"""


MORE = """() => {
  const main = document.querySelector("main");
  const all = [...main.children];
  for (let copy = 0; copy < 7; copy += 1) main.append(...all.map((each) => each.cloneNode(true)));
}"""


def test_a_pick_is_over_when_its_post_leaves_the_page(browser: Browser, feed: Page) -> None:
    states = States(browser, feed)
    wait_until(states.key, "advice")
    in_view = states.key()
    states.say({"type": "show", "post_key": "x:520"})
    wait_until(lambda: states.key() == "x:520", "advice on the picked one")
    feed.evaluate("() => (window.gone = document.querySelectorAll('article')[20]).remove()")
    wait_until(lambda: states.key() == in_view, "advice on the one in view again")
    feed.evaluate("() => document.querySelectorAll('article')[20].before(window.gone)")
    feed.evaluate(STIR)
    assert states.key() == in_view


def test_a_post_that_is_not_there_is_not_looked_for_in_the_whole_feed(browser, feed: Page) -> None:
    states = States(browser, feed)
    wait_until(states.key, "advice")
    feed.evaluate(MORE)
    feed.evaluate(STIR)
    ours = Isolated(feed)
    ours.run(COUNT)
    states.say({"type": "show", "post_key": "x:1"})
    feed.evaluate(STIR)
    assert ours.run("() => globalThis.calls") < feed.locator("article").count() * 10


# thirty windows further, half of one in each frame
FLY = """async () => {
  for (let frame = 0; frame < 60; frame += 1) {
    scrollBy(0, innerHeight / 2);
    await new Promise(requestAnimationFrame);
  }
}"""


def test_posts_that_scroll_by_are_not_read(browser: Browser, feed: Page) -> None:
    states = States(browser, feed)
    wait_until(states.key, "advice")
    feed.evaluate(MORE)
    before = len(states.all())
    feed.evaluate(FLY)
    near = {f"x:{in_the_middle(feed) + step}" for step in (-1, 0, 1)}
    wait_until(lambda: states.key() in near, "advice on the one where it stopped")
    read = {state["post"]["key"] for state in states.all()[before:]}
    assert len(read) <= 3


# no look is taken a moment later than the frame of a jump; what the last one cost is waited for
AT_ONCE = """() => {
  const later = setTimeout;
  globalThis.setTimeout = (call, ms) => (ms > 30 ? later(call, ms) : 0);
}"""


def test_what_a_jump_leads_to_is_read_in_its_frame(browser: Browser, feed: Page) -> None:
    states = States(browser, feed)
    wait_until(states.key, "advice")
    feed.wait_for_timeout(500)  # sooner after the last post it would be one that flies by
    Isolated(feed).run(AT_ONCE)
    feed.evaluate("() => scrollTo(0, document.documentElement.scrollHeight / 2)")
    near = {f"x:{in_the_middle(feed) + step}" for step in (-1, 0, 1)}
    wait_until(lambda: states.key() in near, f"advice on one of {near}")


class Isolated:
    """The world in which the content files run: headless Chromium takes every tab for visible."""

    def __init__(self, page: Page) -> None:
        self.tools = page.context.new_cdp_session(page)
        self.worlds: list[int] = []
        self.tools.on("Runtime.executionContextCreated", self._take)
        self.tools.send("Runtime.enable")
        [self.world] = wait_until(lambda: self.worlds, "the content files' world")

    def _take(self, event: dict) -> None:
        about = event["context"]
        if about["origin"].startswith("chrome-extension:"):
            self.worlds.append(about["id"])

    def run(self, function: str) -> object:
        expression = {"expression": f"({function})()", "contextId": self.world}
        answer = self.tools.send("Runtime.evaluate", {**expression, "returnByValue": True})
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")
