"""A post that changes between a draft's judgement and the press: what stands there then counts."""

import pytest
from playwright.sync_api import Page

from harness.brand import VENT, use_brand
from harness.chromium import Browser
from harness.drafts import BUTTON, no_warning, open_draft, press_mouse, send_anyway, warning
from harness.editors import TURN, Tweet, XSite, turn
from harness.processes import wait_until
from harness.site import Site
from harness.states import States

UNWANTED = Tweet(401, "joke_v", "Joke V.", VENT)
SAME_WORDS = Tweet(402, "nadia_k", "Nadia", VENT)
WANTED = Tweet(403, "bart81", "Bart", "@FietsrijkNL waar blijft mijn bestelling?")


@pytest.fixture
def x(site: Site, browser: Browser) -> XSite:
    use_brand(browser)
    return XSite(site)


def judged(browser: Browser, x: XSite, post: Tweet) -> Page:
    """The page with a draft under a post, once that draft has been judged."""
    page = open_draft(browser, x.add(post, path="/search?q=fietsrijk"))
    states = States(browser, page)
    key = f"x:{post.number}"
    wait_until(lambda: (states.last().get("draft") or {}).get("post_key") == key, "the judgement")
    return page


def test_nodes_that_hold_another_post_by_the_press_are_judged_anew(browser, x) -> None:
    page = judged(browser, x, WANTED)
    turn(page, UNWANTED)
    press_mouse(page)
    warning(page)
    assert x.sent() == []


def test_a_post_that_changes_at_the_press_itself_is_judged_anew(browser, x) -> None:
    page = judged(browser, x, WANTED)
    turn(page, UNWANTED, at="pointerdown")
    press_mouse(page)
    warning(page)
    assert x.sent() == []


def test_a_post_that_changes_in_the_task_of_the_press_is_judged_anew(browser, x) -> None:
    page = judged(browser, x, WANTED)
    press = f"document.querySelector('[data-testid={BUTTON}]').click()"
    page.evaluate(f"(given) => {{ ({TURN})(given); {press}; }}", [vars(UNWANTED), "all", None])
    warning(page)
    assert x.sent() == []


def test_a_post_that_wants_a_reply_by_the_press_lets_it_go(browser, x) -> None:
    page = judged(browser, x, UNWANTED)
    turn(page, WANTED)
    press_mouse(page)
    wait_until(lambda: len(x.sent()) == 1, "the reply on the site")
    no_warning(page)


def test_a_release_counts_for_its_post_only_though_nothing_but_links_changed(browser, x) -> None:
    page = judged(browser, x, UNWANTED)
    press_mouse(page)
    send_anyway(warning(page))
    turn(page, SAME_WORDS, parts="a")
    press_mouse(page)
    warning(page)
    assert x.sent() == []
