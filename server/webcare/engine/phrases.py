"""Phrases of the rules: compiled into one tree of steps, found in the words of a post.

The twin of extension/common/phrases.js. Pure. A phrase never reaches into the next sentence.
"""

from collections.abc import Sequence
from typing import Any

from webcare.engine.text import fold

GAP = 4  # ".." stands for up to this many words
End = tuple[int, str, bool, bool]  # signal, language, is an `except`, only at a sentence's start


class Word:
    """A word of the post: what the rules know of it, its token range, "a sentence starts".

    `named`: where a name of the brand that begins with this word ends, as indices of words.
    """

    __slots__ = ("end", "known", "named", "start", "starts")

    def __init__(self, known: Any, start: int, end: int, starts: bool) -> None:
        self.known, self.start, self.end, self.starts = known, start, end, starts
        self.named: Sequence[int] = ()


class Node:
    """One step of the phrases: what may come next, and which phrases end here."""

    __slots__ = ("also", "brand", "ends", "gap", "next", "number", "one", "stems")

    def __init__(self) -> None:
        self.next: dict[str, Node] = {}
        self.stems: dict[str, Node] = {}
        self.brand: Node | None = None
        self.one: Node | None = None
        self.number: Node | None = None
        self.gap: Node | None = None
        self.also: list[Node] = []  # where it goes on after a choice
        self.ends: list[End] = []


def grow(signals: list[dict[str, Any]]) -> Node:
    """The tree of all phrases of all signals; the same for every brand."""
    root = Node()
    for index, signal in enumerate(signals):
        for part in ("phrases", "except"):
            for language, phrases in signal.get(part, {}).items():
                for phrase in phrases:
                    first = phrase.startswith("^")
                    last = plant(root, read(phrase[1:] if first else phrase))
                    last.ends.append((index, language, part == "except", first))
    return root


def read(phrase: str) -> list[Any]:
    """A phrase to its steps: a text is a step, a list holds the choices of a bracket."""
    steps: list[Any] = []
    at = 0
    while at < len(phrase):
        if phrase[at] == "(":
            end = closing(phrase, at)
            steps.append([read(choice) for choice in choices(phrase[at + 1 : end])])
            at = end + 1
        else:
            end = phrase.find("(", at)
            end = len(phrase) if end < 0 else end
            steps.extend(step for piece in phrase[at:end].split(" ") for step in steps_of(piece))
            at = end
    return steps


def closing(phrase: str, at: int) -> int:
    """Where the bracket that opens here is closed."""
    depth = 0
    for end in range(at, len(phrase)):
        depth += (phrase[end] == "(") - (phrase[end] == ")")
        if depth == 0:
            return end
    return len(phrase)


def choices(inside: str) -> list[str]:
    """What stands between the bars of a bracket; bars of inner brackets are theirs."""
    out, depth = [""], 0
    for char in inside:
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            out.append("")
        else:
            out[-1] += char
    return out


def steps_of(piece: str) -> list[str]:
    if piece in ("_", "..", "#", "{brand}"):
        return [piece]
    if piece.endswith("*"):
        return [fold(piece).replace(" ", "") + "*"]
    return [word for word in fold(piece).split(" ") if word]


def plant(node: Node, steps: list[Any]) -> Node:
    """Adds the steps from this node on; returns the node they lead to."""
    for step in steps:
        if isinstance(step, list):
            after = Node()
            for choice in step:
                plant(node, choice).also.append(after)
            node = after
        elif step == "{brand}":
            node.brand = node = node.brand or Node()
        elif step == "_":
            node.one = node = node.one or Node()
        elif step == "#":
            node.number = node = node.number or Node()
        elif step == "..":
            node.gap = node = node.gap or Node()
        elif step.endswith("*"):
            node = node.stems.setdefault(step[:-1], Node())
        else:
            node = node.next.setdefault(step, Node())
    return node


def find(root: Node, words: list[Word], language: str) -> dict[int, list[Any]]:
    """Signal -> word ranges of its phrases, without those an `except` phrase overlaps."""
    found: dict[int, list[tuple[int, int]]] = {}
    barred: dict[int, list[tuple[int, int]]] = {}
    for begin, word in enumerate(words):
        if not word.known.steps and not word.named:
            continue
        ends: list[tuple[End, int]] = []
        for node in word.known.steps:
            walk(node, words, begin + 1, ends)
        if root.brand:
            for end in word.named:
                walk(root.brand, words, end, ends)
        for (signal, spoken, is_except, at_start), end in ends:
            if (language and spoken != language) or (at_start and not word.starts):
                continue
            (barred if is_except else found).setdefault(signal, []).append((begin, end))
    for signal, ranges in barred.items():
        if signal in found:
            found[signal] = [
                (a, b) for a, b in found[signal] if not any(a < d and c < b for c, d in ranges)
            ]
    return {signal: sorted(set(ranges)) for signal, ranges in found.items() if ranges}


def steps_from(node: Node, word: str) -> list[Node]:
    """Where this word leads from here."""
    then = node.next.get(word)
    out = [then] if then else []
    if node.stems:
        out += [stem_node for stem, stem_node in node.stems.items() if word.startswith(stem)]
    if node.one:
        out.append(node.one)
    if node.number and "0" <= word[0] <= "9":
        out.append(node.number)
    return out


def walk(node: Node, words: list[Word], at: int, ends: list[tuple[End, int]]) -> None:
    """Adds every phrase that ends at or after `at`; none reaches into the next sentence."""
    if node.ends:
        ends.extend([(end, at) for end in node.ends])
    if node.also:
        for after in node.also:
            walk(after, words, at, ends)
    if at >= len(words) or words[at].starts:
        return
    if node.next or node.stems or node.one or node.number or node.brand:
        step(node, words, at, ends)
    if node.gap:
        for skip in range(at, min(at + GAP + 1, len(words))):
            if words[skip].starts:
                break
            step(node.gap, words, skip, ends)


def step(node: Node, words: list[Word], at: int, ends: list[tuple[End, int]]) -> None:
    """Goes on with the word that stands here."""
    word = words[at].known.text
    then = node.next.get(word)
    if then:
        walk(then, words, at + 1, ends)
    if node.stems:
        for stem, after in node.stems.items():
            if word.startswith(stem):
                walk(after, words, at + 1, ends)
    if node.brand:
        for end in words[at].named:
            walk(node.brand, words, end, ends)
    if node.one:
        walk(node.one, words, at + 1, ends)
    if node.number and "0" <= word[0] <= "9":
        walk(node.number, words, at + 1, ends)
