"""The text of an element as a reader of the page sees it; twin of extension/content/dom.js."""

import re
from collections.abc import Callable, Mapping

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

_SILENT = {"script", "style", "noscript", "template", "svg", "textarea", "select"}
_WHOLE = {*_SILENT, "br", "img"}
_BLOCKS = {"address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt"}
_BLOCKS |= {
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
}
_BLOCKS |= {"header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul"}
_SPACES = re.compile("[ \t\r\f\v\u00a0\u200e\u200f\ufeff]+")
_DRAWN = re.compile("emoji|smil", re.IGNORECASE)
_KEPT = re.compile("/(emoji(s|one)?|emoticons?|smil(ey|ie|e)s?)/", re.IGNORECASE)
"""Where sites keep such pictures: phpBB, Invision and others give them no class."""
_NAMED = re.compile("[a-z]|[0-9]{2}|^[0-9]$", re.IGNORECASE | re.ASCII)
"""In the words of a picture that is not an emoji: letters, or a number it was given."""
_CALLED = re.compile(":([^:]+):(t[2-6]:)?")
"""How Discourse and inSided name their emoji, with or without a colour of skin."""
_CODES = re.compile(
    r"/((?:-?(?:1f[0-9a-f]{3}|[23][0-9a-f]{3}|fe0f|[23][0-9a-f])\b)+)\.(?:png|svg|gif|webp)(?:\?|$)",
    re.IGNORECASE | re.ASCII,
)
"""The picture of an emoji that is called by its code points."""
_TYPED = re.compile("(?=_|.*[:;=)])(?!.*([a-z]{2}|[0-9]{2}))[!-~]{2,8}", re.IGNORECASE | re.ASCII)
"""What people type for a smiley: ":p", "8)7", "_O_"; no two letters or digits beside each other."""

Skips = Callable[[Tag], bool]


def attribute(element: Tag, name: str) -> str:
    """An attribute as the page's source has it; bs4 splits `class` and its like into lists."""
    value = element.get(name.lower())
    return " ".join(value) if isinstance(value, list) else value or ""


def tidy(text: str) -> str:
    """One space for runs of spaces, no empty lines, nothing at the ends."""
    lines = (_SPACES.sub(" ", line).strip(" ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def text(
    element: Tag,
    *,
    lines: bool = False,
    skips: Skips | None = None,
    emoji: Mapping[str, str] | None = None,
) -> str:
    """Blocks on lines of their own, emoji pictures as text.

    lines: only line ends in the source are meant (white-space: pre-wrap); skips: elements left out;
    emoji: what pictures named `:name:` stand for.
    """
    out: list[str] = []
    entered = [(element.children, "")]  # no recursion: it ends where a saved page may go on
    while entered:
        children, edge = entered[-1]
        child = next(children, None)
        if child is None:
            out.append(edge)
            entered.pop()
        elif isinstance(child, Tag) and _is_read(child, skips):
            edge = _edge(child.name, lines)
            out.append(edge)
            entered.append((child.children, edge))
        else:
            out.append(_leaf(child, lines, skips, emoji or {}))
    return tidy("".join(out))


def _alt(image: Tag, emoji: Mapping[str, str]) -> str:
    """An emoji or smiley drawn as a picture; empty for any other picture."""
    words = attribute(image, "alt").strip()
    source = attribute(image, "src")
    called = _CALLED.fullmatch(words)
    if called and called[1] in emoji:
        return emoji[called[1]]
    codes = _CODES.search(source) if called and _KEPT.search(source) else None
    if codes:
        return "".join(chr(int(code, 16)) for code in codes[1].split("-") if code)
    drawn = (
        _DRAWN.search(attribute(image, "class")) or _KEPT.search(source) or _TYPED.fullmatch(words)
    )
    return words if len(words) <= 32 and (drawn or not _NAMED.search(words)) else ""


def _is_read(element: Tag, skips: Skips | None) -> bool:
    """Whether what stands in an element is part of the text."""
    return element.name not in _WHOLE and not (skips and skips(element))


def _leaf(node: PageElement, lines: bool, skips: Skips | None, emoji: Mapping[str, str]) -> str:
    """What a text, or an element that is not entered, adds."""
    if isinstance(node, Tag):
        if node.name == "br":
            return "\n"
        if node.name == "img":
            return _alt(node, emoji)
        return _edge(node.name, lines) if skips and skips(node) else ""
    if not isinstance(node, NavigableString) or isinstance(node, PreformattedString):
        return ""
    return str(node) if lines else node.replace("\n", " ")


def _edge(name: str, lines: bool) -> str:
    """What parts an element from its neighbours; where source line ends are meant, nothing."""
    if name in ("td", "th"):
        return " "
    return "\n" if name in _BLOCKS and not lines else ""
