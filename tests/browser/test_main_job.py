"""The main job on a live forum: read, be advised, be held, learn, reply, and find it recorded."""

import re

import pytest
from playwright.sync_api import Frame, Page, expect

from harness.brand import use_site
from harness.care_server import CareServer
from harness.chromium import Browser, open_sidebar, sidebar
from harness.drafts import answer_on_forum
from harness.forum import Forum
from harness.processes import wait_until
from harness.screenshots import keep_screenshot

QUESTION = ("joke_v", "Hallo @fietsrijk, mijn zadel ontbrak in de doos. Wanneer komt dat na?")
VENT = ("bart81", "Nooit meer bij Fietsrijk besteld. Drie weken wachten, ga lekker naar een ander.")
PRAISE = ("nadia.k", "Mijn nieuwe fiets van Fietsrijk rijdt heerlijk, wat een fijn ding.")
ANSWER = "Wat vervelend, Joke! Ik stuur je zadel vandaag nog na. ^Sanne"
LESSON = "Orders in three parcels: say so at the order."


@pytest.fixture
def agent(launch, server: CareServer, forum: Forum) -> Browser:
    """An agent's browser: the real net (nothing is faked), paired, logged in on the forum."""
    browser = launch()
    browser.dashboard = set_up_brand(browser, server)
    browser.pair(server)
    use_site(browser, forum.url)
    forum.log_in(browser.context)
    return browser


def set_up_brand(browser: Browser, server: CareServer) -> Page:
    """What a lead does first: open the dashboard by its one-time link and say who the brand is."""
    page = browser.context.new_page()
    page.goto(server.login)
    page.get_by_role("link", name="Brand", exact=True).click()
    page.get_by_label("Name", exact=True).fill("Fietsrijk")
    accounts = page.get_by_role("group", name="Accounts per platform")
    accounts.get_by_label("forum", exact=True).fill("fietsrijk")
    page.get_by_label("Hashtags").fill("Fietsrijk")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_be_visible()
    return page


def look_at(page: Page, number: int, author: str) -> Frame:
    """Press the n-th post, as one does on a page too short to scroll; the sidebar follows."""
    page.locator(".js-comment-text").nth(number).click()
    frame = sidebar(page)
    expect(frame.get_by_role("region", name="Post in view")).to_contain_text(author)
    return frame


def skip(frame: Frame, learning: str) -> None:
    """Record that we do not reply, and what we learn from it."""
    frame.get_by_label("What do we learn from this?").fill(learning)
    frame.get_by_role("button", name="Record").click()
    expect(frame.get_by_text("Recorded: deliberately not replied").first).to_be_visible()


def test_the_main_job(agent: Browser, server: CareServer, forum: Forum) -> None:
    topic = forum.topic("Levering en onderdelen", QUESTION, VENT, PRAISE)
    page = agent.context.new_page()
    page.goto(topic)
    frame = open_sidebar(page)
    publish = page.get_by_role("button", name="Publish")

    look_at(page, 0, "joke_v")
    expect(frame.get_by_role("heading", name="A reply is wanted")).to_be_visible()
    look_at(page, 1, "bart81")
    expect(frame.get_by_role("heading", name="Better not to reply")).to_be_visible()
    keep_screenshot(page, "main_job")
    look_at(page, 2, "nadia.k")
    expect(frame.get_by_role("heading", name="Better not to reply")).to_be_visible()
    frame.get_by_role("button", name="No reply").click()
    skip(frame, "")

    answer_on_forum(page, 1, "Dat spijt ons, wat ging er mis? ^Sanne")
    publish.click()
    expect(frame.get_by_role("heading", name="Your reply has not been sent")).to_be_visible()
    assert len(forum.posts(topic)) == 3
    frame.get_by_role("button", name=re.compile("learn", re.I)).click()
    skip(frame, LESSON)
    assert len(forum.posts(topic)) == 3

    answer_on_forum(page, 0, ANSWER)
    publish.click()
    wait_until(lambda: len(forum.posts(topic)) == 4, "the answer on the forum")
    author, text = forum.posts(topic)[-1]
    assert author == "fietsrijk" and ANSWER in text

    wait_until(lambda: not agent.outbox(), "an empty outbox")
    outcomes = {
        "joke_v": "replied",
        "bart81": "no reply, on purpose",
        "nadia.k": "no reply, on purpose",
    }
    for author, outcome in outcomes.items():
        agent.dashboard.goto(f"{server.url}/cases")
        rows = agent.dashboard.get_by_role("main").get_by_role("listitem")
        expect(rows).to_have_count(3)
        expect(rows.filter(has_text=author)).to_contain_text(outcome)
        rows.filter(has_text=author).get_by_role("link").click()
        expect(agent.dashboard.get_by_role("main")).to_contain_text(outcome)
        learned = author == "bart81"
        assert (LESSON in agent.dashboard.get_by_role("main").inner_text()) is learned
    agent.close()
    assert agent.contacted() == {"127.0.0.1"}
