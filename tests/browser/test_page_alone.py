"""The page is left alone: with and without us the same requests, elements and events."""

import base64
import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright

from harness.brand import use_brand
from harness.chromium import Browser, sidebar
from harness.processes import wait_until
from harness.site import Answer, Request, Site
from harness.states import States
from harness.unpacked import everywhere, nothing
from webcare import paths

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
# one pixel: a picture that is not there is asked for again by every post that shows it
PICTURE = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")

# every change of an element but our own, every event that a script can make
WATCH = """() => {
  const seen = (window.seen = { changes: [], events: [] });
  const ours = (node) => node.parentNode === document.documentElement && node.localName === "div";
  addEventListener("load", () => {
    new MutationObserver((records) => {
      for (const { type, target, attributeName, addedNodes, removedNodes } of records) {
        if ([target, ...addedNodes, ...removedNodes].some(ours)) continue;
        seen.changes.push([type, target.nodeName, attributeName].join(" "));
      }
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    for (const type of ["click", "focusin", "input", "change", "submit", "keydown", "copy"]) {
      addEventListener(type, ({ target }) => seen.events.push(`${type} ${target.nodeName}`), true);
    }
  });
}"""
LEFT = """() => {
  const copy = document.documentElement.cloneNode(true);
  for (const child of [...copy.children]) if (child.localName === "div") child.remove();
  return {
    ...window.seen, html: copy.outerHTML, scrolled: scrollY, focus: document.activeElement.nodeName,
    stored: [document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage)],
    values: [...document.querySelectorAll("input, textarea")].map(({ value }) => value),
    sheets: document.adoptedStyleSheets.length, names: Object.keys(window),
  };
}"""
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))"


def pages() -> list[tuple[str, str, str]]:
    """(platform, address, html) of the longest saved page of each platform."""
    found: dict[str, tuple[str, str, str]] = {}
    for file in sorted(FIXTURES.glob("*/*.json")):
        expected = json.loads(file.read_text("utf-8"))
        if not expected.get("posts") if isinstance(expected, dict) else True:
            continue
        html = file.with_suffix(".html").read_text("utf-8")
        if len(html) > len(found.get(expected["platform"], ("", "", ""))[2]):
            found[expected["platform"]] = (expected["platform"], expected["url"], html)
    return list(found.values())


PAGES = pages()


def visit(browser: Browser, site: Site, url: str, html: str, ours: bool) -> dict:
    """Open and scroll a page as an agent does; what was asked of the site, and what is left."""

    def route(request: Request) -> Answer:
        is_page = request.path == "/" + url.split("/", 3)[3].split("#")[0]
        return Answer(html) if is_page else Answer(PICTURE, type="image/gif")

    site.reset()
    site.route = route
    page = browser.context.new_page()
    page.goto(url)
    states = States(browser, page) if ours else None
    if states:
        sidebar(page)
        wait_until(lambda: states.last().get("platform"), f"the platform of {url}")
    scroll(page)
    asked = [(r.method, r.host, r.path) for r in site.requests if "favicon" not in r.path]
    left = page.evaluate(LEFT)  # its copy asks for pictures again
    if states:
        states.own.close()
    page.close()
    return {**left, "asked": sorted(asked)}


def scroll(page: Page) -> None:
    page.mouse.move(300, 300)
    for _ in range(6):
        page.mouse.wheel(0, 400)
        page.evaluate(SETTLED)
    page.mouse.wheel(0, -10_000)
    page.wait_for_function("() => scrollY === 0")
    page.evaluate(SETTLED)


@pytest.fixture(scope="module")
def left(playwright: Playwright, _site: Site, tmp_path_factory) -> dict[str, list[dict]]:
    """What each page was like, with us and without."""
    folder = tmp_path_factory.mktemp("alone")
    found: dict[str, list[dict]] = {platform: [] for platform, _, _ in PAGES}
    for ours in (True, False):
        with pytest.MonkeyPatch.context() as patch:
            extension = (everywhere if ours else nothing)(folder)
            patch.setattr(paths, "extension", lambda extension=extension: extension)
            profile = folder / f"profile-{ours}"
            profile.mkdir()
            browser = Browser(playwright, profile, *_site.chromium_arguments())
        browser.context.add_init_script(f"({WATCH})()")
        if ours:
            use_brand(browser)
        for platform, url, html in PAGES:
            found[platform].append(visit(browser, _site, url, html, ours))
        browser.close()
    return found


@pytest.mark.parametrize("platform", [platform for platform, _, _ in PAGES])
def test_the_page_is_left_alone(left: dict[str, list[dict]], platform: str) -> None:
    with_us, without_us = left[platform]
    assert with_us == without_us
    assert all(method == "GET" for method, _, _ in with_us["asked"])
