"""What a platform file finds on a saved page, field by field and selector by selector."""

from collections.abc import Iterator, Mapping
from typing import Any

from bs4 import BeautifulSoup, Tag

from webcare.platforms.fields import glance
from webcare.platforms.page import Page, Platform, parse
from webcare.platforms.patterns import time
from webcare.platforms.reader import account, covers, read, recognise
from webcare.platforms.sources import values
from webcare.platforms.text import attribute

_FIELDS = ["id", "parent_id", "url", "handle", "name", "title", "text", "truncated"]
_FIELDS += ["posted_at", "rating", "reply_to", "mentions", "hashtags"]
_NEEDED = {"id", "text", "handle", "url", "posted_at", "rating"}


def _address(soup: BeautifulSoup, platform: Platform) -> str:
    for selector, name in (("link[rel=canonical]", "href"), ('meta[property="og:url"]', "content")):
        found = soup.select_one(selector)
        if found is not None and attribute(found, name):
            return attribute(found, name)
    return str(platform["urls"]["yes"][0])


def report(platform: Platform, html: str, url: str | None) -> tuple[list[str], bool]:
    """The report's lines, and whether every post gave all that this platform can give."""
    soup = parse(html)
    url = url or _address(soup, platform)
    posts = read(platform, {}, soup, url)
    if not posts and "<noscript" in html:  # fetched without its scripts having run
        soup = parse(html, scripts=False)
        posts = read(platform, {}, soup, url)
    page = Page(platform, soup, url)
    lines = [
        f"{platform['name']}, version {platform['version']}, checked {platform['checked']}",
        f"page: {url}",
        f"recognised: {_yes(recognise([platform], soup, url) is not None)}   "
        f"address should hold posts: {_yes(covers(platform, url))}   "
        f"logged in as: {account(platform, soup, url) or '-'}",
        f"containers: {len(page.containers)}   posts: {len(posts)}",
        *_fields(page),
        *_composers(page),
        *_examples(posts),
    ]
    known_gaps = {*page.post.get("unreadable", {}), *page.post.get("live_only", {})}
    return lines, bool(posts) and all(known_gaps.issuperset(post["missing"]) for post in posts)


def _yes(fact: bool) -> str:
    return "yes" if fact else "NO"


def _fields(page: Page) -> Iterator[str]:
    """Per field: on how many posts each of its sources is the first to answer."""
    total = len(page.containers)
    for field in _FIELDS:
        sources = page.post.get(field, [])
        if not sources:
            reason = page.post.get("unreadable", {}).get(field)
            yield from [f"{field}: not given by this platform: {reason}"] if reason else []
            continue
        hits = dict.fromkeys(sources, 0)
        for container in page.containers:
            hit = _source_of(page, container, field, sources)
            if hit:
                hits[hit] += 1
        found = sum(hits.values())
        mark = "  <-- look here" if field in _NEEDED and found < total else ""
        yield f"{field}: {found} of {total}{mark}"
        yield from (f"    {count:>4} by {source}" for source, count in hits.items())


def _source_of(page: Page, container: Tag, field: str, sources: list[str]) -> str | None:
    known: Mapping[str, str | None] = glance(page, container).known()
    for source in sources:
        found = values(page, container, source, known)
        if found and (field != "posted_at" or time(found[0])):
            return source
    return None


def _composers(page: Page) -> Iterator[str]:
    for number, composer in enumerate(page.platform["composer"], start=1):
        for part in ("box", "submit", "opener"):
            for selector in composer.get(part, []):
                yield f"composer {number} {part}: {len(page.select(selector))} by {selector}"


def _examples(posts: list[dict[str, Any]]) -> Iterator[str]:
    for post in posts[:2] + posts[-1:] * (len(posts) > 2):
        yield f"post {post['key']}"
        yield f"    {post['author']['name']} ({post['author']['handle']}), {post['posted_at']}"
        yield f"    {post['place']['kind']} of {post['place']['owner']}, answers {post['reply_to']}"
        yield f"    {post['text'][:160]!r}"
        yield f"    missing: {', '.join(post['missing']) or 'nothing'}"
