"""Pictures of every state of the sidebar on a live forum, and of the settings, into docs/screens.

One sheet per width, colour scheme and language is kept in git; the pictures in full are not.
Run: .venv/bin/python tests/browser/screens.py [STATE …]
"""

import base64
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Frame, Page, sync_playwright

from harness.brand import use_brand, use_site
from harness.chromium import Browser, open_sidebar
from harness.faces import FORUM, QUESTION, SETTINGS, STATES, UNSURE, show, show_settings
from harness.forum import Forum

SCREENS = Path(__file__).resolve().parents[2] / "docs" / "screens"
WIDTHS = {1280: 800, 1920: 1080}
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
SHEET = """<!doctype html><meta charset=utf-8><style>
  body {{ margin: 0; background: #888; display: grid; gap: 12px; padding: 12px; width: 2360px;
    grid-template-columns: repeat(8, 285px); font: 13px sans-serif; box-sizing: border-box }}
  figure {{ margin: 0 }} figcaption {{ padding: 2px 0 }}
  img {{ width: 285px; height: {}px; object-fit: cover; object-position: right top }}
  .wide {{ grid-column: span 2 }} .wide img {{ width: 100%; height: auto }}
  </style>{}"""
TO_WEBP = """async ([png, quality]) => {
  const blob = await (await fetch(`data:image/png;base64,${png}`)).blob();
  const image = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext("2d").drawImage(image, 0, 0);
  const webp = await canvas.convertToBlob({ type: "image/webp", quality });
  const bytes = new Uint8Array(await webp.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""
LARGEST = 300_000
"""Bytes of one sheet."""


def main() -> None:
    wanted = sys.argv[1:] or [*STATES, *SETTINGS]
    with sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        forum = Forum(Path(folder) / "forum")
        (Path(folder) / "browser").mkdir()
        browser = Browser(play, Path(folder) / "browser")
        try:
            page, frame = opened(browser, forum)
            taken = {
                n: sidebar_pictures(page, frame, wanted, n)
                for n in looks(page, {n: n for n in WIDTHS})
            }
            settings = browser.options()  # after the sidebar: they share a storage
            for look in looks(settings, dict.fromkeys(WIDTHS, 780)):
                more = [settings_picture(settings, s, look) for s in SETTINGS if s in wanted]
                sheet(browser, look, taken[look] + more)
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


def looks(page: Page, widths: dict[int, int]) -> Iterator[str]:
    """Each width, colour scheme and language, set on the page one after the other."""
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": widths[width], "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for language in ("en", "nl"):
                yield f"{width}-{scheme}-{language}"


def sidebar_pictures(page: Page, frame: Frame, wanted: list[str], look: str) -> list[Path]:
    """The open states and then, as the frame has another size for them, the collapsed ones."""
    page.bring_to_front()
    mine = [state for state in STATES if state in wanted]
    tabs = [state for state in mine if state.startswith("collapsed")]
    taken = [picture(page, frame, state, look) for state in mine if state not in tabs]
    with collapsed(frame):
        return taken + [picture(page, frame, state, look) for state in tabs]


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


def picture(page: Page, frame: Frame, state: str, look: str) -> Path:
    """One state in one look."""
    show(frame, state, look.rsplit("-", 1)[1])
    frame.evaluate("document.querySelector('main')?.scrollTo(0, 0)")
    frame.evaluate(DRAWN)
    return kept(page.screenshot(), f"{state}-{look}")


def settings_picture(settings: Page, state: str, look: str) -> Path:
    """The settings page in full in one look."""
    settings.bring_to_front()
    show_settings(settings, state, look.rsplit("-", 1)[1])
    return kept(settings.screenshot(full_page=True), f"{state}-{look}")


def kept(png: bytes, name: str) -> Path:
    path = SCREENS / "full" / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(png)
    return path


def sheet(browser: Browser, look: str, pictures: list[Path]) -> None:
    """All states of one look together, at three quarters of their size."""
    figures = "".join(
        f"<figure{' class=wide' if p.stem.startswith('settings') else ''}><img src='{p.as_uri()}'>"
        f"<figcaption>{p.stem.removesuffix('-' + look)}</figcaption></figure>"
        for p in pictures
    )
    index = SCREENS / "full" / f"{look}.html"
    index.write_text(SHEET.format(WIDTHS[int(look.split("-")[0])] * 3 // 4, figures))
    page = browser.context.new_page()
    page.set_viewport_size({"width": 2360, "height": 800})
    page.goto(index.as_uri())
    png = base64.b64encode(page.screenshot(full_page=True)).decode()
    page.close()
    writer = browser.options()  # a page that may make and read pictures
    webp = b""
    for quality in (0.6, 0.5, 0.4, 0.3, 0.2):
        webp = base64.b64decode(writer.evaluate(TO_WEBP, [png, quality]))
        if len(webp) < LARGEST:
            break
    writer.close()
    (SCREENS / f"{look}.webp").write_bytes(webp)


if __name__ == "__main__":
    main()
