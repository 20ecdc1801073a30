"""Every way of sending that a site may build: held when it should be, untouched when not.

The full count (10,000 each) is run by `python bench/guard/run.py`; here a sample of 500.
"""

import random

import pytest

from harness.brand import use_brand
from harness.chromium import Browser, sidebar
from harness.drafts import kinds, warning
from harness.hand import REPLY
from harness.processes import wait_until
from harness.site import Answer, Site
from harness.ways import (
    PLATFORM,
    TEXTS,
    WAYS,
    WaysSite,
    at_random,
    open_ways,
    try_free,
    try_held,
)

SAMPLE = 500


@pytest.fixture
def ways(site: Site, browser: Browser) -> WaysSite:
    use_brand(browser, platforms=[PLATFORM])
    return WaysSite(site)


def test_nothing_gets_through_when_a_reply_is_not_wanted(browser, ways) -> None:
    through = try_held(open_ways(browser, "unwanted", trap=True), ways, random.Random(1), SAMPLE)
    assert through == []
    assert set(kinds(browser)) == {"opened", "assessed", "warned"}


def test_nothing_is_held_when_a_reply_is_wanted_and_each_is_recorded_once(browser, ways) -> None:
    names = at_random(random.Random(2), SAMPLE)
    assert set(names) == set(WAYS)
    assert try_free(open_ways(browser, "wanted"), ways, names) == []
    wait_until(lambda: kinds(browser).count("replied") >= SAMPLE, "the record of all replies")
    assert kinds(browser).count("replied") == SAMPLE
    assert set(kinds(browser)) == {"opened", "assessed", "replied"}


FORM_ALONE = f"""<!doctype html><article data-post=1><b class=handle>joke_v</b>
<p class=text>{TEXTS["unwanted"]}</p></article><textarea data-reply form=far></textarea>
<form id=far class=way method=post action=/send/far><button data-send>Reply</button></form>"""


def test_a_box_that_stands_elsewhere_is_found_by_its_form(browser: Browser, site: Site) -> None:
    use_brand(browser, platforms=[PLATFORM])
    site.route = lambda request: Answer(FORM_ALONE)
    page = browser.context.new_page()
    page.goto("https://x.com/post/1")
    sidebar(page)
    page.locator("textarea").click()
    page.keyboard.insert_text(REPLY)
    page.get_by_role("button", name="Reply", exact=True).click()
    warning(page)
    assert [request for request in site.posted() if request.path == "/send/far"] == []
