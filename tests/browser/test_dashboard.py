"""Everybody can use the dashboard: axe finds nothing, nothing is cut off, keys do what they say."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect
from test_sidebar_access import violations

from harness.dashboard import PAGES, Dashboard, at_dashboard
from harness.screenshots import keep_screenshot

FIRST = ("today", "cases", "places", "insights", "corrections", "learn", "transfer")
"""Pages that look different while there is nothing to show."""


@pytest.fixture(scope="module")
def filled(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    with at_dashboard(playwright, tmp_path_factory.mktemp("filled")) as found:
        yield found


@pytest.fixture(scope="module")
def empty(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    with at_dashboard(playwright, tmp_path_factory.mktemp("empty"), demo=False) as found:
        yield found


@pytest.fixture(autouse=True)
def kept(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if getattr(request.node, "failed", False):
        for name in {"filled", "empty"} & set(request.fixturenames):
            keep_screenshot(request.getfixturevalue(name).page, request.node.name)


def cut_off(page: Page) -> list[str]:
    """What stands outside the window, but for what may scroll by itself."""
    return page.evaluate("""() => document.documentElement.scrollWidth <= innerWidth ? [] :
      [...document.querySelectorAll('body *')]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .filter((element) => !element.closest('.scroll, nav, .sr, .skip'))
        .map((element) => element.outerHTML.slice(0, 120))""")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_whole_for_everybody(filled: Dashboard, name: str) -> None:
    for scheme in ("light", "dark"):
        filled.look(1280, scheme)
        page = filled.open(PAGES[name])
        assert violations(page, "best-practice") == [], scheme
    filled.look(360, "dark", 740)
    assert cut_off(filled.open(PAGES[name])) == []
    assert violations(filled.page, "best-practice") == [], "360"


@pytest.mark.parametrize("name", FIRST)
def test_every_empty_page_is_whole_for_everybody(empty: Dashboard, name: str) -> None:
    for scheme, width in (("light", 1280), ("dark", 360)):
        empty.look(width, scheme)
        page = empty.open(PAGES[name])
        assert violations(page, "best-practice") == [], scheme
        assert cut_off(page) == []


def test_the_policy_lets_the_pictures_be_drawn(filled: Dashboard) -> None:
    said: list[str] = []
    filled.page.on("console", lambda message: said.append(message.text))
    filled.look(1280, "light")
    page = filled.open(PAGES["insights"])
    pictures = page.locator("figure[data-chart]")
    expect(pictures.locator("canvas")).to_have_count(pictures.count())
    assert pictures.count() == 5
    assert said == []


def test_the_pictures_show_the_numbers_that_stand_beside_them(filled: Dashboard) -> None:
    page = filled.open(PAGES["insights"])
    card = page.locator("article", has=page.get_by_role("heading", name="Kinds of posts per week"))
    card.locator("summary").click()
    last = card.locator("tbody tr").last
    numbers = [cell.inner_text() for cell in last.locator("td.n").all()]
    over = card.locator(".u-over").bounding_box()
    assert over
    card.locator(".u-over").hover(position={"x": over["width"] - 30, "y": 60})
    shown = [value.inner_text() for value in card.locator(".u-series .u-value").all()]
    assert shown[1:] == numbers[::-1]


def test_the_list_is_walked_and_opened_by_keys(filled: Dashboard) -> None:
    filled.look(1280, "light")
    page = filled.open("/cases")
    cases = page.locator("a.case")
    for key, focused in (("j", 0), ("j", 1), ("k", 0), ("k", 0), ("j", 1)):
        page.keyboard.press(key)
        expect(cases.nth(focused)).to_be_focused()
    wanted = cases.nth(1).get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{wanted}")
    page.keyboard.press("/")
    page.wait_for_url("**/cases#search")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("zadel/jk?")
    expect(page.get_by_role("searchbox")).to_have_value("zadel/jk?")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases?*q=zadel*")


def test_the_keys_are_shown(filled: Dashboard) -> None:
    page = filled.open("/cases")
    page.keyboard.press("?")
    page.wait_for_url("**/help#keys")
    expect(page.get_by_text("walk through the list")).to_be_visible()


def test_a_note_and_a_question_by_keyboard_alone(filled: Dashboard) -> None:
    page = filled.open("/cases/395")
    note = page.get_by_role("textbox", name="Note")
    note.focus()
    page.keyboard.type("Zelfde maat als vorige week")
    page.keyboard.press("Tab")
    page.keyboard.type("Noor")
    page.keyboard.press("Enter")
    expect(page.locator(".timeline")).to_contain_text("Zelfde maat als vorige week")
    page.get_by_text("Ask the second line").focus()
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="To whom").fill("Logistiek")
    page.get_by_role("textbox", name="The question").fill("Waar is de ketting?")
    page.get_by_role("button", name="Ask", exact=True).click()
    copy = page.get_by_role("button", name="Copy")
    copy.click()
    link = page.evaluate("navigator.clipboard.readText()")
    assert "/answer/" in link
    page.goto(link)
    page.get_by_role("textbox").fill("Die ligt in Zwolle")
    page.get_by_role("button").click()
    assert violations(page, "best-practice") == []
    expect(filled.open("/cases/395").locator(".timeline")).to_contain_text("Die ligt in Zwolle")


def test_a_case_on_paper_holds_the_file_and_no_forms(filled: Dashboard, tmp_path: Path) -> None:
    page = filled.open("/cases/395")
    page.emulate_media(media="print")
    for words in ("The post as it was read", "Time line", "1 Monitor"):
        expect(page.get_by_text(words)).to_be_visible()
    for gone in ("button", "input", "textarea", "nav"):
        assert page.locator(gone).locator("visible=true").count() == 0, gone
    page.emulate_media(media="screen")
