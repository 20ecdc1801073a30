"""Pictures of every state of the sidebar on a live forum, and of the settings, into docs/screens:
one sheet per width of the window, colour scheme and language.

Run: .venv/bin/python tests/browser/screens.py [STATE …]
"""

import base64
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Frame, Page, sync_playwright

from harness.brand import use_brand, use_site
from harness.chromium import Browser, open_sidebar
from harness.faces import FORUM, QUESTION, SETTINGS, STATES, UNSURE, show, show_settings
from harness.forum import Forum

SCREENS = Path(__file__).resolve().parents[2] / "docs" / "screens"
HEIGHTS = {1280: 800, 1920: 1080}
SIDEBAR = 380
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
COLUMNS, GAP = 6, 12
ACROSS = COLUMNS * (SIDEBAR + GAP) + GAP
SETTINGS_WIDTH = 2 * SIDEBAR + GAP
SHEET = f"""<!doctype html><meta charset=utf-8><style>
  body {{ margin: 0; background: #888; display: grid; gap: {GAP}px; padding: {GAP}px;
    grid-template-columns: repeat({COLUMNS}, {SIDEBAR}px); font: 15px sans-serif }}
  figure {{ margin: 0 }} figcaption {{ padding: 4px 0 }} img {{ display: block }}
  .page {{ grid-column: 1 / -1 }} .settings {{ grid-column: span 2 }}
  </style>"""
TO_WEBP = """async ([png, quality]) => {
  const blob = await (await fetch(`data:image/png;base64,${png}`)).blob();
  const image = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext("2d").drawImage(image, 0, 0);
  const webp = await canvas.convertToBlob({ type: "image/webp", quality });
  const bytes = new Uint8Array(await webp.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""
LARGEST = 720_000
"""Bytes of one sheet; all eight together stay under 6 MB."""


class Picture(NamedTuple):
    """What a sheet shows; `kind` is state, page or settings."""

    name: str
    kind: str
    png: bytes


def main() -> None:
    wanted = sys.argv[1:] or [*STATES, *SETTINGS]
    with sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        forum = Forum(Path(folder) / "forum")
        (Path(folder) / "browser").mkdir()
        browser = Browser(play, Path(folder) / "browser")
        try:
            page, frame = opened(browser, forum)
            taken = {
                look: sidebar(page, frame, wanted, look) for look in looks(page, dict(HEIGHTS))
            }
            options = browser.options()  # after the sidebar: they share a storage
            for look in looks(options, dict.fromkeys(HEIGHTS, 1000), width=SETTINGS_WIDTH):
                sheet(browser, look, taken[look] + settings(options, wanted, look))
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


def looks(page: Page, heights: dict[int, int], width: int | None = None) -> Iterator[str]:
    """Each width, colour scheme and language, set on the page one after the other."""
    for of_window, height in heights.items():
        page.set_viewport_size({"width": width or of_window, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for language in ("en", "nl"):
                yield f"{of_window}-{scheme}-{language}"


def sidebar(page: Page, frame: Frame, wanted: list[str], look: str) -> list[Picture]:
    """The whole page once, the open states and then the collapsed ones, whose frame is narrow."""
    show(frame, "not-wanted", look.rsplit("-", 1)[1])
    frame.evaluate(DRAWN)
    whole = Picture("beside a page", "page", page.screenshot())
    mine = [state for state in STATES if state in wanted]
    tabs = [state for state in mine if state.startswith("collapsed")]
    taken = [picture(page, frame, state, look) for state in mine if state not in tabs]
    with collapsed(frame):
        return [whole, *taken, *(picture(page, frame, state, look) for state in tabs)]


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


def picture(page: Page, frame: Frame, state: str, look: str) -> Picture:
    """The right side of the window, where the sidebar stands."""
    width, _, language = look.split("-")
    show(frame, state, language)
    frame.evaluate("document.querySelector('main')?.scrollTo(0, 0)")
    frame.evaluate(DRAWN)
    height = HEIGHTS[int(width)]
    clip = {"x": int(width) - SIDEBAR, "y": 0, "width": SIDEBAR, "height": height}
    return Picture(state, "state", page.screenshot(clip=clip))  # type: ignore[arg-type]


def settings(page: Page, wanted: list[str], look: str) -> list[Picture]:
    """The settings page in full, in each of its states."""
    taken = []
    for state in (state for state in SETTINGS if state in wanted):
        show_settings(page, state, look.rsplit("-", 1)[1])
        taken.append(Picture(state, "settings", page.screenshot(full_page=True)))
    return taken


def sheet(browser: Browser, look: str, pictures: list[Picture]) -> None:
    """All pictures of one look together, each as large as on the screen."""
    figures = "".join(
        f"<figure class={kind}><figcaption>{name}</figcaption>"
        f"<img src='data:image/png;base64,{base64.b64encode(png).decode()}'></figure>"
        for name, kind, png in pictures
    )
    page = browser.context.new_page()
    page.set_viewport_size({"width": ACROSS, "height": 800})
    page.set_content(SHEET + figures, wait_until="load")
    png = base64.b64encode(page.screenshot(full_page=True)).decode()
    page.close()
    (SCREENS / f"{look}.webp").write_bytes(webp(browser, png))


def webp(browser: Browser, png: str) -> bytes:
    """A picture as WebP, as good as fits in LARGEST; made by the browser itself."""
    page = browser.options()
    found = b""
    for quality in (0.8, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1):
        found = base64.b64decode(page.evaluate(TO_WEBP, [png, quality]))
        if len(found) < LARGEST:
            break
    page.close()
    return found


if __name__ == "__main__":
    main()
