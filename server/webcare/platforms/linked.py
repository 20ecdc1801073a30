"""Comments that a page tells of in JSON-LD only; twin of extension/content/linked.js."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from webcare.platforms.text import text, tidy

_KINDS = ("Comment", "UserComments", "Answer")
_SIGNED = ("author", "creator", "datePublished", "dateCreated")
_WORDS = ("text", "commentText")
_TAG = re.compile(
    r"</?(p|br|div|span|a|b|i|u|s|em|strong|ul|ol|li|blockquote|code|pre|img|h[1-6])\b[^<>]*>",
    re.IGNORECASE | re.ASCII,
)
_ESCAPED = re.compile("&(#[0-9]+|#x[0-9a-f]+|[a-z]+[0-9]*);", re.IGNORECASE | re.ASCII)
_SHOWN = 40  # so many signs of a text tell where it is drawn


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


_JSON = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_refuse)


def parsed(script: Tag) -> Any:
    """What a script's JSON holds; None when it is no JSON, or nested too deep to be read.

    Numbers are given as they are written: those of ids may be longer than a browser can count.
    """
    try:
        return _JSON.decode(script.get_text())
    except (ValueError, RecursionError):
        return None


def _is_said(item: dict[str, Any]) -> bool:
    """Whether somebody wrote it; a site's own answer to a frequent question names no one."""
    told = item.get("@type")
    kinds = [kind for kind in (told if isinstance(told, list) else [told]) if kind in _KINDS]
    signed = any(item.get(name) not in (None, "") for name in _SIGNED)
    return any(kind != "Answer" or signed for kind in kinds)


def _plain(words: str) -> str:
    """Words as a reader sees them: many sites tell them with their tags."""
    is_marked = _TAG.search(words)
    if not is_marked and not _ESCAPED.search(words):
        return words
    html = words if is_marked else words.replace("<", "&lt;")
    body = BeautifulSoup(f"<!DOCTYPE html><body>{html}", "lxml").body
    return text(body, lines=not is_marked) if body else words


def _with_plain_words(item: dict[str, Any]) -> dict[str, Any]:
    words = {name: item[name] for name in _WORDS if isinstance(item.get(name), str)}
    return item | {name: _plain(said) for name, said in words.items()}


def _told(value: Any) -> Iterator[dict[str, Any]]:
    """All objects of these kinds in a value, outer ones first."""
    waiting = [value]
    while waiting:
        at = waiting.pop()
        if isinstance(at, dict) and _is_said(at):
            yield _with_plain_words(at)
        inner = list(at.values()) if isinstance(at, dict) else at
        if isinstance(inner, list):
            waiting += reversed(inner)


def _beginning(words: str) -> str:
    return tidy(words.replace("\n", " "))[:_SHOWN]


def _drawn(soup: BeautifulSoup) -> dict[str, Tag]:
    """Where texts begin: the first element for each beginning."""
    found: dict[str, Tag] = {}
    for string in (soup.body or soup).find_all(string=True):
        parent = string.parent
        if parent is None or parent.name in ("script", "style"):
            continue
        if isinstance(string, NavigableString) and not isinstance(string, PreformattedString):
            found.setdefault(_beginning(str(string)), parent)
    return found


def _named(item: dict[str, Any], soup: BeautifulSoup) -> Tag | None:
    """The element named in a comment's address."""
    for address in (item.get("url"), item.get("@id")):
        name = address.split("#")[1] if isinstance(address, str) and "#" in address else ""
        named = soup.find(id=name) if name else None
        if isinstance(named, Tag):
            return named
    return None


def _around(told: list[dict[str, Any]], soup: BeautifulSoup) -> list[Tag | None]:
    """The elements around the words of comments."""
    places = _drawn(soup) if told else {}
    texts = [item.get("text") for item in told]
    said = [text if isinstance(text, str) and text.strip() else None for text in texts]
    return [places.get(_beginning(text)) if text else None for text in said]


def _box(words: Tag) -> Tag:
    """The list item, article or named element around a comment's words."""
    up = (e for e in (words, *words.parents) if e.name in ("li", "article") or e.has_attr("id"))
    return next(up, words)


def _boxes(worded: list[Tag | None]) -> list[Tag | None]:
    """The boxes of comments' words; where several share one, the largest with one's words only."""
    distinct = {id(words): words for words in worded if words is not None}.values()
    shares = Counter(id(_box(words)) for words in distinct)
    held = Counter(id(up) for words in distinct for up in (words, *words.parents))

    def box(words: Tag) -> Tag:
        if shares[id(_box(words))] == 1:
            return _box(words)
        return [up for up in (words, *words.parents) if held[id(up)] == 1][-1]

    return [box(words) if words is not None else None for words in worded]


def items(soup: BeautifulSoup, scripts: list[Tag]) -> list[tuple[Tag, dict[str, Any]]]:
    """The comments told of in JSON-LD with the elements they are drawn in, in the page's order."""
    told = [item for script in scripts for item in _told(parsed(script))]
    found: dict[int, tuple[Tag, dict[str, Any]]] = {}
    for item, box in zip(told, _boxes(_around(told, soup)), strict=True):
        element = _named(item, soup) or box
        if element is not None:
            found.setdefault(id(element), (element, item))
    order = {id(element): at for at, element in enumerate(soup.find_all(True))}
    return sorted(found.values(), key=lambda pair: order[id(pair[0])])
