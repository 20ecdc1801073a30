"""A live Misago forum, whose page is drawn by React: read rightly, and replies held back."""

import pytest
from playwright.sync_api import Page, expect

from harness.brand import VENT, use_forum
from harness.chromium import Browser, sidebar
from harness.drafts import REPLY, kinds, send_anyway, warning
from harness.misago import Misago
from harness.processes import wait_until
from harness.states import States

POST = ("joke_v", VENT)
QUESTION = ("bart81", "Hallo @fietsrijk, wanneer komt mijn bestelling aan?")


@pytest.fixture
def agent(browser: Browser, misago: Misago) -> Browser:
    """A browser that is logged in as the brand and uses Webcare on the forum."""
    use_forum(browser, misago)
    return browser


def write_reply(browser: Browser, topic: str, post: int) -> Page:
    """The thread with a draft to its n-th post, begun by the post's own reply button."""
    page = browser.context.new_page()
    page.goto(topic)
    sidebar(page)
    page.locator("li.post .post-footer").nth(post).get_by_role("button", name="Reply").click()
    box = page.locator(".posting-dialog textarea")
    box.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" {REPLY}")
    return page


def submit(page: Page):
    return page.locator(".posting-dialog button[type=submit]")


IN_SIGHT = "([x, y]) => document.elementFromPoint(x, y)?.closest('.posting-dialog [type=submit]')"


def press_mouse(page: Page) -> None:
    """By the mouse alone: a warning may open over the button while it is pressed, and has to go."""
    box = submit(page).bounding_box()
    spot = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    page.wait_for_function(IN_SIGHT, arg=spot)
    page.mouse.click(*spot)


def press_key(page: Page) -> None:
    submit(page).press("Enter")


def test_its_posts_are_read(agent, misago) -> None:
    topic = misago.topic("Levertijd van de Stadsfiets", QUESTION, POST)
    page = agent.context.new_page()
    page.goto(topic)
    states = States(agent, page)
    for number, (author, text) in enumerate((QUESTION, POST)):
        page.locator("li.post .post-body").nth(number).click()
        wait_until(lambda text=text: (states.last()["post"] or {}).get("text") == text, "its text")
        post = states.last()["post"]
        assert post["author"]["handle"] == author
        assert post["url"].startswith(topic) or "/post/" in post["url"]
        assert post["place"]["kind"] == "forum" and not post["by_brand"]


@pytest.mark.parametrize("press", [press_mouse, press_key])
def test_unwanted_reply_is_held_then_stands_on_the_forum(agent, misago, press) -> None:
    topic = misago.topic("Ervaringen met winkels", QUESTION, POST)
    page = write_reply(agent, topic, 1)
    press(page)
    frame = warning(page)
    assert len(misago.posts(topic)) == 2
    send_anyway(frame)
    page.wait_for_timeout(1000)  # no hand is back at the button sooner
    press(page)
    wait_until(lambda: len(misago.posts(topic)) == 3, "the reply on the forum")
    author, text = misago.posts(topic)[-1]
    assert author == "fietsrijk" and REPLY in text
    expect(page.get_by_text(REPLY)).to_be_visible()
    wait_until(lambda: kinds(agent)[-1] == "replied", "the record of the reply")
    assert kinds(agent) == ["opened", "assessed", "warned", "overridden", "replied"]


# Misago takes its reply box away 300 ms after it has begun to load the thread anew
SLOW_BOX = """const soon = window.setTimeout;
window.setTimeout = (act, ms, ...more) => soon(act, ms === 300 ? 60000 : ms, ...more);"""


def test_a_reply_counts_when_the_page_is_gone_before_its_box(agent, misago) -> None:
    agent.context.add_init_script(SLOW_BOX)
    topic = misago.topic("Ervaringen met winkels", QUESTION, POST)
    page = write_reply(agent, topic, 0)
    press_mouse(page)
    wait_until(lambda: len(misago.posts(topic)) == 3, "the reply on the forum")
    wait_until(lambda: kinds(agent) == ["opened", "assessed", "replied"], "the record of the reply")


@pytest.mark.parametrize("press", [press_mouse, press_key])
def test_wanted_reply_is_not_held(agent, misago, press) -> None:
    topic = misago.topic("Ervaringen met winkels", QUESTION, POST)
    page = write_reply(agent, topic, 0)
    press(page)
    wait_until(lambda: len(misago.posts(topic)) == 3, "the reply on the forum")
    wait_until(lambda: kinds(agent) == ["opened", "assessed", "replied"], "the record of the reply")
