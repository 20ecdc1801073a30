"""Each act arrives once and stands on the case's page, whatever stopped in between."""

import re

import pytest
from playwright.sync_api import Frame, Page, expect

from harness.agent import held
from harness.brand import VENT, use_forum
from harness.care_server import CareServer
from harness.chromium import Browser, open_sidebar, sidebar
from harness.drafts import REPLY, answer_on_forum, kinds, send_anyway, warning
from harness.forum import Forum
from harness.processes import wait_until

POST = ("joke_v", VENT)
PRAISE = ("nadia.k", "Mijn nieuwe fiets van Fietsrijk rijdt heerlijk, wat een fijn ding.")
LESSON = "People like the new frame: tell the makers."


@pytest.fixture
def agent(paired: Browser, forum: Forum) -> Browser:
    use_forum(paired, forum)
    return paired


def publish(page: Page) -> None:
    page.get_by_role("button", name="Publish").click()


def send_on_second_thought(agent: Browser, forum: Forum, topic: str) -> None:
    """Held, sent anyway, and it stands on the forum."""
    page = agent.context.new_page()
    page.goto(topic)
    sidebar(page)
    answer_on_forum(page, 0)
    publish(page)
    send_anyway(warning(page))
    publish(page)
    wait_until(lambda: len(forum.posts(topic)) == 3, "the reply on the forum")
    wait_until(lambda: kinds(agent)[-1] == "replied", "the record of the reply")
    page.close()


def think_better_of_it(agent: Browser, topic: str) -> None:
    """Held, not sent; instead it is recorded what can be learned."""
    page = agent.context.new_page()
    page.goto(topic)
    frame = open_sidebar(page)
    answer_on_forum(page, 1)
    publish(page)
    warning(page).get_by_role("button", name=re.compile("learn", re.I)).click()
    learn(frame)
    wait_until(lambda: kinds(agent)[-1] == "skipped", "the record of not replying")


def learn(frame: Frame) -> None:
    frame.get_by_label("What do we learn from this?").fill(LESSON)
    frame.get_by_role("button", name="Record").click()


def time_line(page: Page, server: CareServer, author: str) -> str:
    """What the case's page shows as having happened."""
    page.goto(f"{server.url}/cases")
    page.get_by_role("listitem").filter(has_text=author).get_by_role("link").click()
    expect(page.get_by_role("heading", name="Time line")).to_be_visible()
    return page.locator("ol.timeline").inner_text()


def test_every_act_arrives_once_and_stands_on_the_case_page(agent, server, forum) -> None:
    topic = forum.topic("Ervaringen", POST, PRAISE)
    server.kill()
    send_on_second_thought(agent, forum, topic)
    agent.stop_worker()
    think_better_of_it(agent, topic)
    first = ["opened", "assessed", "warned", "overridden", "replied"]
    second = ["opened", "assessed", "warned", "cancelled", "skipped"]
    assert kinds(agent) == first + second
    made = [event["id"] for event in agent.outbox()]
    agent.stop_worker()
    server.start()
    wait_until(lambda: not agent.outbox(), "an empty outbox", 60)
    assert sorted(held(server)) == sorted(made)
    dashboard = agent.context.new_page()
    dashboard.goto(server.login)
    sent = time_line(dashboard, server, "joke_v")
    assert all(words in sent for words in ("Sent anyway", "We can solve this problem now", REPLY))
    skipped = time_line(dashboard, server, "nadia.k")
    assert all(words in skipped for words in ("Not sent", "The writer asks nothing", LESSON))
