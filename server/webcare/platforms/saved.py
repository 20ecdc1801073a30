"""A saved page as a file: its text in the encoding it declares, and its posts."""

import re
from typing import Any

from bs4 import BeautifulSoup, UnicodeDammit

from webcare.platforms.page import Platform, parse
from webcare.platforms.reader import read, recognise

Json = dict[str, Any]
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
"""What Chromium writes on top of a page that it saves."""


def decoded(raw: bytes) -> str:
    """The page's text; older forums by what the page itself declares."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return UnicodeDammit(raw, is_html=True).unicode_markup or raw.decode("latin-1")


def posts(
    html: str, url: str, platforms: list[Json], brand: Json
) -> tuple[Platform | None, list[Json]]:
    """(platform, its posts on this page); (None, []) when no platform is recognised.

    A page that was fetched without its scripts having run may hold its posts for browsers without.
    """
    drawn = _posts(html, url, platforms, brand, scripts=True)
    if drawn[1] or "<noscript" not in html:
        return drawn
    plain = _posts(html, url, platforms, brand, scripts=False)
    return plain if plain[1] else drawn


def _posts(
    html: str, url: str, platforms: list[Json], brand: Json, *, scripts: bool
) -> tuple[Platform | None, list[Json]]:
    soup = parse(html, scripts=scripts)
    platform = recognise(platforms, soup, url or origin(html, soup))
    if platform is None:
        return None, []
    return platform, read(platform, brand, soup, url or origin(html, soup))


def origin(html: str, soup: BeautifulSoup) -> str:
    """The address that the page says it is from; empty when it does not say."""
    saved = _SAVED_FROM.search(html[:2000])
    if saved:
        return saved[1]
    link = soup.select_one("link[rel=canonical][href]")
    return str(link["href"]) if link else ""
