"""The life of a held reply: given up, changed, released, remembered; never by the page."""

import pytest
from playwright.sync_api import Page, expect

from harness.brand import VENT, use_brand
from harness.chromium import Browser, sidebar
from harness.drafts import (
    BOX,
    BUTTON,
    REPLY,
    kinds,
    no_warning,
    open_draft,
    press_keys,
    press_mouse,
    send_anyway,
    warning,
    write,
)
from harness.editors import Tweet, XSite
from harness.processes import wait_until
from harness.site import Site

UNWANTED = Tweet(201, "joke_v", "Joke V.", VENT)
QUESTION = Tweet(202, "bart81", "Bart", "@FietsrijkNL waar blijft mijn bestelling?")
QUESTION_TOO = Tweet(203, "nadia_k", "Nadia", "@FietsrijkNL zijn jullie morgen open?")

# what a page could try in order to get a held reply out, or something recorded, without the agent
PAGE_TRICKS = """async ([box, button]) => {
  const [area, send] = [box, button].map((id) => document.querySelector(`[data-testid=${id}]`));
  const options = { bubbles: true, cancelable: true, composed: true };
  send.click();
  for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click", "dblclick"]) {
    send.dispatchEvent(new MouseEvent(type, options));
  }
  const key = { key: "Enter", code: "Enter", keyCode: 13, ctrlKey: true, ...options };
  for (const type of ["keydown", "keypress", "keyup"]) {
    area.dispatchEvent(new KeyboardEvent(type, key));
  }
  for (const type of ["allow", "cancel", "record", "answering", "dock", "sidebar_ready"]) {
    const message = { type, hold: "", reason: "x", post_key: "x:201", event: "replied", data: {} };
    window.postMessage(message, "*");
    document.dispatchEvent(new CustomEvent(type, { detail: message }));
    window.dispatchEvent(new MessageEvent("message", { data: message }));
  }
  const hosts = [...document.documentElement.children].filter((element) => !element.shadowRoot);
  for (const host of hosts.slice(2)) host.click();
  window.dispatchEvent(new Event("pagehide"));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


@pytest.fixture
def x(site: Site, browser: Browser) -> XSite:
    use_brand(browser)
    return XSite(site)


def held(browser: Browser, x: XSite) -> Page:
    """A page on which a reply has just been held."""
    page = open_draft(browser, x.add(UNWANTED))
    press_mouse(page)
    warning(page)
    return page


WHICH = "Which post are you answering?"


def asked(browser: Browser, x: XSite) -> Page:
    """A page on which it is asked which of two posts a reply answers."""
    page = open_draft(browser, x.add(QUESTION, UNWANTED, path="/search?q=fietsrijk"))
    press_mouse(page)
    expect(sidebar(page).get_by_role("heading", name=WHICH)).to_be_visible()
    return page


def clear(page: Page) -> None:
    page.get_by_test_id(BOX).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")


def test_not_sending_keeps_the_draft_and_a_second_press_is_held_without_a_second_warning(
    browser, x
):
    page = held(browser, x)
    sidebar(page).get_by_role("button", name="Don’t send", exact=True).click()
    no_warning(page)
    expect(page.get_by_test_id(BOX)).to_have_text(REPLY)
    press_keys(page)
    warning(page)
    assert x.sent() == []
    assert kinds(browser) == ["opened", "assessed", "warned", "cancelled"]


def test_emptying_the_box_takes_the_warning_away_and_counts_as_given_up(browser, x):
    page = held(browser, x)
    clear(page)
    no_warning(page)
    wait_until(
        lambda: kinds(browser) == ["opened", "assessed", "warned", "cancelled"], "the record"
    )


def test_a_changed_reply_is_recorded_with_how_much_was_changed(browser, x):
    page = held(browser, x)
    send_anyway(sidebar(page))
    clear(page)
    write(page, "Wat vervelend om te lezen, mag ik je helpen? ^Sanne")
    press_mouse(page)
    wait_until(lambda: len(x.sent()) == 1, "the reply on the site")
    wait_until(lambda: kinds(browser)[-1] == "replied", "the record of the reply")
    assert kinds(browser)[:4] == ["opened", "assessed", "warned", "overridden"]


def test_part_of_the_words_changed(browser, x):
    page = held(browser, x)
    send_anyway(sidebar(page))
    page.get_by_test_id(BOX).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" (Fietsrijk)")
    press_mouse(page)
    wait_until(lambda: kinds(browser)[-1] == "replied", "the record of the reply")
    assert kinds(browser) == ["opened", "assessed", "warned", "overridden", "revised", "replied"]
    assert browser.outbox()[4]["data"] == {"changed": 0.05}  # 1 of 10 + 11 words


def test_sending_anyway_is_asked_once_per_post_also_on_a_later_visit(browser, x):
    page = held(browser, x)
    send_anyway(sidebar(page))
    press_mouse(page)
    wait_until(lambda: len(x.sent()) == 1, "the reply on the site")
    page.reload()
    sidebar(page)
    write(page, "Nog iets.")
    press_keys(page)
    wait_until(lambda: len(x.sent()) == 2, "the second reply on the site")
    wait_until(lambda: kinds(browser)[-2:] == ["replied", "replied"], "both on record")
    assert kinds(browser).count("warned") == 1


def test_page_made_events_neither_release_nor_record(browser, x):
    page = open_draft(browser, x.add(UNWANTED))
    page.evaluate(PAGE_TRICKS, [BOX, BUTTON])
    assert (x.sent(), kinds(browser)) == ([], [])
    press_mouse(page)
    warning(page)
    page.evaluate(PAGE_TRICKS, [BOX, BUTTON])
    warning(page)
    assert (x.sent(), kinds(browser)) == ([], ["opened", "assessed", "warned"])


def test_when_the_page_does_not_tell_which_post_is_answered_the_sidebar_asks(browser, x):
    page = asked(browser, x)
    assert (x.sent(), kinds(browser)) == ([], [])
    sidebar(page).get_by_role("button", name="Joke V.").click()
    warning(page)
    assert [event["post_key"] for event in browser.outbox()] == ["x:201"] * 3


def test_the_answer_to_that_question_can_also_free_the_reply(browser, x):
    page = asked(browser, x)
    sidebar(page).get_by_role("button", name="Bart").click()
    expect(sidebar(page).get_by_role("heading", name=WHICH)).to_have_count(0)
    press_mouse(page)
    wait_until(lambda: x.sent() == [REPLY], "the reply on the site")


# a box without a known post again: the next draft in it, or another page of the site
NEXT = {
    "the next draft": lambda page: (clear(page), write(page, REPLY)),
    "another page": lambda page: page.evaluate("() => history.pushState({}, '', '?q=fiets')"),
}


@pytest.mark.parametrize("go_on", NEXT.values(), ids=NEXT)
def test_the_answer_to_that_question_counts_for_one_draft_on_one_page(browser, x, go_on):
    page = asked(browser, x)
    sidebar(page).get_by_role("button", name="Bart").click()
    expect(sidebar(page).get_by_role("heading", name=WHICH)).to_have_count(0)
    go_on(page)
    press_mouse(page)
    expect(sidebar(page).get_by_role("heading", name=WHICH)).to_be_visible()
    assert x.sent() == []


@pytest.mark.parametrize("is_sent", [True, False], ids=["sent", "not sent"])
def test_a_reply_link_pressed_after_that_question_says_another_post(browser, x, is_sent):
    page = asked(browser, x)
    sidebar(page).get_by_role("button", name="Bart").click()
    expect(sidebar(page).get_by_role("heading", name=WHICH)).to_have_count(0)
    if is_sent:
        press_mouse(page)
        wait_until(lambda: x.sent() == [REPLY], "the reply on the site")
    page.get_by_test_id("reply").nth(1).click()
    write(page, " Nog iets.")
    press_mouse(page)
    warning(page)
    assert x.sent() == [REPLY] * is_sent
    assert browser.outbox()[-1]["post_key"] == "x:201"


def test_nothing_is_asked_when_every_post_in_question_wants_a_reply(browser, x):
    page = open_draft(browser, x.add(QUESTION, QUESTION_TOO, path="/search?q=fietsrijk"))
    press_mouse(page)
    wait_until(lambda: x.sent() == [REPLY], "the reply on the site")


def test_the_pages_own_reply_button_tells_which_post_is_meant(browser, x):
    page = browser.context.new_page()
    page.goto(x.add(QUESTION, UNWANTED, path="/search?q=fietsrijk"))
    sidebar(page)
    page.get_by_test_id("reply").nth(1).click()
    write(page, REPLY)
    press_keys(page)
    warning(page)
    assert x.sent() == []


def test_a_draft_turned_to_another_post_is_let_go_and_held_again(browser, x):
    page = browser.context.new_page()
    page.goto(x.add(QUESTION, UNWANTED, path="/search?q=fietsrijk"))
    sidebar(page)
    reply_to = page.get_by_test_id("reply")
    reply_to.nth(1).click()
    write(page, REPLY)
    press_keys(page)
    warning(page)
    reply_to.nth(0).click()
    no_warning(page)
    wait_until(lambda: kinds(browser)[-1] == "cancelled", "the first reply given up")
    reply_to.nth(1).click()
    press_keys(page)
    warning(page)
    reply_to.nth(0).click()
    no_warning(page)
    press_keys(page)
    wait_until(lambda: x.sent() == [REPLY], "the reply on the site")
    wait_until(lambda: kinds(browser)[-1] == "replied", "its record")
    per_post = {"x:201": [], "x:202": []}
    for event in browser.outbox():
        per_post[event["post_key"]].append(event["type"])
    twice = ["warned", "cancelled"] * 2
    assert per_post["x:201"] == ["opened", "assessed", *twice]
    assert per_post["x:202"] == ["opened", "assessed", "replied"]


REFUSE = """() => window.addEventListener("click", (event) => {
  if (event.target.closest("[role=button]")) event.stopImmediatePropagation();
}, true)"""


def test_a_press_that_the_site_ignores_and_a_box_then_emptied_by_hand_are_no_reply(browser, x):
    page = open_draft(browser, x.add(QUESTION))
    page.evaluate(REFUSE)
    press_mouse(page)
    expect(page.get_by_test_id(BOX)).to_have_text(REPLY)
    clear(page)
    expect(page.get_by_test_id(BOX)).to_have_text("")
    write(page, "Nog iets.")
    press_keys(page)
    wait_until(lambda: x.sent() == ["Nog iets."], "the second reply on the site")
    wait_until(lambda: kinds(browser)[-1] == "replied", "its record")
    assert kinds(browser) == ["opened", "assessed", "replied"]
