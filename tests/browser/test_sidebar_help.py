"""What helps with an answer: the writer's earlier posts, snippets, like replies, due times."""

import pytest
from playwright.sync_api import Frame, Page, expect

from harness.agent import Agent
from harness.brand import BRAND, use_forum
from harness.care_server import CareServer
from harness.chromium import Browser, open_sidebar
from harness.forum import Forum

VENT = "Drie weken wachten op een zadel. Nooit meer daar besteld, ga lekker naar een ander."
ASKED = "@fietsrijk waar blijft mijn zadel? Graag snel antwoord!"
ANSWER = "Wat vervelend dat je zadel er nog niet is, ik zoek het vandaag voor je uit. ^Sanne"
SNIPPET = {
    "title": "First answer",
    "text": "Hi {name}, so sorry to hear that. I will find out. ^{agent}",
}


@pytest.fixture
def page(paired: Browser, forum: Forum) -> Page:
    """On a live forum, logged in as the brand, whose voice has a snippet."""
    use_forum(paired, forum, brand={**BRAND, "snippets": [SNIPPET]})
    return paired.context.new_page()


def opened(page: Page, forum: Forum, author: str, text: str) -> Frame:
    page.goto(forum.topic("Zadel", (author, text)))
    return open_sidebar(page)


def test_a_writer_is_known_before_there_is_a_case(page: Page, forum: Forum) -> None:
    frame = opened(page, forum, "joke_v", VENT)
    frame.get_by_role("button", name="No reply").click()
    frame.get_by_role("button", name="Record").click()
    expect(frame.get_by_text("All recorded")).to_be_visible()
    frame = opened(page, forum, "joke_v", "Is de winkel in Utrecht zaterdag open?")
    earlier = frame.get_by_role("region", name="Earlier contact with joke_v")
    expect(earlier).to_contain_text("Drie weken wachten")
    expect(earlier).to_contain_text("deliberately not replied")
    frame = opened(page, forum, "bart81", "Is de winkel in Utrecht zaterdag open?")
    expect(frame.get_by_role("heading", name="reply").first).to_be_visible()
    expect(frame.get_by_text("Earlier contact")).to_have_count(0)


def test_a_snippet_goes_by_the_clipboard_and_has_to_be_edited(page: Page, forum: Forum) -> None:
    frame = opened(page, forum, "bart81", ASKED)
    frame.get_by_role("button", name="Copy to edit: First answer").click()
    expect(frame.get_by_text("Copied. Make it your own answer.")).to_be_attached()
    box = page.locator("form.js-reply textarea")
    expect(box).to_have_value("")
    box.click()
    page.keyboard.press("Control+v")
    expect(box).to_have_value("Hi bart81, so sorry to hear that. I will find out. ^Sanne")
    copied = frame.get_by_text("This still is the copied text")
    expect(copied).to_be_visible()
    page.keyboard.type(" Your saddle left Zwolle on Monday, so it should be there tomorrow. ^Sanne")
    expect(copied).to_have_count(0)


def test_a_draft_is_held_against_the_teams_replies(
    page: Page, forum: Forum, paired: Browser, server: CareServer
) -> None:
    agent = Agent(paired)
    agent.act(1, "replied", {"channel": "public", "text": ANSWER})
    agent.all_delivered(server)
    agent.page.close()
    frame = opened(page, forum, "bart81", ASKED)
    page.locator("form.js-reply textarea").click()
    page.keyboard.type(ANSWER.replace("vandaag", "morgen"))
    draft = frame.get_by_role("region", name="Your draft")
    expect(draft).to_contain_text("% like the answer of Sanne")
    expect(draft.get_by_role("link", name="Open")).to_have_attribute(
        "href", f"{server.url}/cases/1"
    )


def test_a_promise_falls_in_the_hours_that_the_brand_is_open(
    page: Page, forum: Forum, paired: Browser, server: CareServer
) -> None:
    frame = opened(page, forum, "bart81", ASKED)
    frame.get_by_role("button", name="Promise").click()
    expect(frame.get_by_role("radio", name="within 4 hours")).to_be_visible()
    frame.get_by_role("button", name="Back").click()
    dashboard = paired.context.new_page()
    dashboard.goto(server.login)
    dashboard.goto(f"{server.url}/brand")
    dashboard.locator("[name='hours.mon']").fill("09:00-17:00")
    dashboard.locator("[name=name]").fill("Fietsrijk")
    dashboard.get_by_role("button", name="Save").click()
    expect(dashboard.get_by_role("status")).to_be_visible()
    page.bring_to_front()
    frame.get_by_role("button", name="Promise").click()
    frame.get_by_role("radio", name="next working day").check()
    chosen = frame.locator("label", has=frame.get_by_role("radio", name="next working day"))
    expect(chosen.locator("time")).to_contain_text("Mon")
    frame.get_by_role("button", name="Record the promise").click()
    expect(frame.get_by_text("Answer promised by")).to_be_visible()
