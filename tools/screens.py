"""Pictures of every state of the sidebar on a live forum, into docs/screens.

Full size (not kept in git), and sheets that show all of them together.
Run: .venv/bin/python tools/screens.py [STATE …]
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Frame, Page, sync_playwright

ROOT = Path(__file__).parent.parent
SCREENS = ROOT / "docs" / "screens"
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from harness.brand import use_brand, use_site  # noqa: E402
from harness.chromium import Browser, open_sidebar  # noqa: E402
from harness.faces import FORUM, QUESTION, STATES, UNSURE, show  # noqa: E402
from harness.forum import Forum  # noqa: E402

WIDTHS = {1280: 800, 1920: 1080}
SHEET = """<style>body {{ margin: 0; background: #888; display: grid; gap: 12px; padding: 12px;
  grid-template-columns: repeat(auto-fill, 300px); font: 14px sans-serif }}
  figure {{ margin: 0 }} img {{ width: 300px; display: block }} figcaption {{ padding: 4px 0 }}
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
                sheet(browser, name, [picture(page, frame, s, name) for s in wanted])
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


def looks(page: Page) -> Iterator[str]:
    """Each width, colour scheme and language, set on the page one after the other."""
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
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
    index.write_text(SHEET.format(figures))
    page = browser.context.new_page()
    page.set_viewport_size({"width": 1272, "height": 800})
    page.goto(index.as_uri())
    page.screenshot(path=SCREENS / f"{look}.jpg", full_page=True, quality=80, type="jpeg")
    page.close()


if __name__ == "__main__":
    main()
