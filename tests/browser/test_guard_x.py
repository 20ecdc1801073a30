"""Replies held back on an X-shaped page with the editors that platforms really use."""

import pytest
from playwright.sync_api import Page

from harness.brand import VENT, use_brand
from harness.chromium import Browser
from harness.drafts import REPLY, kinds, open_draft, press_keys, press_mouse, send_anyway, warning
from harness.editors import Tweet, XSite
from harness.processes import wait_until
from harness.site import Site

UNWANTED = Tweet(101, "joke_v", "Joke V.", VENT)
QUESTION = Tweet(102, "bart81", "Bart", "Waar blijft mijn bestelling, @FietsrijkNL?")
PRAISE = Tweet(104, "nadia_k", "Nadia", "Wat rijdt mijn nieuwe fiets heerlijk.")
OWN = Tweet(103, "FietsrijkNL", "Fietsrijk", "Vandaag zijn alle winkels open tot negen uur.")


@pytest.fixture
def x(site: Site, browser: Browser) -> XSite:
    use_brand(browser)
    return XSite(site)


def press_button_by_key(page: Page) -> None:
    page.get_by_test_id("tweetButtonInline").press("Enter")


@pytest.mark.parametrize("press", [press_mouse, press_keys, press_button_by_key])
@pytest.mark.parametrize("editor", ["draft", "lexical"])
def test_unwanted_reply_is_held_and_goes_out_on_the_second_press(browser, x, editor, press) -> None:
    page = open_draft(browser, x.add(UNWANTED, editor=editor))
    press(page)
    frame = warning(page)
    assert x.sent() == []
    assert kinds(browser) == ["opened", "assessed", "warned"]
    send_anyway(frame)
    assert x.sent() == []  # the product never presses
    press(page)
    wait_until(lambda: x.sent() == [REPLY], "the reply on the site")
    wait_until(lambda: kinds(browser)[-1] == "replied", "the record of the reply")
    assert kinds(browser) == ["opened", "assessed", "warned", "overridden", "replied"]
    assert browser.outbox()[-1]["data"] == {"channel": "public", "text": REPLY}


CELLS = {
    "asked on a consumers' place": (QUESTION, None),
    "not asked on the brand's place": (PRAISE, OWN),
    "asked on the brand's place": (QUESTION, OWN),
}


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("editor", ["draft", "lexical"])
def test_in_the_other_three_cells_nothing_is_held(browser, x, editor, cell) -> None:
    post, under = CELLS[cell]
    for press in (press_mouse, press_keys):
        page = open_draft(browser, x.add(post, editor=editor, under=under))
        press(page)
        wait_until(lambda: x.sent() == [REPLY], "the reply on the site")
        wait_until(lambda: kinds(browser)[-1] == "replied", "its record")
        x.site.requests.clear()
        page.close()
    verdict = browser.outbox()[1]["data"]["verdict"]
    place = "brand_generated" if under else "consumer_generated"
    approach = "reactive" if post is QUESTION else "proactive"
    assert (verdict["platform_type"], verdict["approach"]) == (place, approach)
    assert kinds(browser) == ["opened", "assessed", "replied", "replied"]
