"""The fields of one container's post; twin of extension/content/fields.js."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import floor
from typing import Any

from bs4 import Tag

from webcare.platforms.address import absolute, canonical
from webcare.platforms.page import Page
from webcare.platforms.patterns import match, time
from webcare.platforms.sources import Known, every, first


@dataclass(eq=False)
class Glance:
    """Who wrote a post and whom it answers: all that its neighbours need to know of it."""

    container: Tag
    id: str | None
    handle: str | None
    name: str | None
    parent_id: str | None
    site: str
    parts: dict[str, str | None] = field(default_factory=dict)
    parent: "Glance | None" = field(default=None, repr=False)
    reply_to: str | None = None

    def known(self, **more: str | None) -> dict[str, str | None]:
        """The names that sources may fill in."""
        names = ("id", "handle", "name", "parent_id", "site", "reply_to")
        return {name: getattr(self, name) for name in names} | self.parts | more


def plain(handle: str | None) -> str | None:
    """A handle without its @."""
    return handle.removeprefix("@") if handle else handle


def glance(page: Page, container: Tag) -> Glance:
    """What neighbours need to know of the post in a container."""
    site = page.url.hostname.removeprefix("www.")
    known: dict[str, str | None] = {"site": site}
    for name in ("id", "handle", "name", "handle", "parent_id"):  # either may be found by the other
        known[name] = known.get(name) or first(page, container, page.post.get(name, []), known)
        if name == "handle":
            known[name] = plain(known[name])
        elif name == "name":  # on one line, also where the words of a post may have several
            known[name] = (known[name] or "").replace("\n", " ") or None
    named: dict[str, list[str]] = page.post.get("parts", {})
    parts = {name: first(page, container, sources) for name, sources in named.items()}
    who = known["handle"], known["name"], known["parent_id"]
    return Glance(container, known["id"], *who, site, parts)


def wording(page: Page, container: Tag) -> str:
    """Title and text as one, unless the text only repeats its title."""
    known = {"id": first(page, container, page.post.get("id", []))}
    body = first(page, container, page.post.get("text", []), known) or ""
    title = first(page, container, page.post.get("title", []))
    if not title or body.startswith(re.sub(r"\s?(…|\.{3})$", "", title)):
        return body
    return f"{title}\n{body}" if body else title


def _number(found: str | None) -> float | None:
    is_number = found and re.fullmatch("[0-9]+([.,][0-9]+)?", found)
    return float(found.replace(",", ".")) if found and is_number else None


def rating(page: Page, container: Tag) -> float | None:
    """Stars from 1 to 5; other scales (`rating_of`) are brought to five."""
    found = _number(first(page, container, page.post.get("rating", [])))
    best = _number(first(page, container, page.post.get("rating_of", [])) or "5")
    stars = found * 5 / best if found and best else 0
    if not 1 <= stars <= 5:
        return None
    rounded = floor(stars * 100 + 0.5) / 100
    return int(rounded) if rounded == int(rounded) else rounded


def posted(page: Page, container: Tag, known: Known) -> str | None:
    """The first time that is exact."""
    times = (time(first(page, container, [s], known) or "") for s in page.post.get("posted_at", []))
    return next((at for at in times if at), None)


def permalink(page: Page, container: Tag, known: Known) -> str | None:
    """The post's own address, without what only tracks."""
    found = first(page, container, page.post.get("url", []), known)
    url = absolute(found, page.base) if found else None
    return canonical(url, page.post.get("keep", {})) if url else None


def marked(mark: str, words: str, inner: str = "") -> list[str]:
    """Names after a mark (@ or #) in a text; not within a word, as in an e-mail address."""
    word = "[A-Za-z0-9_]" if mark == "@" else r"\w"
    more = f"(?:[{re.escape(inner)}]?{word})*" if inner else ""
    found = re.findall(rf"(?<!\w){mark}({word}+{more})", words)
    return [name for name in found if mark == "@" or any(c.isalpha() for c in name)]


def _unique(names: Iterable[str]) -> list[str]:
    return list({name.lower(): name for name in names}.values())


def mentions(page: Page, container: Tag, words: str) -> list[str]:
    """Handles named in a post: linked ones, and those after an @ in its text."""
    linked = [plain(name) or "" for name in every(page, container, page.post.get("mentions", []))]
    return _unique([*linked, *marked("@", words, page.post.get("handle_marks", ""))])


def hashtags(page: Page, container: Tag, words: str) -> list[str]:
    """Hashtags of a post, linked or in its text, without #."""
    linked = [
        tag.removeprefix("#") for tag in every(page, container, page.post.get("hashtags", []))
    ]
    return _unique([*linked, *marked("#", words)])


def is_cut(page: Page, container: Tag) -> bool:
    """Whether the page shows only the beginning of the text."""
    return first(page, container, page.post.get("truncated", [])) is not None


def _holds(page: Page, rule: Any, container: Tag, known: Known) -> dict[str, str | None] | None:
    """What a place rule finds, or None when the post does not stand there."""
    parts = match(rule["address"], page.url.local) if "address" in rule else {}
    if parts is None or ("has" in rule and not page.select(rule["has"])):
        return None
    if "inside" in rule and page.closest(container, rule["inside"]) is None:
        return None
    owner = first(page, container, rule.get("owner", []), {**known, **parts}) or parts.get("owner")
    return None if "owner" in rule and not owner else {**parts, "owner": owner}


def place(page: Page, container: Tag, known: Known) -> dict[str, str | None]:
    """Where a post stands: the first rule whose address, markup and owner are there."""
    for rule in page.platform["place"]:
        parts = _holds(page, rule, container, known)
        if parts is not None:
            found = first(page, container, rule.get("url", []), {**known, **parts})
            url = absolute(found, page.base) if found else None
            owner = plain(parts["owner"])
            return {"kind": rule["kind"], "owner": owner, "url": str(url) if url else None}
    return {"kind": page.platform["place"][-1]["kind"], "owner": None, "url": None}
