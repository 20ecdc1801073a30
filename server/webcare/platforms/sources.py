"""What a platform file says about where a value stands; twin of extension/content/sources.js.

The language of these sources is described in docs/platforms.md.
"""

import logging
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from bs4 import Tag

from webcare.platforms.address import absolute
from webcare.platforms.page import Page
from webcare.platforms.patterns import match
from webcare.platforms.text import attribute as attribute_of
from webcare.platforms.text import tidy

Known = Mapping[str, str | None]

_log = logging.getLogger(__name__)

_SHAPE = re.compile(
    r"= (?P<template>.+)|"
    r"(?:(?P<root>page|up|top|count|address|opener|text|named|json\((?P<path>[\w.@\[\]=]+)\)|ref\((?P<ref>[a-z-]+)(?:,(?P<nth>[1-9]))?\))"
    r":(?: (?!=>))?)?"
    r"(?P<selector>.*?)(?:@(?P<attribute>[A-Za-z_][\w:-]*))?(?: => (?P<pattern>.+))?",
    re.ASCII,
)


@cache
def parse(source: str) -> dict[str, str]:
    """A source's template, or its root, ref, nth, selector, attribute and pattern; "" if absent."""
    found = _SHAPE.fullmatch(source)
    if not found:
        raise ValueError(f"{source!r} is no source")
    return {name: part or "" for name, part in found.groupdict().items()}


def _referred(page: Page, container: Tag, parts: Mapping[str, str]) -> list[Tag]:
    ids = attribute_of(container, parts["ref"]).split()
    wanted = ids[int(parts["nth"]) - 1 : int(parts["nth"])] if parts["nth"] else ids
    found = [page.ids[each] for each in wanted if each in page.ids]
    if not parts["selector"]:
        return found
    hits = page.select(parts["selector"])
    return [hit for e in found for hit in hits if any(up is e for up in hit.parents)]


def elements(page: Page, container: Tag | None, parts: Mapping[str, str]) -> list[Tag]:
    """The elements a parsed source points at, in the page's order."""
    root, selector = parts["root"], parts["selector"]
    if root == "page":
        return page.select(selector)
    if container is None:
        return []
    if root == "up":
        found = page.closest(container, selector)
        return [found] if found else []
    if root.startswith("ref"):
        return _referred(page, container, parts)
    holder = page.topmost(container) if root == "top" else container
    return page.own(holder, selector) if selector else [holder]


def fill(template: str, known: Known) -> str | None:
    """A template with every {name} filled in, or None when one of them is not known."""
    names = re.findall(r"\{(\w+)\}", template)
    if any(known.get(name) is None for name in names):
        return None
    return re.sub(r"\{(\w+)\}", lambda part: known[part[1]] or "", template)


def _fit(page: Page, pattern: str, value: str) -> dict[str, str] | None:
    if not re.match("/|https?:", pattern):
        return match(pattern, value)
    url = absolute(value, page.base)
    return match(pattern, url.local if pattern[0] == "/" else str(url)) if url else None


def _picked(page: Page, pattern: str, value: str) -> str | None:
    """What a pattern names in a value: its first part not beginning with an underscore."""
    parts = _fit(page, pattern, value)
    return None if parts is None else next((v for k, v in parts.items() if k[0] != "_"), value)


def _words(page: Page, container: Tag | None, root: str, known: Known) -> str:
    """Sources that are no elements: address, the same for the opening post only, text.

    `named` is the text as well, of which only a handle counts that wrote a post above this one.
    """
    if root in ("text", "named"):
        return known.get("text") or ""
    is_opener = bool(page.shown) and page.shown[0] is container
    return page.url.local if root == "address" or is_opener else ""


def _in_data(value: Any, path: str, known: Known) -> str | None:
    """One value of JSON: steps parted by dots; of a list the first.

    `[id]` after a step: the one with this post's id; `[id=handle]`: whose id is its handle.
    """
    for name, by, of in re.findall(r"(@?\w+)(?:\[(\w+)(?:=(\w+))?\])?", path):
        value = value.get(name) if isinstance(value, dict) else None
        some = value if isinstance(value, list) else [value]
        if by:
            wanted = known.get(of or by)
            some = [e for e in some if isinstance(e, dict) and by in e and e[by] == wanted]
        value = some[0] if some else None
    return tidy(value) if isinstance(value, str) else None


def values(page: Page, container: Tag | None, source: str, known: Known) -> list[str]:
    """All values a source yields for a container (None: for the page itself)."""
    parts = parse(source)
    if parts["template"]:
        filled = fill(parts["template"], known)
        return [filled] if filled else []
    if parts["path"]:
        selector = parts["selector"]
        held = page.data(selector) if selector else [page.item(container)]
        raw = [_in_data(data, parts["path"], known) or "" for data in held]
    elif parts["root"] in ("address", "opener", "text", "named"):
        raw = [_words(page, container, parts["root"], known)]
    elif parts["root"] == "count":
        raw = [str(len(elements(page, container, parts)) or "")]
    elif parts["attribute"]:
        found = elements(page, container, parts)
        raw = [tidy(attribute_of(e, parts["attribute"])) for e in found]
    else:
        raw = [page.text(e) for e in elements(page, container, parts)]
    pattern = parts["pattern"]
    fitted = [_picked(page, pattern, value) for value in raw if value] if pattern else raw
    some = [value for value in fitted if value]
    if parts["root"] == "named":
        above = (known.get("above") or "").split("\n")
        return [value for value in some if value.lower() in above]
    return some


def first(
    page: Page, container: Tag | None, sources: Iterable[str], known: Known | None = None
) -> str | None:
    """The first value of the first source that yields one; what cannot be read yields none."""
    for source in sources:
        try:
            found = values(page, container, source, known or {})
        except Exception:  # one odd value must not lose the post
            _log.warning("not read: %s", source, exc_info=True)
            continue
        if found:
            return found[0]
    return None


def every(
    page: Page, container: Tag | None, sources: Iterable[str], known: Known | None = None
) -> list[str]:
    """All different values of all sources."""
    found = (value for source in sources for value in values(page, container, source, known or {}))
    return list(dict.fromkeys(found))
