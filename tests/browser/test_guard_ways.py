"""Every way of sending that a site may build: held when it should be, untouched when not.

The full count (10,000 each) is run by `python bench/guard/run.py`; here a sample of 500.
"""

import random

import pytest

from harness.brand import use_brand
from harness.chromium import Browser
from harness.drafts import kinds
from harness.processes import wait_until
from harness.site import Site
from harness.ways import PLATFORM, WAYS, WaysSite, at_random, open_ways, try_free, try_held

SAMPLE = 500
# sends that the page makes from a press it alone understands: not known to be the agent's
BY_SCRIPT = {"form, submitted by script"}


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
    expected = len([name for name in names if name not in BY_SCRIPT])
    wait_until(lambda: kinds(browser).count("replied") >= expected, "the record of all replies")
    assert kinds(browser).count("replied") == expected
    assert set(kinds(browser)) == {"opened", "assessed", "replied"}
