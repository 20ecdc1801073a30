"""A saved page and its containers; twin of extension/content/{sources,fields}.js."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import soupsieve
from bs4 import BeautifulSoup, Tag

from webcare.platforms.address import UNKNOWN, absolute
from webcare.platforms.linked import items, parsed
from webcare.platforms.patterns import match
from webcare.platforms.text import attribute
from webcare.platforms.text import text as text_of

DIALOG = '[role="dialog"], dialog[open]'
# Templates nest, and their tags may stand in scripts and comments, which are stepped over.
_EDGES = re.compile(
    r"<script\b.*?</script\s*>|<!--.*?-->|(?P<open><template\b)|(?P<close></template\s*>)",
    re.DOTALL | re.IGNORECASE,
)

Platform = Mapping[str, Any]


def without_templates(html: str) -> str:
    """The page without its templates: in Reddit's shadow roots nine tenths of it stand."""
    kept, start, depth = [], 0, 0
    for edge in _EDGES.finditer(html):
        if edge["open"]:
            if depth == 0:
                kept.append(html[start : edge.start()])
            depth += 1
        elif edge["close"] and depth:
            depth -= 1
            start = edge.end()
    return html if depth else "".join([*kept, html[start:]])


def parse(html: str, *, scripts: bool = True) -> BeautifulSoup:
    """A page's tree as the browser has it: lxml and Chromium agree on every fixture.

    There selectors see nothing of templates nor, with scripts on, of noscript.
    """
    soup = BeautifulSoup(without_templates(html), "lxml")
    for unseen in soup(["template", "noscript"] if scripts else ["template"]):
        unseen.extract()
    return soup


