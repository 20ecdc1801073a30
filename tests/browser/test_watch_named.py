"""The post that the page's address names is the one advised on, however its site writes that."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from harness.brand import use_brand
from harness.chromium import sidebar
from harness.processes import wait_until
from harness.site import Answer, Site
from harness.states import States
from harness.unpacked import everywhere
from webcare import paths

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
# all of a page's posts fit in the window
STYLE = "<style>article, .post, li.b-post, [id^=wpd-comm-] { min-height: 130px }</style></head>"
HOST = "forum.example.nl"
# saved page -> what its address ends in, the post meant by it
NAMED = {
    "xenforo/thread_logged_in": ("#post-11", f"xenforo:{HOST}/11"),
    "vbulletin5/thread_logged_in": ("#post11", f"vbulletin5:{HOST}/11"),
    "mybb/thread_quick_reply": ("#pid11", f"mybb:{HOST}/11"),
    "invision/topic_4": ("#comment-11", f"invision:{HOST}/11"),
    "discourse/topic_logged_in": ("/4", f"discourse:{HOST}/14"),
    "wordpress/wpdiscuz_7": ("#comment-701", "wordpress:blog.example.nl/701"),
}


@pytest.fixture
def opened(launch, site: Site, tmp_path: Path, monkeypatch):
    """Opens a saved page at an address of its own; the page and what is told of it."""
    ours = everywhere(tmp_path)
    monkeypatch.setattr(paths, "extension", lambda: ours)
    browser = launch(*site.chromium_arguments())
    use_brand(browser)

    def go(saved: str, ending: str) -> tuple[Page, States]:
        html = (FIXTURES / f"{saved}.html").read_text("utf-8").replace("</head>", STYLE, 1)
        assert STYLE in html
        url = json.loads((FIXTURES / f"{saved}.json").read_text("utf-8"))["url"]
        site.route = lambda request: Answer(html)
        page = browser.context.new_page()
        page.goto(url + ending)
        sidebar(page)
        return page, States(browser, page)

    return go


@pytest.mark.parametrize("saved", NAMED)
def test_it_is_advised_on(opened, saved: str) -> None:
    ending, key = NAMED[saved]
    _, states = opened(saved, ending)
    wait_until(lambda: states.key() == key, f"advice on {key}")
    _, elsewhere = opened(saved, "")
    wait_until(elsewhere.key, "advice without a name in the address")
    assert elsewhere.key() != key, "it would have been advised on anyway"


def test_an_address_that_the_site_rewrites_names_nothing_new(opened) -> None:
    page, states = opened("discourse/topic_logged_in", "/4")
    wait_until(lambda: states.key() == f"discourse:{HOST}/14", "advice")
    page.evaluate("() => history.replaceState({}, '', location.pathname.replace('/4', '/2'))")
    page.evaluate("() => scrollBy(0, 1)")
    page.wait_for_timeout(600)
    assert states.key() == f"discourse:{HOST}/14"
    page.evaluate("() => history.pushState({}, '', location.pathname.replace('/2', '/3'))")
    wait_until(lambda: states.key() == f"discourse:{HOST}/13", "advice on where it was gone to")
