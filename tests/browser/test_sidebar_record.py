"""What the sidebar and the settings say of the record, with a real server."""

import json
import re
from pathlib import Path

import pytest
from conftest import Launch
from playwright.sync_api import Frame, Page, expect

from harness.brand import use_site
from harness.care_server import CareServer
from harness.chromium import OPTIONS, Browser, open_sidebar
from harness.forum import Forum

VENT = "Drie weken wachten op een zadel. Nooit meer daar besteld, ga lekker naar een ander."
AGAIN = "Zes weken wachten op een zadel! Nooit meer daar besteld, ga lekker naar een ander."


@pytest.fixture
def page(paired: Browser, forum: Forum) -> Page:
    use_site(paired, forum.url)
    page = paired.context.new_page()
    page.goto(forum.topic("Zadel", ("joke_v", VENT)))
    return page


def skip(frame: Frame, learning: str) -> None:
    frame.get_by_role("button", name="No reply").click()
    frame.get_by_label("What do we learn from this?").fill(learning)
    frame.get_by_role("button", name="Record").click()
    expect(frame.get_by_text("Recorded: deliberately not replied").first).to_be_visible()


def test_similar_cases_show_what_was_learned(page: Page, forum: Forum) -> None:
    for author, lesson in (
        ("joke_v", "Say at the order that saddles come apart."),
        ("nadia.k", ""),
    ):
        page.goto(forum.topic("Zadel", (author, VENT)))
        frame = open_sidebar(page)
        skip(frame, lesson)
        expect(frame.get_by_text(re.compile("^All recorded "))).to_be_visible()
    page.goto(forum.topic("Alweer zadels", ("bart81", AGAIN)))
    similar = open_sidebar(page).get_by_role("region", name="Similar cases")
    expect(similar).to_contain_text("Say at the order that saddles come apart.", timeout=15_000)
    expect(similar.get_by_role("listitem")).to_have_count(2)


def pair_another(browser: Browser, server: CareServer, agent: str) -> None:
    """With a code of its own, made by the lead on the dashboard."""
    dashboard = browser.context.new_page()
    dashboard.goto(server.login)
    dashboard.get_by_role("link", name="Team", exact=True).click()
    dashboard.get_by_role("button", name="New pairing code").click()
    code = dashboard.locator(".code").inner_text()
    dashboard.goto(f"{OPTIONS}#pair={code}&server={server.url}&agent={agent}")
    expect(dashboard.get_by_text(f"Paired as {agent}")).to_be_visible()


def test_a_colleague_is_seen_soon_after_taking_the_case(
    page: Page, launch: Launch, server: CareServer, forum: Forum
) -> None:
    frame = open_sidebar(page)
    expect(frame.get_by_role("heading", name="Better not to reply")).to_be_visible()
    other = launch(name="colleague")
    pair_another(other, server, "Piet")
    use_site(other, forum.url)
    theirs = other.context.new_page()
    theirs.goto(page.url)
    beside = open_sidebar(theirs)
    beside.get_by_role("button", name="Reply", exact=True).click()
    beside.get_by_role("button", name="Record").click()
    expect(frame.get_by_text("Piet is working on this")).to_be_visible(timeout=10_000)
    frame.get_by_role("button", name="Take over").click()
    expect(beside.get_by_text("Sanne is working on this")).to_be_visible(timeout=10_000)


def test_the_outbox_is_said_in_words(page: Page, paired: Browser, server: CareServer) -> None:
    frame = open_sidebar(page)
    skip(frame, "")
    expect(frame.get_by_text(re.compile("^All recorded "))).to_be_visible()
    server.kill()
    frame.get_by_role("button", name="Note").click()
    frame.get_by_role("textbox", name="Note").fill("The server is away.")
    frame.get_by_role("button", name="Save").click()
    expect(frame.get_by_text("1 waiting: server not reachable")).to_be_visible(timeout=20_000)
    options = paired.options()
    expect(options.get_by_text("Nothing gets lost")).to_be_visible()
    with options.expect_download() as saved:
        options.get_by_role("button", name="Save as a file").click()
    lines = Path(saved.value.path()).read_text().splitlines()
    assert [json.loads(line)["data"] for line in lines] == [{"text": "The server is away."}]
    server.start()
    options.get_by_role("button", name="Try now").click()
    expect(options.get_by_text(re.compile("^All recorded "))).to_be_visible(timeout=20_000)
    expect(options.get_by_text("still waiting")).to_have_count(0)


def test_a_wrong_code_says_what_to_do(browser: Browser, server: CareServer) -> None:
    options = browser.options()
    options.get_by_label("Pairing code").fill("AAAA-AAAA")
    options.get_by_label("Server address").fill(server.url)
    options.get_by_role("button", name="Pair", exact=True).click()
    expect(options.get_by_role("alert")).to_contain_text(re.compile("code", re.I))
    options.get_by_label("Pairing code").fill(server.code)
    options.get_by_label("Your name").fill("Sanne")
    options.get_by_role("button", name="Pair", exact=True).click()
    expect(options.get_by_text("Paired as Sanne")).to_be_visible()


def test_diagnostics_hold_no_content(page: Page, paired: Browser) -> None:
    skip(open_sidebar(page), "A lesson.")
    options = paired.options()
    told = options.get_by_role("region", name="For whoever helps you").inner_text()
    assert "rulebook:" in told
    for private in ("joke", "zadel", "127.0.0.1", "Sanne", "lesson"):
        assert private.lower() not in told.lower()


def test_the_language_changes_at_once(page: Page, paired: Browser) -> None:
    frame = open_sidebar(page)
    expect(frame.get_by_role("heading", name="Better not to reply")).to_be_visible()
    options = paired.options()
    options.get_by_role("radio", name="Nederlands").check()
    expect(options.get_by_role("heading", name="Instellingen van Webcare")).to_be_visible()
    page.bring_to_front()
    expect(frame.get_by_role("heading", name="Liever niet reageren")).to_be_visible()
    assert frame.evaluate("document.documentElement.lang") == "nl"
