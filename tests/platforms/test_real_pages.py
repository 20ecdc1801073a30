"""Real saved pages, which stay out of the repository: both readers must agree on each.

WEBCARE_PAGES names a file with one page a line: path, address, platform and number of posts,
parted by tabs; paths are relative to that file.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from browser_side import ask
from saved_pages import BRAND, PLATFORMS

from webcare.platforms.page import parse
from webcare.platforms.reader import read, recognise


@dataclass
class RealPage:
    """One line of the list."""

    html: str
    url: str
    platform: str
    posts: int


def _listed() -> dict[str, RealPage]:
    if "WEBCARE_PAGES" not in os.environ:
        return {}
    index = Path(os.environ["WEBCARE_PAGES"])
    rows = [line.split("\t") for line in index.read_text("utf-8").splitlines() if line]
    return {
        file: RealPage((index.parent / file).read_text("utf-8"), url, platform, int(posts))
        for file, url, platform, posts in rows
    }


PAGES = _listed()


@pytest.fixture(scope="module")
def browser() -> dict[str, Any]:
    platforms = list(PLATFORMS.values())
    jobs = [
        {"url": p.url, "html": p.html, "brand": BRAND, "platforms": platforms, "composer": []}
        for p in PAGES.values()
    ]
    return dict(zip(PAGES, ask(jobs), strict=True))


@pytest.mark.skipif(not PAGES, reason="WEBCARE_PAGES names no pages")
@pytest.mark.parametrize("file", PAGES)
def test_a_real_page_is_read_alike_and_whole(file: str, browser: dict[str, Any]) -> None:
    page = PAGES[file]
    soup = parse(page.html)
    platform = recognise(PLATFORMS.values(), soup, page.url)
    assert platform is not None
    assert platform["id"] == page.platform
    posts = read(platform, BRAND, soup, page.url)
    assert len(posts) == page.posts
    assert browser[file]["posts"] == posts
