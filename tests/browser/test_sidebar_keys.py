"""The keyboard alone, on a live forum: into the sidebar, decide, record, and back."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from harness.brand import BRAND, use_brand, use_forum
from harness.chromium import Browser, open_sidebar, sidebar
from harness.forum import Forum
from harness.processes import wait_until

VENT = "Drie weken wachten op een zadel. Nooit meer daar besteld, ga lekker naar een ander."
FORGET = """() => chrome.storage.local.get(null).then((all) => chrome.storage.local.remove(
  Object.keys(all).filter((key) => /^(outbox:|case:|settings|replies)/.test(key))))"""


@pytest.fixture(scope="module")
def agent(
    playwright: Playwright, forum: Forum, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """Not paired: what is recorded stays in its outbox, where a test can see it."""
    browser = Browser(playwright, tmp_path_factory.mktemp("keys"))
    use_forum(browser, forum)
    yield browser
    browser.close()


@pytest.fixture
def page(agent: Browser, forum: Forum) -> Iterator[Page]:
    """One post that asks nothing, on a live forum, logged in as the brand."""
    page = agent.context.new_page()
    page.goto(forum.topic("Zadel", ("joke_v", VENT)))
    advised = sidebar(page).get_by_role("button", name="Better not to reply")
    expect(advised).to_be_visible(timeout=20_000)
    yield page
    leave(page, agent)


def leave(page: Page, agent: Browser) -> None:
    """The next test begins with nothing recorded and nothing set."""
    page.close()
    options = agent.options()
    options.evaluate(FORGET)
    options.close()


def enter(page: Page) -> None:
    """Into the sidebar by key, as fast as a person: the browser has to hand over the focus."""
    page.keyboard.press("Alt+Shift+J")
    has_focus = "document.hasFocus() && document.activeElement !== document.body"
    wait_until(lambda: sidebar(page).evaluate(has_focus), "the focus in the sidebar")


def recorded(browser: Browser, kind: str) -> dict[str, Any]:
    """The data of the first event of a kind in the outbox."""
    return wait_until(
        lambda: next((e["data"] for e in browser.outbox() if e["type"] == kind), None), kind
    )


def test_three_keys_from_a_post_in_view_to_a_recorded_decision(page: Page, agent: Browser) -> None:
    enter(page)
    frame = sidebar(page)
    expect(frame.get_by_role("button", name="No reply")).to_be_focused()
    page.keyboard.press("n")
    expect(frame.get_by_role("radio", name="The writer asks nothing")).to_be_focused()
    page.keyboard.press("Enter")
    expect(frame.get_by_text("Recorded: deliberately not replied").first).to_be_visible()
    assert recorded(agent, "skipped") == {"reason": "asks_nothing"}


def test_the_focus_goes_back_to_where_it_was(page: Page) -> None:
    box = page.locator("form.js-reply textarea")
    box.click()
    enter(page)
    expect(sidebar(page).get_by_role("button", name="No reply")).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    page.keyboard.type("n")
    expect(box).to_have_value("n")
    expect(sidebar(page).get_by_role("button", name="Open Webcare")).to_be_visible()


def test_a_key_in_the_page_does_nothing_in_the_sidebar(page: Page, agent: Browser) -> None:
    frame = open_sidebar(page)
    page.locator("body").click(position={"x": 5, "y": 300})
    page.keyboard.press("n")
    page.keyboard.press("1")
    expect(frame.get_by_role("heading", name="Better not to reply")).to_be_visible()
    assert agent.outbox() == []


def test_one_key_corrects_and_the_verdict_follows(page: Page, agent: Browser) -> None:
    enter(page)
    page.keyboard.press("2")
    frame = sidebar(page)
    expect(frame.get_by_role("button", name="Approach: Reactive")).to_be_visible()
    expect(frame.get_by_role("heading", name="reply")).not_to_contain_text("no")
    assert recorded(agent, "corrected") == {
        "field": "approach",
        "from": "proactive",
        "to": "reactive",
        "reply": "wanted",
    }


def test_a_place_that_invites_replies_does_so_after_a_correction_too(
    agent: Browser, forum: Forum
) -> None:
    use_brand(agent, brand={**BRAND, "places": [{"url": forum.url, "replies": "invited"}]})
    page = agent.context.new_page()
    page.goto(forum.topic("Zadel", ("nadia.k", VENT)))
    frame = sidebar(page)
    expect(frame.get_by_role("button", name="A reply is wanted")).to_be_visible(timeout=20_000)
    enter(page)
    for approach in ("Reactive", "Proactive"):
        page.keyboard.press("2")
        expect(frame.get_by_role("button", name=f"Approach: {approach}")).to_be_visible()
        expect(frame.get_by_role("heading", name="A reply is wanted")).to_be_visible()
    expect(frame.get_by_text("You corrected this yourself.")).to_be_visible()
    use_brand(agent)
    leave(page, agent)


@pytest.mark.parametrize(
    ("keys", "chip", "values"),
    [
        (["3"], "Kind: Question", ["question"]),
        (["Shift+Digit3"], "Kind: Other", ["other"]),
        (["3", "3", "Shift+Digit3"], "Kind: Question", ["question", "suggestion", "question"]),
        (["4"], "Priority: Urgent", ["urgent"]),
        (["Shift+Digit4", "Shift+Digit4"], "Priority: Can wait", ["normal", "low"]),
    ],
)
def test_one_key_steps_to_the_value_beside_it(
    page: Page, agent: Browser, keys: list[str], chip: str, values: list[str]
) -> None:
    enter(page)
    frame = sidebar(page)
    for key in keys:  # as fast as they come: the page's answer is not waited for
        page.keyboard.press(key)
    expect(frame.get_by_role("button", name=chip)).to_be_visible()
    field, value = chip.split(": ")
    shown = frame.get_by_role("group", name=field)
    expect(shown.get_by_role("button", pressed=True)).to_have_text(value)
    wait_until(lambda: len(corrections(agent)) == len(values), "the corrections")
    found = corrections(agent)
    assert [data["to"] for data in found] == values
    assert [data["from"] for data in found][1:] == values[:-1]
    page.keyboard.press("Escape")
    expect(shown).to_have_count(0)
    expect(frame.get_by_role("button", name=chip)).to_be_visible()


def corrections(browser: Browser) -> list[dict[str, Any]]:
    return [event["data"] for event in browser.outbox() if event["type"] == "corrected"]


def test_the_mouse_picks_from_all_values(page: Page, agent: Browser) -> None:
    frame = open_sidebar(page)
    frame.get_by_role("button", name="Kind: ").click()
    frame.get_by_role("group", name="Kind").get_by_role("button", name="Compliment").click()
    expect(frame.get_by_role("button", name="Kind: Compliment")).to_be_visible()
    expect(frame.get_by_role("group", name="Kind")).to_have_count(0)
    assert recorded(agent, "corrected")["to"] == "compliment"


def test_the_palette_finds_a_command(page: Page, agent: Browser) -> None:
    enter(page)
    page.keyboard.press("Control+k")
    frame = sidebar(page)
    page.keyboard.type("hand over")
    expect(frame.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(frame.get_by_label("Department or colleague")).to_be_focused()
    page.keyboard.type("Warehouse")
    page.keyboard.press("Tab")
    page.keyboard.type("Where is the saddle?")
    page.keyboard.press("Control+Enter")
    said = recorded(agent, "handed_over")
    assert (said["to"], said["question"]) == ("Warehouse", "Where is the saddle?")
    assert said["due"].endswith("Z")


def test_what_is_required_is_asked_for(page: Page, agent: Browser) -> None:
    enter(page)
    page.keyboard.press("t")
    page.keyboard.press("Control+Enter")
    frame = sidebar(page)
    expect(frame.get_by_role("alert")).to_have_text("Still to fill in: Note")
    page.keyboard.press("Escape")
    expect(frame.get_by_role("button", name="Note")).to_be_visible()
    assert agent.outbox() == []


def test_another_key_is_used_when_it_is_set(page: Page, agent: Browser) -> None:
    options = agent.options()
    for name, key in (("Note", "z"), ("Priority", "8"), ("Into the sidebar", "v")):
        options.get_by_role("textbox", name=name).fill(key)
    page.bring_to_front()
    page.keyboard.press("Alt+Shift+J")
    expect(sidebar(page).get_by_role("button", name="Open Webcare")).to_be_visible()
    page.keyboard.press("Alt+Shift+V")
    frame = sidebar(page)
    expect(frame.get_by_role("button", name="No reply")).to_be_focused()
    page.keyboard.press("8")
    expect(frame.get_by_role("button", name="Priority: Urgent")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("z")
    expect(frame.get_by_role("heading", name="Note on this post")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "key", "said"),
    [
        ("Into the sidebar", "k", "“Alt+Shift+K” is a key of phpBB 3 itself."),
        ("Into the sidebar", "t", "“Alt+Shift+T” is a key of the browser itself."),
        ("All commands", "w", "“Ctrl+W” is a key of the browser itself."),
        ("Note", "n", "“N” is already the key for: No reply."),
        ("Place", "r", "“R” is already the key for: Reply."),
        ("Note", "!", "Pick one letter or digit."),
    ],
)
def test_a_key_that_is_taken_is_refused(agent: Browser, name: str, key: str, said: str) -> None:
    options = agent.options()
    box = options.get_by_role("textbox", name=name)
    before = box.input_value()
    box.fill(key)
    expect(options.get_by_role("alert")).to_contain_text(said)
    expect(box).to_have_value(before)
    assert agent.stored("settings", options).get("keys", {}) == {}
    options.close()


def test_the_keys_we_come_with_are_nobodys(agent: Browser) -> None:
    options = agent.options()
    found = options.evaluate(
        """async () => {
          const { conflict } = await import("/options/conflicts.js");
          const { CHORDS, KEYS } = await import("/sidebar/steps.js");
          const { wordsFor } = await import("/sidebar/words.js");
          const state = { settings: { keys: {} }, rulebook: null, words: wordsFor("en") };
          return [...Object.entries(KEYS), ...Object.entries(CHORDS).map(([n, c]) => [n, c.key])]
            .map(([name, key]) => conflict(name, key, state)).filter(Boolean);
        }"""
    )
    assert found == []
    options.close()


def test_the_settings_say_which_sites_use_a_key_in_their_pages(agent: Browser) -> None:
    options = agent.options()
    note = options.get_by_role("region", name="Keys").locator("label", has_text="Reply").first
    expect(note).to_contain_text("X")
    options.close()


def test_the_keys_of_the_sidebar_never_reach_the_page(page: Page) -> None:
    page.evaluate(
        "() => { window.heard = []; for (const type of ['keydown', 'keypress', 'keyup'])"
        " addEventListener(type, (event) => heard.push(event.key), true) }"
    )
    enter(page)
    page.evaluate("heard.length = 0")
    for key in ("4", "Escape", "t", "Escape", "Control+k", "Escape"):
        page.keyboard.press(key)
    expect(sidebar(page).get_by_role("button", name="No reply")).to_be_visible()
    assert page.evaluate("heard") == []


def test_a_trainee_judges_before_the_verdict_is_shown(page: Page, agent: Browser) -> None:
    options = agent.options()
    options.get_by_role("checkbox", name="Trainee mode").check()
    page.bring_to_front()
    frame = sidebar(page)
    expect(frame.get_by_role("button", name="Your judgement first")).to_be_visible()
    enter(page)
    expect(frame.get_by_role("heading", name="Better not to reply")).to_have_count(0)
    assert frame.locator("mark").count() == 0
    for key in "211":
        page.keyboard.press(key)
    expect(frame.get_by_role("heading", name="Better not to reply")).to_be_visible()
    expect(frame.get_by_role("row", name="Approach")).to_contain_text("Yes, reactive")
    frame.get_by_role("button", name="Ask the coach").click()
    assert recorded(agent, "practised") == {
        "exercise": "live",
        "platform_type": "consumer_generated",
        "approach": "reactive",
        "reply": "wanted",
        "right": False,
    }
    assert "Question for the coach" in recorded(agent, "noted")["text"]
    assert recorded(agent, "tagged") == {"tags": ["coach"]}


def test_what_is_selected_becomes_a_post_that_is_judged_and_recorded(
    page: Page, agent: Browser
) -> None:
    page.locator(".js-comment .comment-text, .js-comment p").first.click(click_count=3)
    enter(page)
    page.keyboard.press("Control+k")
    frame = sidebar(page)
    page.keyboard.type("by hand")
    page.keyboard.press("Enter")
    text = frame.get_by_label("Text of the post")
    expect(text).to_have_value(re.compile("Nooit meer daar besteld"))
    text.fill("@FietsrijkNL waar blijft mijn zadel?")
    frame.get_by_role("radio", name="Profile or timeline").check()
    page.keyboard.press("Control+Enter")
    expect(frame.get_by_role("heading", name="A reply is wanted")).to_be_visible()
    expect(frame.get_by_text("Filled in by hand")).to_be_visible()
    frame.get_by_role("button", name="Note").click()
    page.keyboard.type("Seen in a group that we cannot read.")
    page.keyboard.press("Control+Enter")
    assert recorded(agent, "noted") == {"text": "Seen in a group that we cannot read."}
    post = recorded(agent, "opened")["post"]
    assert (post["platform"], post["mentions"], post["place"]["kind"]) == (
        "by_hand",
        ["FietsrijkNL"],
        "profile",
    )
    frame.get_by_role("button", name="Back to the page").click()
    expect(frame.get_by_role("heading", name="Better not to reply")).to_be_visible()
