"""A saved page to its posts, driven by nothing but a platform file (docs/platforms.md).

Twin of extension/content/reader.js; every fixture is read by both and must give the same posts.
"""

import logging
from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup, Tag

from webcare.platforms.address import absolute, canonical
from webcare.platforms.fields import (
    Glance,
    hashtags,
    is_cut,
    mentions,
    permalink,
    place,
    plain,
    posted,
    rating,
    wording,
)
from webcare.platforms.linked import items
from webcare.platforms.page import Page, Platform
from webcare.platforms.patterns import match
from webcare.platforms.sources import first
from webcare.platforms.thread import Brand, Thread, conversation, original, standing

Post = dict[str, Any]

_log = logging.getLogger(__name__)


def covers(platform: Platform, url: str) -> bool:
    """Whether the address can be a page of this platform that holds posts."""
    address = absolute(url, url)
    if not address or ("hosts" in platform and address.hostname not in platform["hosts"]):
        return False
    if any(
        match(pattern, address.local) is not None for pattern in platform.get("other_pages", [])
    ):
        return False
    pages = platform.get("pages")
    return not pages or any(match(pattern, address.local) is not None for pattern in pages)


def _rank(platform: Platform) -> int:
    """Named hosts before markup, the general kinds of page last: of these markup before data."""
    if platform.get("general"):
        return 4 if "items" in platform["post"] else 3
    return (0 if "recognise" in platform else 1) if "hosts" in platform else 2


def _is_recognised(platform: Platform, soup: BeautifulSoup, url: str) -> bool:
    address = absolute(url, url)
    if "hosts" in platform and not (address and (address.hostname in platform["hosts"])):
        return False
    marks = platform.get("recognise")
    if marks is not None and not any(soup.select_one(mark) is not None for mark in marks):
        return False
    told = platform["post"].get("items")
    return told is None or bool(items(soup, soup.select(told)))


def recognise(platforms: Iterable[Platform], soup: BeautifulSoup, url: str) -> Platform | None:
    """The platform this page belongs to, or None."""
    ranked = sorted(platforms, key=_rank)
    return next((p for p in ranked if _is_recognised(p, soup, url)), None)


def _missing(page: Page, container: Tag, post: Post) -> list[str]:
    """Fields that were looked for and not found, by their names in the Post."""
    name, handle = post["author"]["name"], post["author"]["handle"]
    lost = {
        "url": not post["url"],
        "author": not name and not handle,
        "author.name": "name" in page.post and not name and handle,
        "author.handle": "handle" in page.post and not handle and name,
        "text": not post["text"],
        "rest_of_text": is_cut(page, container),
        "posted_at": not post["posted_at"],
        "rating": "rating" in page.post
        and post["rating"] is None
        and page.matches(container, page.post.get("rated", "*")),
        "place.owner": not post["place"]["owner"],
    }
    return [field for field, is_lost in lost.items() if is_lost]


def _digest(words: str) -> str:
    """A short digest (FNV-1a over UTF-16 units) for posts that show neither id nor link."""
    hashed = 0x811C9DC5
    units = words.encode("utf-16-le", "surrogatepass")
    for at in range(0, len(units), 2):
        hashed = (hashed ^ int.from_bytes(units[at : at + 2], "little")) * 0x01000193 & 0xFFFFFFFF
    return f"{hashed:08x}"


def _key(page: Page, member: Glance, url: str | None, words: str) -> str:
    """The site's own id, with the host for engines that many sites run; else link or words.

    An element's name and words count on one page only, so the page's address goes with them.
    """
    name, is_one_site = page.platform["id"], "hosts" in page.platform
    host = page.url.host + "/"
    drawn = canonical(page.url, {"query": page.post.get("keep", {}).get("query", [])})
    where = drawn.removeprefix(page.url.scheme + "://")
    if member.id and member.id == member.parts.get("anchor"):
        return f"{name}:{where}#{member.id}"
    if member.id:
        return f"{name}:{'' if is_one_site else host}{member.id}"
    author = next((each for each in (member.handle, member.name) if each is not None), "")
    digest = _digest(f"{author}\n{words}")
    return f"{name}:{url or f'{host if is_one_site else where}~{digest}'}"


def _complete(page: Page, brand: Brand, thread: Thread, member: Glance) -> Post:
    opener = None if member is thread.opener else thread.opener
    container = member.container
    known = member.known(
        thread=opener.handle if opener else None,
        opener=None if thread.is_guess else thread.opener.handle,
    )
    url = permalink(page, container, known)
    where = place(page, container, known)
    words = wording(page, container)
    post = {
        "platform": page.platform["id"],
        "url": url,
        "key": _key(page, member, url, words),
        "author": {"name": member.name, "handle": member.handle},
        "text": words,
        "posted_at": posted(page, container, known),
        "rating": rating(page, container),
        "place": where,
        "reply_to": member.reply_to,
        "mentions": mentions(page, container, words),
        "hashtags": hashtags(page, container, words),
        **standing(page, brand, thread, member, where["owner"]),
    }
    return {**post, "missing": _missing(page, container, post)}


def _failed(page: Page, member: Glance) -> Post:
    """A container that could not be read: still a post, with what its neighbours know of it."""
    name, handle, words = member.name, member.handle, wording(page, member.container)
    lost = {
        "url": True,
        "author": not name and not handle,
        "text": not words,
        "posted_at": True,
        "place.owner": True,
    }
    return {
        "platform": page.platform["id"],
        "url": None,
        "key": _key(page, member, None, words),
        "author": {"name": name, "handle": handle},
        "text": words,
        "posted_at": None,
        "rating": None,
        "place": {"kind": page.platform["place"][-1]["kind"], "owner": None, "url": None},
        "reply_to": None,
        "mentions": [],
        "hashtags": [],
        "by_brand": False,
        "answered_by_brand": False,
        "public_turns": 0,
        "missing": [field for field, is_lost in lost.items() if is_lost],
    }


def _finish(page: Page, brand: Brand, thread: Thread, member: Glance) -> Post:
    try:
        return _complete(page, brand, thread, member)
    except Exception:  # a reader never throws: one odd post must not hide the others
        _log.warning("a post could not be read", exc_info=True)
        return _failed(page, member)


def _is_shell(post: Post) -> bool:
    """A container whose post is not (or no longer) drawn in it: feeds keep such shells."""
    author = post["author"]
    return not (post["text"] or author["name"] or author["handle"] or post["posted_at"])


def read(platform: Platform, brand: Brand, soup: BeautifulSoup, url: str) -> list[Post]:
    """The posts of a page in its order."""
    page = Page(platform, soup, url)
    threads: dict[int, Thread] = {}
    posts = []
    for drawn in page.containers:
        container = original(page, drawn)
        if id(container) not in threads:
            members = conversation(page, container)
            threads |= dict.fromkeys(map(id, members), Thread(page, members))
        thread = threads[id(container)]
        posts.append(_finish(page, brand, thread, thread.member(container)))
    return [post for post in posts if not _is_shell(post)]


def account(platform: Platform, soup: BeautifulSoup, url: str) -> str | None:
    """The handle of the account that is logged in, where the page shows it."""
    return plain(first(Page(platform, soup, url), None, platform.get("account", [])))


def containers(platform: Platform, soup: BeautifulSoup, url: str) -> list[Tag]:
    """The elements that hold one post each, in the page's order."""
    return Page(platform, soup, url).containers
