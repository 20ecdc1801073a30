"""When the sidebar's tab is really seen: from pictures of the page as Chromium draws it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page

from harness.chromium import Browser, sidebar

COLOURS = """async ([pictures, x, y]) => {
  const canvas = document.createElement("canvas").getContext("2d");
  const colours = [];
  for (const picture of pictures) {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    await image.decode();
    canvas.drawImage(image, -x, -y);
    colours.push([...canvas.getImageData(0, 0, 1, 1).data].join());
  }
  return colours;
}"""
READY = """() => performance.timeOrigin +
  performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd"""
BESIDE, BELOW = 20, 108  # px from the window's right edge and its top: in the tab, beside its icon
PAGE = "255,255,255,255"
SETTLED = 500  # ms in which the tab's colour has changed


@contextmanager
def filmed(page: Page) -> Iterator[list[dict[str, Any]]]:
    """Each picture of the page that Chromium draws meanwhile: `data` and `metadata.timestamp`."""
    tools = page.context.new_cdp_session(page)
    pictures: list[dict[str, Any]] = []

    def keep(picture: dict[str, Any]) -> None:
        pictures.append(picture)
        tools.send("Page.screencastFrameAck", {"sessionId": picture["sessionId"]})

    tools.on("Page.screencastFrame", keep)
    tools.send("Page.startScreencast", {"format": "png"})
    yield pictures
    tools.send("Page.stopScreencast")
    tools.detach()


def seen(browser: Browser, url: str) -> tuple[float, float]:
    """Milliseconds from DOMContentLoaded of a white page with one post until the sidebar's tab is
    seen beside it, and until the tab has the verdict's colour; below zero: it was there before."""
    page = browser.context.new_page()
    with filmed(page) as pictures:
        page.goto(url)
        tab = sidebar(page).get_by_role("button", name=re.compile("better not", re.I))
        tab.wait_for()
        page.wait_for_timeout(SETTLED)
    ready = page.evaluate(READY)
    at = [page.evaluate("() => innerWidth") - BESIDE, BELOW]
    page.close()
    pictures.sort(key=lambda picture: float(picture["metadata"]["timestamp"]))
    reader = browser.context.new_page()
    colours = reader.evaluate(COLOURS, [[picture["data"] for picture in pictures], *at])
    reader.close()
    times = [float(picture["metadata"]["timestamp"]) * 1000 - ready for picture in pictures]
    first = next(i for i, colour in enumerate(colours) if colour != PAGE)
    assert colours[-1] not in (PAGE, colours[first]), "the verdict was not seen"
    return times[first], times[colours.index(colours[-1])]
