"""Pictures of every state of the sidebar on a live forum, into docs/screens.

Full size and as sheets; only the narrower sheets are kept in git.
Run: .venv/bin/python tests/browser/screens.py [STATE …]
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Frame, Page, sync_playwright

from harness.brand import use_brand, use_site
from harness.chromium import Browser, open_sidebar
from harness.faces import FORUM, QUESTION, STATES, UNSURE, show
from harness.forum import Forum

SCREENS = Path(__file__).resolve().parents[2] / "docs" / "screens"
WIDTHS = {1280: 800, 1920: 1080}
SHEET = """<style>body {{ margin: 0; background: #888; display: grid; gap: 12px; padding: 12px;
  grid-template-columns: repeat(auto-fill, 380px); font: 14px sans-serif }}
  figure {{ margin: 0 }} figcaption {{ padding: 4px 0 }}
  img {{ width: 380px; height: {}px; object-fit: none; object-position: right top; display: block }}
  </style>{}"""


def main() -> None:
    wanted = sys.argv[1:] or list(STATES)
    with sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        forum = Forum(Path(folder) / "forum")
        (Path(folder) / "browser").mkdir()
        browser = Browser(play, Path(folder) / "browser")
        try:
            page, frame = opened(browser, forum)
            for name in looks(page):
                open_ones = [s for s in wanted if not s.startswith("collapsed")]
                pictures = [picture(page, frame, s, name) for s in open_ones]
                sheet(browser, name, pictures)
                with collapsed(frame):
                    for state in set(wanted) - set(open_ones):
                        picture(page, frame, state, name)
        finally:
            browser.close()
            forum.close()


def opened(browser: Browser, forum: Forum) -> tuple[Page, Frame]:
    """A topic with the posts of the states, and the open sidebar beside it."""
    use_brand(browser)
    use_site(browser, forum.url)
    posts = [
        (n, p["text"])
        for n, p in zip(("bart81", "joke_v", "nadia.k"), (QUESTION, FORUM, UNSURE), strict=True)
    ]
    page = browser.context.new_page()
    page.goto(forum.topic("Levering van Fietsrijk", *posts))
    return page, open_sidebar(page)


@contextmanager
def collapsed(frame: Frame) -> Iterator[None]:
    """The slim tab, as after the agent's own press."""
    show(frame, "not-wanted")
    frame.get_by_role("button", name="Collapse").click()
    frame.locator(".tab").wait_for()
    yield
    show(frame, "collapsed")
    frame.locator(".tab").click()
    frame.locator(".panel").wait_for()


def looks(page: Page) -> Iterator[str]:
    """Each width, colour scheme and language, set on the page one after the other."""
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for language in ("en", "nl"):
                yield f"{width}-{scheme}-{language}"


def picture(page: Page, frame: Frame, state: str, look: str) -> Path:
    """One state in one look."""
    show(frame, state, look.rsplit("-", 1)[1])
    frame.evaluate("document.querySelector('main')?.scrollTo(0, 0)")
    path = SCREENS / "full" / f"{state}-{look}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path)
    return path


def sheet(browser: Browser, look: str, pictures: list[Path]) -> None:
    """All states of one look together."""
    figures = "".join(
        f"<figure><img src='{p.as_uri()}'><figcaption>"
        f"{p.stem.removesuffix('-' + look)}</figcaption></figure>"
        for p in pictures
    )
    index = SCREENS / "full" / f"{look}.html"
    index.write_text(SHEET.format(WIDTHS[int(look.split("-")[0])], figures))
    page = browser.context.new_page()
    page.set_viewport_size({"width": 1980, "height": 800})
    page.goto(index.as_uri())
    folder = SCREENS if look.startswith("1280") else SCREENS / "full"
    page.screenshot(path=folder / f"{look}.jpg", full_page=True, quality=65, type="jpeg")
    page.close()


if __name__ == "__main__":
    main()
