"""A trainee's reply waits for the coach's word, and goes out by the trainee's own press."""

import pytest
from playwright.sync_api import Page, expect

from harness.agent import Agent
from harness.brand import use_brand
from harness.care_server import CareServer
from harness.chromium import Browser, sidebar
from harness.drafts import BOX, REPLY, open_draft, press_keys, press_mouse, warning
from harness.editors import Tweet, XSite
from harness.processes import wait_until
from harness.site import Site

QUESTION = Tweet(601, "bart81", "Bart", "@FietsrijkNL waar blijft mijn bestelling?")
TRAINEE = """() => chrome.storage.local.set({
  settings: { language: "en", trainee: true, approval: true } })"""


@pytest.fixture
def x(site: Site, paired: Browser) -> XSite:
    use_brand(paired)
    options = paired.options()
    options.evaluate(TRAINEE)
    options.close()
    return XSite(site)


def coach_says(browser: Browser, server: CareServer, word: str, note: str) -> None:
    """The coach opens what waits on the dashboard and answers it."""
    page = browser.context.new_page()
    page.goto(server.login)
    page.goto(server.url)
    page.get_by_role("link", name=REPLY).click()
    for name in page.locator("details[open] input[name=agent]").all():
        name.fill("Carla")
    page.locator("details[open] input[name=note]").fill(note)
    page.get_by_role("button", name=word).click()
    expect(page.get_by_text(note)).to_be_visible()
    page.close()


def asked(browser: Browser, server: CareServer, page: Page) -> None:
    """Press, see that it waits, and that the request is in the record."""
    press_mouse(page)
    expect(warning(page).get_by_text("Your coach has been asked", exact=False)).to_be_visible()
    agent = Agent(browser)
    wait_until(lambda: not agent.kept("outbox:"), "the request at the server", 45)
    agent.page.close()


def test_an_approved_reply_goes_out_by_the_trainees_own_press(paired, server, x) -> None:
    page = open_draft(paired, x.add(QUESTION))
    asked(paired, server, page)
    assert x.sent() == []
    coach_says(paired, server, "Approve", "Fine like this.")
    expect(sidebar(page).get_by_role("alertdialog")).to_have_count(0)
    assert x.sent() == []  # the product never presses
    press_keys(page)
    wait_until(lambda: x.sent() == [REPLY], "the reply on the site")


def test_a_rejected_reply_stays_and_a_changed_one_is_asked_again(paired, server, x) -> None:
    page = open_draft(paired, x.add(QUESTION))
    asked(paired, server, page)
    coach_says(paired, server, "Reject", "Say when it comes.")
    frame = sidebar(page)
    expect(frame.get_by_text("Say when it comes.", exact=False)).to_be_visible()
    page.get_by_test_id(BOX).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Morgen.")
    asked(paired, server, page)
    assert x.sent() == []
