"""Replies held because of what others of the team do at the same time."""

import pytest
from playwright.sync_api import Page, expect

from harness.agent import Agent
from harness.brand import VENT, use_brand
from harness.chromium import open_sidebar, sidebar
from harness.drafts import (
    REPLY,
    kinds,
    open_draft,
    press_keys,
    press_mouse,
    send_anyway,
    warning,
)
from harness.editors import Tweet, XSite, tweet
from harness.processes import wait_until
from harness.site import Site

QUESTION = Tweet(401, "bart81", "Bart", "@FietsrijkNL waar blijft mijn bestelling?")
UNWANTED = Tweet(403, "joke_v", "Joke V.", VENT)
ANSWER = Tweet(402, "FietsrijkNL", "Fietsrijk", "@bart81 We zoeken het uit, Bart. ^Bram")

APPEND = """html => {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  document.querySelector("main").append(parsed.querySelector("article"));
}"""


@pytest.fixture
def x(site: Site) -> XSite:
    return XSite(site)


def someone_answers(page: Page) -> None:
    page.evaluate(APPEND, tweet(ANSWER).format(focus="0"))


def test_a_reply_is_held_when_the_brand_has_answered_since_it_was_begun(browser, x) -> None:
    use_brand(browser)
    page = open_draft(browser, x.add(QUESTION))
    expect(open_sidebar(page).get_by_text("Your draft")).to_be_visible()  # so it has begun
    someone_answers(page)
    press_mouse(page)
    frame = warning(page)
    expect(frame.get_by_text("has already answered Bart", exact=False)).to_be_visible()
    assert browser.outbox()[-1]["data"]["reason"] == "answered_since"
    send_anyway(frame)
    press_keys(page)
    wait_until(lambda: x.sent() == [REPLY], "the reply on the site")


def test_a_draft_is_never_asked_about_twice(browser, x) -> None:
    use_brand(browser)
    page = open_draft(browser, x.add(UNWANTED))
    press_mouse(page)
    send_anyway(warning(page))
    someone_answers(page)
    press_keys(page)
    wait_until(lambda: x.sent() == [REPLY], "the reply on the site")
    assert kinds(browser).count("warned") == 1


def test_an_answer_that_stood_there_already_holds_nothing(browser, x) -> None:
    use_brand(browser)
    page = open_draft(browser, x.add(QUESTION, ANSWER))
    press_mouse(page)
    wait_until(lambda: x.sent() == [REPLY], "the reply on the site")


def test_a_reply_is_held_while_a_colleague_has_the_case(paired, launch, server, x) -> None:
    use_brand(paired)
    server.kill()
    server.start()  # a second pairing code
    other = launch(name="colleague")
    other.pair(server, "Bram")
    bram = Agent(other)
    bram.act(QUESTION.number, "claimed", {})
    bram.all_delivered(server)
    page = open_draft(paired, x.add(QUESTION))
    page.wait_for_timeout(1000)  # an agent has not read what was written sooner
    wait_until(lambda: tried(page, x), "the reply to be held")
    frame = warning(page)
    expect(frame.get_by_text("Bram is already working on this post", exact=False)).to_be_visible()
    send_anyway(frame)
    press_keys(page)
    wait_until(lambda: x.sent() == [REPLY], "the reply on the site")


def tried(page: Page, x: XSite) -> bool:
    """Press; whether the sidebar says that it was held: who has the case is known a bit later."""
    press_keys(page)
    assert x.sent() == []
    return sidebar(page).get_by_role("heading", name="Your reply has not been sent").count() > 0
