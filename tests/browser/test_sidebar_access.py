"""Everybody can use it: axe finds nothing, nothing is cut off, every act has a name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from harness.chromium import OPTIONS, Browser
from harness.faces import STATES, show
from webcare import chromium

AXE = Path(__file__).resolve().parents[2] / "tools" / "node_modules" / "axe-core" / "axe.min.js"
SIDEBAR = f"chrome-extension://{chromium.EXTENSION_ID}/sidebar/sidebar.html"
OPEN_ALL = (
    "() => document.querySelectorAll('details').forEach((details) => { details.open = true })"
)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def opened(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    browser = Browser(playwright, tmp_path_factory.mktemp("access"))
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def sidebar(opened: Browser) -> Page:
    page = opened.context.new_page()
    page.emulate_media(reduced_motion="reduce")
    page.goto(SIDEBAR)
    page.get_by_role("main").wait_for()
    return page


def violations(page: Page, *more: str) -> list[str]:
    """What axe objects to: the rule and the elements."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", [*WCAG, *more])
    return [f"{v['id']}: {[n['html'][:120] for n in v['nodes']]}" for v in found["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(sidebar: Page, state: str, scheme: str) -> None:
    sidebar.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    sidebar.set_viewport_size({"width": 380, "height": 900})
    show(sidebar, state)
    sidebar.evaluate(OPEN_ALL)
    more = [] if state.startswith("collapsed") else ["best-practice"]
    assert violations(sidebar, *more) == []


@pytest.mark.parametrize("width", [320, 480])
@pytest.mark.parametrize("state", STATES)
def test_nothing_is_cut_off(sidebar: Page, state: str, width: int) -> None:
    """Also at 200 % zoom: there the sidebar has half the width and half the height."""
    sidebar.set_viewport_size({"width": width, "height": 450})
    show(sidebar, state, "nl")
    sidebar.evaluate(OPEN_ALL)
    wider = sidebar.evaluate("""() => [...document.querySelectorAll('#root, #root *')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .filter((element) => !element.closest('.hidden'))
      .map((element) => element.outerHTML.slice(0, 120))""")
    assert wider == []
    assert sidebar.evaluate(
        "(document.querySelector('main') ?? document.body).scrollWidth <= innerWidth"
    )


def test_nothing_moves_for_who_asks_for_that(sidebar: Page) -> None:
    show(sidebar, "wanted")
    moves = "getComputedStyle(document.querySelector('.acts button')).transitionDuration"
    sidebar.emulate_media(reduced_motion="no-preference")
    assert sidebar.evaluate(moves) != "0s"
    sidebar.emulate_media(reduced_motion="reduce")
    assert sidebar.evaluate(moves) == "0s"


def test_the_three_keys_are_shown(sidebar: Page) -> None:
    sidebar.set_viewport_size({"width": 380, "height": 900})
    show(sidebar, "wanted")
    expect(sidebar.locator(".shortest")).to_have_text("Alt+Shift+JR↵")
    show(sidebar, "not-wanted")
    expect(sidebar.locator(".shortest")).to_have_text("Alt+Shift+JN↵")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_settings(opened: Browser, scheme: str) -> None:
    page = opened.context.new_page()
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(OPTIONS)
    page.get_by_role("heading", name="Pairing").wait_for()
    assert violations(page, "best-practice") == []
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
