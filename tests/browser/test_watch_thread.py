"""X takes away what is scrolled past: of which conversation a post is does not change with it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from harness.brand import use_brand
from harness.chromium import sidebar
from harness.processes import wait_until
from harness.site import Answer, Site
from harness.states import States

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "x"
# the page is about a customer's answer to the brand
ADDRESS = "https://x.com/{who}/status/1991100000000000002"
STYLE = "<style>article { min-height: 200px }</style></head>"
LAST = "x:1991100000000000004"
AWAY = """up_to => {
  for (const article of [...document.querySelectorAll("article")].slice(0, up_to)) article.remove();
}"""


def about_an_answer() -> str:
    """The saved conversation, with its second post as the one that the page is about."""
    html = (FIXTURES / "status_nl.html").read_text("utf-8").replace("</head>", STYLE, 1)
    tabs = iter(["0", "-1"])
    tab = r'(<article[^>]* tabindex=)"-?[0-9]"'
    marked = re.sub(tab, lambda found: f'{found[1]}"{next(tabs, 0)}"', html)
    assert STYLE in marked
    return marked


@pytest.fixture
def opened(launch, site: Site):
    """Opens it at an address; the page and what is told of it."""
    browser = launch(*site.chromium_arguments())
    use_brand(browser)
    site.route = lambda request: Answer(about_an_answer())

    def go(who: str) -> tuple[Page, States]:
        page = browser.context.new_page()
        page.goto(ADDRESS.format(who=who))
        sidebar(page)
        states = States(browser, page)
        wait_until(lambda: states.key() == "x:1991100000000000002", "advice on the focused post")
        return page, states

    return go


def last_post(page: Page, states: States) -> dict:
    """What is told of the last post, which the agent presses."""
    page.locator("article").last.dispatch_event("pointerdown")
    page.locator("article").last.click(position={"x": 5, "y": 190})
    wait_until(lambda: states.key() == LAST, "advice on the last post")
    return states.last()


@pytest.mark.parametrize("who", ["moniqueterpstra", "i"])
def test_it_stays_the_same_conversation(opened, who: str) -> None:
    page, states = opened(who)
    page.evaluate(AWAY, 3)
    seen = last_post(page, states)["post"]
    assert seen["place"]["owner"] == "FietsrijkNL"
    assert seen["reply_to"] == "moniqueterpstra"
    assert "place.owner" not in seen["missing"]


def test_also_behind_the_reply_dialog(opened) -> None:
    page, states = opened("moniqueterpstra")
    page.evaluate(AWAY, 3)
    page.evaluate("history.pushState({}, '', '/compose/post')")
    seen = last_post(page, states)["post"]
    assert (seen["place"]["owner"], seen["reply_to"]) == ("FietsrijkNL", "moniqueterpstra")


def test_another_conversation_is_another(opened) -> None:
    """Gone to within the page: what was drawn of the one before says nothing of it."""
    page, states = opened("moniqueterpstra")
    page.evaluate(AWAY, 3)
    page.evaluate("history.pushState({}, '', '/krakepedaal/status/1991100000000000009')")
    seen = last_post(page, states)["post"]
    assert (seen["place"]["owner"], seen["reply_to"]) == ("krakepedaal", None)
