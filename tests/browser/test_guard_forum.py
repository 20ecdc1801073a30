"""Replies held back on a live Spirit forum, by the site's own button and by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from harness.brand import VENT, use_forum
from harness.chromium import Browser, sidebar
from harness.drafts import REPLY, answer_on_forum, kinds, send_anyway, warning
from harness.forum import Forum
from harness.processes import wait_until

POST = ("joke_v", VENT)
QUESTION = ("bart81", "Hallo @fietsrijk, wanneer komt mijn bestelling aan?")


@pytest.fixture
def agent(browser: Browser, forum: Forum) -> Browser:
    """A browser that is logged in as the brand and uses Webcare on the forum."""
    use_forum(browser, forum)
    return browser


def write_reply(browser: Browser, topic: str, post: int) -> Page:
    """The topic with a draft to its n-th post, begun by the post's own reply link."""
    page = browser.context.new_page()
    page.goto(topic)
    sidebar(page)
    answer_on_forum(page, post)
    return page


def press_mouse(page: Page) -> None:
    page.locator("form.js-reply [type=submit]").click()


def press_key(page: Page) -> None:
    page.locator("form.js-reply [type=submit]").press("Enter")


@pytest.mark.parametrize("press", [press_mouse, press_key])
def test_unwanted_reply_is_held_then_stands_on_the_forum(agent, forum, press) -> None:
    topic = forum.topic("Ervaringen", QUESTION, POST)
    page = write_reply(agent, topic, 1)
    press(page)
    frame = warning(page)
    assert len(forum.posts(topic)) == 2
    send_anyway(frame)
    press(page)
    wait_until(lambda: len(forum.posts(topic)) == 3, "the reply on the forum")
    author, text = forum.posts(topic)[-1]
    assert author == "fietsrijk" and REPLY in text
    expect(page.get_by_text(REPLY)).to_be_visible()
    wait_until(lambda: kinds(agent)[-1] == "replied", "the record of the reply")
    assert kinds(agent) == ["opened", "assessed", "warned", "overridden", "replied"]


@pytest.mark.parametrize("press", [press_mouse, press_key])
def test_wanted_reply_is_not_held(agent, forum, press) -> None:
    topic = forum.topic("Ervaringen", QUESTION, POST)
    page = write_reply(agent, topic, 0)
    press(page)
    wait_until(lambda: len(forum.posts(topic)) == 3, "the reply on the forum")
    wait_until(lambda: kinds(agent) == ["opened", "assessed", "replied"], "the record of the reply")
