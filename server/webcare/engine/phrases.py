"""Phrases of the rules: compiled into one tree of steps, found in the words of a post.

The twin of extension/common/phrases.js. Pure. A phrase never reaches into the next sentence.
"""

from collections.abc import Iterator
from typing import Any

from webcare.engine.facts import Word
from webcare.engine.text import fold

GAP = 4  # ".." stands for up to this many words
CACHED = 20_000  # words remembered per rulebook
End = tuple[int, str, bool, bool]  # signal, language, is an `except`, only at a sentence's start


class Node:
    """One step of the phrases: what may come next, and which phrases end here."""

    __slots__ = ("ends", "gap", "next", "number", "one", "stems")

    def __init__(self) -> None:
        self.next: dict[str, Node] = {}
        self.stems: dict[str, Node] = {}
        self.one: Node | None = None
        self.number: Node | None = None
        self.gap: Node | None = None
        self.ends: list[End] = []


def grow(signals: list[dict[str, Any]], names: list[list[str]]) -> dict[str, Any]:
    """The tree of all phrases of all signals; `names` stand for {brand}."""
    root = Node()
    for index, signal in enumerate(signals):
        for part in ("phrases", "except"):
            for language, phrases in signal.get(part, {}).items():
                for phrase in phrases:
                    first = phrase.startswith("^")
                    for steps in expand(phrase[1:] if first else phrase, names):
                        plant(root, steps, (index, language, part == "except", first))
    return {"root": root, "known": {}}


def expand(phrase: str, names: list[list[str]]) -> list[list[str]]:
    """A phrase to plain sequences of steps: `(a|b)` and `{brand}` are multiplied out."""
    out: list[list[str]] = [[]]
    rest = phrase
    while rest:
        if rest[0] == "(":
            inside, _, rest = rest[1:].partition(")")
            choices = [steps_of(choice) for choice in inside.split("|")]
        elif rest.startswith("{brand}"):
            choices, rest = [["@"], *names], rest[7:]
        else:
            cut = min(at for at in (rest.find("("), rest.find("{brand}"), len(rest)) if at >= 0)
            choices, rest = [steps_of(rest[:cut])], rest[cut:]
        out = [steps + choice for steps in out for choice in choices]
    return out


def steps_of(text: str) -> list[str]:
    out: list[str] = []
    for piece in text.split(" "):
        if piece in ("_", "..", "#"):
            out.append(piece)
        elif piece.endswith("*"):
            out.append(fold(piece).replace(" ", "") + "*")
        else:
            out.extend(word for word in fold(piece).split(" ") if word)
    return out


def plant(node: Node, steps: list[str], end: End) -> None:
    for step in steps:
        if step == "_":
            node.one = node = node.one or Node()
        elif step == "#":
            node.number = node = node.number or Node()
        elif step == "..":
            node.gap = node = node.gap or Node()
        elif step.endswith("*"):
            node = node.stems.setdefault(step[:-1], Node())
        else:
            node = node.next.setdefault(step, Node())
    node.ends.append(end)


def find(tree: dict[str, Any], words: list[Word], language: str) -> dict[int, list[Any]]:
    """Signal -> word ranges of its phrases, without those an `except` phrase overlaps."""
    found: dict[int, list[tuple[int, int]]] = {}
    barred: dict[int, list[tuple[int, int]]] = {}
    for begin, word in enumerate(words):
        for node in first_steps(tree, word.text):
            for (signal, spoken, is_except, at_start), end in walk(node, words, begin + 1):
                if (language and spoken != language) or (at_start and not word.starts):
                    continue
                (barred if is_except else found).setdefault(signal, []).append((begin, end))
    for signal, ranges in barred.items():
        if signal in found:
            found[signal] = [
                (a, b) for a, b in found[signal] if not any(a < d and c < b for c, d in ranges)
            ]
    return {signal: sorted(set(ranges)) for signal, ranges in found.items() if ranges}


def first_steps(tree: dict[str, Any], word: str) -> list[Node]:
    """The nodes a first word leads to; remembered, as people use the same words."""
    known = tree["known"]
    nodes: list[Node] | None = known.get(word)
    if nodes is None:
        if len(known) >= CACHED:
            known.clear()
        nodes = known[word] = list(steps_from(tree["root"], word))
    return nodes


def steps_from(node: Node, word: str) -> Iterator[Node]:
    if word in node.next:
        yield node.next[word]
    for stem, then in node.stems.items():
        if word.startswith(stem):
            yield then
    if node.one:
        yield node.one
    if node.number and "0" <= word[0] <= "9":
        yield node.number


def walk(node: Node, words: list[Word], at: int) -> Iterator[tuple[Any, int]]:
    """Every phrase that ends at or after `at`; none reaches into the next sentence."""
    for end in node.ends:
        yield end, at
    if node.gap:
        for skip in range(GAP + 1):
            yield from walk(node.gap, words, at + skip)
            if at + skip >= len(words) or words[at + skip].starts:
                break
    if at < len(words) and not words[at].starts:
        for then in steps_from(node, words[at].text):
            yield from walk(then, words, at + 1)
