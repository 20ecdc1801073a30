"""Comments that a page tells of in JSON-LD only; twin of extension/content/linked.js."""

import json
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from webcare.platforms.text import tidy

_KINDS = {"Comment", "UserComments", "Answer"}
_OWN_WORDS = "FAQPage"  # what a site asks and answers itself is nobody's post
_SHOWN = 40  # so many signs of a text tell where it is drawn


def parsed(script: Tag) -> Any:
    """What a script's JSON holds; None when it is no JSON."""
    try:
        return json.loads(script.get_text())
    except ValueError:
        return None


def _kinds(value: dict[str, Any]) -> list[Any]:
    kinds = value.get("@type")
    return kinds if isinstance(kinds, list) else [kinds]


def _is_own(value: Any) -> bool:
    """Whether a script's graph says anywhere that its questions are the site's own."""
    if isinstance(value, list):
        return any(_is_own(each) for each in value)
    if not isinstance(value, dict):
        return False
    return _OWN_WORDS in _kinds(value) or any(_is_own(inner) for inner in value.values())


def _comments(value: Any) -> list[dict[str, Any]]:
    """A script's comments; beside a FAQPage, whose answers may stand apart, without answers."""
    told = list(_told(value))
    if not any("Answer" in _kinds(item) for item in told) or not _is_own(value):
        return told
    return [item for item in told if "Answer" not in _kinds(item)]


def _told(value: Any) -> Iterator[dict[str, Any]]:
    """All objects of these kinds in a value, outer ones first."""
    if isinstance(value, list):
        for each in value:
            yield from _told(each)
    elif isinstance(value, dict):
        kinds = _kinds(value)
        if _OWN_WORDS in kinds:
            return
        if any(kind in _KINDS for kind in kinds):
            yield value
        for inner in value.values():
            yield from _told(inner)


def _beginning(words: str) -> str:
    return tidy(words.replace("\n", " "))[:_SHOWN]


def _drawn(soup: BeautifulSoup) -> dict[str, Tag]:
    """Where texts begin: the first element for each beginning."""
    found: dict[str, Tag] = {}
    for text in (soup.body or soup).find_all(string=True):
        parent = text.parent
        if parent is None or parent.name in ("script", "style"):
            continue
        if isinstance(text, NavigableString) and not isinstance(text, PreformattedString):
            found.setdefault(_beginning(str(text)), parent)
    return found


def _element(item: dict[str, Any], soup: BeautifulSoup, places: dict[str, Tag]) -> Tag | None:
    """The element named in a comment's address, else the one around its words."""
    for address in (item.get("url"), item.get("@id")):
        name = address.split("#")[1] if isinstance(address, str) and "#" in address else ""
        named = soup.find(id=name) if name else None
        if isinstance(named, Tag):
            return named
    text = item.get("text")
    around = places.get(_beginning(text)) if isinstance(text, str) and text.strip() else None
    if around is None:
        return None
    up = (e for e in [around, *around.parents] if e.name in ("li", "article") or e.has_attr("id"))
    return next(up, around)


def items(soup: BeautifulSoup, scripts: list[Tag]) -> list[tuple[Tag, dict[str, Any]]]:
    """The comments told of in JSON-LD with the elements they are drawn in, in the page's order."""
    told = [item for script in scripts for item in _comments(parsed(script))]
    places = _drawn(soup) if told else {}
    found: dict[int, tuple[Tag, dict[str, Any]]] = {}
    for item in told:
        element = _element(item, soup, places)
        if element is not None:
            found.setdefault(id(element), (element, item))
    order = {id(element): at for at, element in enumerate(soup.find_all(True))}
    return sorted(found.values(), key=lambda pair: order[id(pair[0])])
