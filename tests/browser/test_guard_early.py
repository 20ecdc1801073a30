"""Before the rulebook is ready nobody knows what page this is: whatever may be a reply waits."""

import random

import pytest
from playwright.sync_api import expect

from harness.brand import VENT, give_rulebook, take_rulebook, use_brand
from harness.chromium import Browser, sidebar
from harness.drafts import kinds, open_draft, press_mouse, warning
from harness.editors import Tweet, XSite
from harness.site import Answer, Site
from harness.unpacked import patient
from harness.ways import PLATFORM, WAYS, WaysSite, open_ways, try_held
from webcare import paths

WAITS = "One moment"


@pytest.fixture
def browser(launch, site: Site, tmp_path, monkeypatch: pytest.MonkeyPatch) -> Browser:
    extension = patient(tmp_path)
    monkeypatch.setattr(paths, "extension", lambda: extension)
    return launch(*site.chromium_arguments())


def test_a_reply_waits_for_the_rulebook_and_is_then_judged(browser, site) -> None:
    use_brand(browser)
    rulebook = take_rulebook(browser)
    x = XSite(site)
    page = open_draft(browser, x.add(Tweet(301, "joke_v", "Joke V.", VENT)), "Ja.")
    press_mouse(page)
    expect(sidebar(page).get_by_role("heading", name=WAITS)).to_be_visible()
    give_rulebook(browser, rulebook)
    warning(page)
    assert (x.sent(), kinds(browser)) == ([], ["opened", "assessed", "warned"])


@pytest.mark.parametrize("trap", [False, True])
def test_no_way_of_sending_gets_through_before_it(browser, site, trap) -> None:
    use_brand(browser, platforms=[PLATFORM])
    take_rulebook(browser)
    ways = WaysSite(site)
    hand = open_ways(browser, "unwanted", trap=trap)
    assert try_held(hand, ways, random.Random(3), len(WAYS)) == []
    assert kinds(browser) == []


SEARCH = f"""<!doctype html><article data-post=1><b class=handle>joke_v</b>
<p class=text>{VENT}</p></article><p><textarea>bestelling</textarea><button>Search</button>"""


def test_what_proves_to_be_no_reply_is_let_go(browser, site) -> None:
    use_brand(browser, platforms=[PLATFORM])
    rulebook = take_rulebook(browser)
    site.route = lambda request: Answer(SEARCH)
    page = browser.context.new_page()
    page.goto("https://x.com/post/1")
    page.get_by_role("button", name="Search").click()
    waits = sidebar(page).get_by_role("heading", name=WAITS)
    expect(waits).to_be_visible()
    give_rulebook(browser, rulebook)
    expect(waits).to_have_count(0)
    expect(sidebar(page).get_by_role("alertdialog")).to_have_count(0)
    assert kinds(browser) == []