class Page:
    """One page read by one platform file; selectors run once over it and are remembered."""

    def __init__(self, platform: Platform, soup: BeautifulSoup, url: str) -> None:
        self.platform, self.soup = platform, soup
        self.post: Mapping[str, Any] = platform["post"]
        self.url = absolute(url, url) or UNKNOWN
        self._selected: dict[str, list[Tag]] = {}
        self._data: dict[str, list[Any]] = {}
        self._grouped: dict[str, dict[int, list[Tag]]] = {}
        self._holders: dict[int, Tag | None] = {}
        given = next((attribute(e, "href") for e in self.select("head base[href]")), "")
        base = absolute(given, url) if given else None
        self.base = str(base) if base else url
        self._items: dict[int, Any] = {}
        self.containers = self._containers()
        self._holding = {id(container) for container in self.containers}

    def select(self, selector: str) -> list[Tag]:
        """All elements that match, in the page's order; none for a selector not understood."""
        if selector not in self._selected:
            try:
                self._selected[selector] = list(self.soup.select(selector))
            except soupsieve.SelectorSyntaxError:
                self._selected[selector] = []
        return self._selected[selector]

    def _containers(self) -> list[Tag]:
        if "items" in self.post:
            told = items(self.soup, self.select(self.post["items"]))
            self._items = {id(element): item for element, item in told}
            return [element for element, _ in told]
        if "climb" in self.post:
            return self._climb(self.post["climb"])
        return self.select(self.post["container"])

    def item(self, container: Tag | None) -> Any:
        """What the page's JSON-LD says of a container."""
        return self._items.get(id(container))

    def _climb(self, anchor: str) -> list[Tag]:
        """From each anchor up to its article, or the last element that holds no second anchor."""
        counts: dict[int, int] = {}
        for element in self.select(anchor):
            for up in element.parents:
                counts[id(up)] = counts.get(id(up), 0) + 1
        tops: dict[int, Tag] = {}
        for element in self.select(anchor):
            at = element
            while at.parent and at.name not in ("article", "html"):
                if counts[id(at.parent)] > 1:
                    break
                at = at.parent
            tops[id(at)] = at
        return list(tops.values())

    def data(self, selector: str) -> list[Any]:
        """What the JSON of scripts holds; a script that is no JSON counts as empty."""
        if selector not in self._data:
            self._data[selector] = [parsed(script) for script in self.select(selector)]
        return self._data[selector]

    def is_container(self, element: Tag) -> bool:
        """Whether a post stands in this very element."""
        return id(element) in self._holding

    def holder(self, element: Tag | None) -> Tag | None:
        """The nearest container an element stands in, itself included."""
        passed = []
        while element is not None and id(element) not in self._holders:
            passed.append(id(element))
            if self.is_container(element):
                break
            element = element.parent
        found = element if element is None else self._holders.get(id(element), element)
        self._holders.update(dict.fromkeys(passed, found))
        return found

    def topmost(self, container: Tag) -> Tag:
        """The outermost container around a container, itself included."""
        top, up = container, self.holder(container)
        while up is not None:
            top, up = up, self.holder(up.parent)
        return top

    @cached_property
    def ids(self) -> dict[str, Tag]:
        """Elements by their id; of equal ids the first, as in a browser."""
        return {attribute(element, "id"): element for element in reversed(self.select("[id]"))}

    @cached_property
    def _ignored(self) -> set[int]:
        return {id(e) for selector in self.post.get("ignore", []) for e in self.select(selector)}

    @cached_property
    def _skipped(self) -> set[int]:
        return self._ignored | {id(e) for s in self.post.get("skip", []) for e in self.select(s)}

    def _is_own(self, container: Tag, element: Tag) -> bool:
        up: Tag | None = element
        while up is not None and up is not container:
            if id(up) in self._ignored:
                return False
            up = up.parent
        return True

    def own(self, container: Tag, selector: str) -> list[Tag]:
        """Elements of this container's own post: of no post within it, of nothing ignored."""
        if selector not in self._grouped:
            groups: dict[int, list[Tag]] = {}
            for element in self.select(selector):
                holder = self.holder(element)
                if holder is not None and holder is not element and self._is_own(holder, element):
                    groups.setdefault(id(holder), []).append(element)
            self._grouped[selector] = groups
        return self._grouped[selector].get(id(container), [])

    def text(self, element: Tag) -> str:
        """What stands in an element, without quotes and other posts."""
        lines = bool(self.post.get("lines"))
        return text_of(element, lines=lines, skips=self._skips, emoji=self.post.get("emoji"))

    def _skips(self, element: Tag) -> bool:
        return id(element) in self._holding or id(element) in self._skipped

    def closest(self, element: Tag, selector: str) -> Tag | None:
        """The nearest element around this one, itself included, that matches."""
        found = {id(e) for e in self.select(selector)}
        around = [element, *element.parents]
        return next((up for up in around if id(up) in found), None)

    def matches(self, element: Tag, selector: str) -> bool:
        """Whether this very element matches."""
        return any(each is element for each in self.select(selector))

    def fits(self, name: str) -> bool:
        """Whether the address is one of those that the file's `thread` names so."""
        patterns = self.platform.get("thread", {}).get(name, [])
        return any(match(pattern, self.url.local) is not None for pattern in patterns)

    def dialog(self, container: Tag) -> Tag | None:
        """The dialog a post stands in."""
        return self.closest(container, DIALOG)

    @cached_property
    def shown(self) -> list[Tag]:
        """Of a page that shows one conversation: the posts of its dialog, if any, else all."""
        if self.fits("copies"):
            behind = [c for c in self.containers if self.dialog(c) is None]
            is_thread = any(self.matches(c, self.post["focused"]) for c in behind)
            return self._before_end(behind) if is_thread else []
        if "addresses" in self.platform.get("thread", {}) and not self.fits("addresses"):
            return []
        dialogs = (self.dialog(container) for container in self.containers)
        dialog = next((found for found in dialogs if found is not None), None)
        if dialog is None:
            return self._before_end(self.containers)
        inside = [c for c in self.containers if any(up is dialog for up in c.parents)]
        return self._before_end(inside)

    def _before_end(self, containers: list[Tag]) -> list[Tag]:
        """Without what follows the conversation's end, such as posts that the site recommends, and
        without what a viewer keeps beside the one that the address names."""
        thread = self.platform.get("thread", {})
        one, end = thread.get("one"), thread.get("end")
        if one:
            here = {"", *self.url.path.split("/")}
            containers = [c for c in containers if attribute(c, one) in here]
        marks = self.select(end) if end else []
        if not marks:
            return containers
        order = {id(element): at for at, element in enumerate(self.soup.find_all(True))}
        return [c for c in containers if order[id(c)] < order[id(marks[0])]]

    def beside(self, container: Tag, *, after: bool) -> Tag | None:
        """The post right before or after one: in the nearest element beside it, if that has one."""
        at: Tag | None = container
        near: Tag | None = None
        while at is not None and near is None:
            near = at.find_next_sibling() if after else at.find_previous_sibling()
            at = at.parent
        if near is None:
            return None
        inside = [c for c in self.containers if c is near or any(up is near for up in c.parents)]
        return inside[0 if after else -1] if inside else None

    def continues(self, container: Tag) -> bool:
        """Whether a post is drawn as the answer to the one right above it."""
        found = self.select(self.post["continues"]) if "continues" in self.post else []
        return any(up is container for element in found for up in element.parents)
