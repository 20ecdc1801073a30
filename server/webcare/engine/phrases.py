"""Phrases of the rules: one tree of steps, walked along the words of a post.

The twin of extension/common/phrases.js. Pure. A phrase never reaches into the next sentence.
A `State` stands for all places in the tree that the same words lead to; it tells at a glance
whether the next word matters, and is made when a post first comes there.
"""

import re
from typing import Any

from webcare.engine.text import fold

GAP = 4  # ".." stands for up to this many words
BRAND = "{brand}"
NAMED = (BRAND,)
STATES = 1_500  # remembered per rulebook; a hostile text cannot make this grow
STEM = 3  # letters by which stems are found
Fit = tuple[str, ...]  # the steps that a word fits
DIGITS = tuple("0123456789")
STOP = (".",)  # stands between sentences: a word that fits no step
End = tuple[int, str, bool, bool]  # signal, language, is an `except`, only at a sentence's start
Range = tuple[int, int]  # words [from, to)
Hit = tuple[End, Range]
Named = dict[int, list[int]]
_HEAD = re.compile("[a-z0-9]+(?= |$)")
_PARTS = re.compile("[()|]|[^()| ]+")


class Node:
    """One step of the phrases: what may come next, where it goes on after a choice, what ends."""

    __slots__ = ("also", "ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, Node] = {}
        self.also: tuple[Node, ...] = ()
        self.ends: tuple[End, ...] = ()


class State:
    """The nodes that some words lead to, each with how many more words it may skip.

    `wants`: steps that lead on from here. `fades`: where a word that fits none of them leads.
    """

    __slots__ = ("ends", "fades", "moves", "nodes", "wants")

    def __init__(self, nodes: dict[Node, int]) -> None:
        self.nodes = tuple(nodes.items())
        self.ends = [end for node in nodes for end in node.ends] or ()
        self.wants = wanted([node.next for node in nodes])
        self.moves: dict[Fit, State] | None = None
        self.fades = step_on(self, ()) if "_" in self.wants or any(nodes.values()) else None


class Tree:
    """All phrases of all signals, and the states that were made."""

    def __init__(self) -> None:
        self.top = Node()
        self.root: State
        self.made = 0
        self.keys: set[str] = set()  # every step that some phrase has
        self.waiting: dict[str, list[tuple[str, End]]] = {}  # phrases, by their first word
        self.stems: dict[str, list[str]] = {}  # those that end in *, by their first letters


def grow(signals: list[dict[str, Any]]) -> Tree:
    """The tree of all phrases of all signals; the same for every brand.

    A phrase that begins with a plain word waits until a post has that word: who opens a page must
    not wait for two thousand phrases of which its posts use some tens.
    """
    tree = Tree()
    for index, signal in enumerate(signals):
        for part in ("phrases", "except"):
            for language, phrases in signal.get(part, {}).items():
                for phrase in phrases:
                    end = (index, language, part == "except", phrase.startswith("^"))
                    sow(tree, phrase.removeprefix("^"), end)
    for step in tree.keys:
        if step.endswith("*"):
            tree.stems.setdefault(step[:-1][:STEM], []).append(step[:-1])
    tree.root = State({tree.top: 0})
    return tree


def sow(tree: Tree, phrase: str, end: End) -> None:
    head = _HEAD.match(phrase)
    if head:
        tree.waiting.setdefault(head[0], []).append((phrase, end))
        for part in _PARTS.findall(phrase):
            tree.keys.update(_steps(part) if part not in "()|" else ())
    else:
        plant(tree, tree.top, read(phrase)).ends += (end,)


def read(phrase: str) -> list[Any]:
    """A phrase to its steps: a text is a step, a list holds the choices of a bracket."""
    return _choices(iter(_PARTS.findall(phrase)))[0]


def _choices(parts: Any) -> list[list[Any]]:
    """What stands between the bars, up to the bracket that closes here."""
    out: list[list[Any]] = [[]]
    for part in parts:
        if part == ")":
            break
        if part == "(":
            out[-1].append(_choices(parts))
        elif part == "|":
            out.append([])
        else:
            out[-1] += _steps(part)
    return out


def _steps(part: str) -> list[str]:
    if part.islower() and part.isalpha() and part.isascii():
        return [part]
    if part in ("_", "..", "#", BRAND):
        return [part]
    if part.endswith("*"):
        return [fold(part).replace(" ", "") + "*"]
    return [word for word in fold(part).split(" ") if word]


def plant(tree: Tree, node: Node, steps: list[Any]) -> Node:
    """Adds steps from this node on; returns the node they lead to."""
    for step in steps:
        if isinstance(step, list):
            after = Node()
            for choice in step:
                plant(tree, node, choice).also += (after,)
            node = after
        else:
            then = node.next.get(step)
            if then is None:
                then = node.next[step] = Node()
                tree.keys.add(step)
            node = then
    return node


def fit(tree: Tree, word: str) -> Fit:
    """All that the tree knows of a word; phrases that waited for it are planted."""
    for phrase, end in tree.waiting.pop(word, ()):
        plant(tree, tree.top, read(phrase)).ends += (end,)
    steps = [word] if word in tree.keys else []
    for begin in (word[:STEM], word[: STEM - 1]):
        for stem in tree.stems.get(begin, ()):
            if word.startswith(stem) and (len(begin) == STEM or stem == begin):
                steps.append(stem + "*")
    return (*steps, "#") if word[:1] in DIGITS else tuple(steps)


def wanted(nexts: list[dict[str, Node]]) -> Any:
    """The steps of all of these."""
    return nexts[0].keys() if len(nexts) == 1 else frozenset().union(*nexts)


def move(tree: Tree, state: State, fits: Fit) -> State | None:
    """Where a word leads from here."""
    if state.wants.isdisjoint(fits):
        return state.fades
    then = state.moves.get(fits) if state.moves else None
    if not then:
        then = step_on(state, fits)
        if tree.made < STATES and then:
            tree.made += 1
            state.moves = state.moves or {}
            state.moves[fits] = then
    return then


def step_on(state: State, fits: Fit) -> State | None:
    nodes: dict[Node, int] = {}
    steps = fits if fits == NAMED else (*fits, "_")
    for node, skips in state.nodes:
        for step in steps:
            if step in node.next:
                reach(nodes, node.next[step], 0)
        if skips and fits != NAMED:
            reach(nodes, node, skips - 1)
    return State(nodes) if nodes else None


def reach(nodes: dict[Node, int], node: Node, skips: int) -> None:
    """Adds a node, and those that are reached from it without a word."""
    if nodes.get(node, -1) >= skips:
        return
    nodes[node] = skips
    for after in node.also:
        reach(nodes, after, 0)
    if ".." in node.next:
        reach(nodes, node.next[".."], GAP)


def forget(tree: Tree) -> None:
    """Begins to remember anew."""
    tree.root.moves = None
    tree.made = 0


def find(
    tree: Tree, firsts: list[State | None], fits: list[Fit], named: Named, language: str
) -> dict[int, list[Range]]:
    """Signal -> word ranges of its phrases, without those an `except` phrase overlaps.

    Of each word of the post: where it leads from the root, and what it fits; with STOP at both
    ends and between sentences. `named`: where a name of the brand begins -> where it ends.
    """
    hits: list[Hit] = []
    for begin, first in enumerate(firsts):
        if first and (
            first.ends
            or first.fades
            or begin + 1 in named
            or not first.wants.isdisjoint(fits[begin + 1])
        ):
            follow(tree, fits, named, first, begin, begin + 1, hits)
    for begin, ends in named.items():
        for end in ends:
            follow(tree, fits, named, move(tree, tree.root, NAMED), begin, end, hits)
    found: dict[int, list[Range]] = {}
    barred: dict[int, list[Range]] = {}
    for (signal, spoken, is_except, at_start), spot in hits:
        if (language and spoken != language) or (at_start and fits[spot[0] - 1] is not STOP):
            continue
        (barred if is_except else found).setdefault(signal, []).append(spot)
    for signal in found.keys() & barred.keys():
        bars = barred[signal]
        found[signal] = [
            (a, b) for a, b in found[signal] if not any(a < d and c < b for c, d in bars)
        ]
    return {
        signal: sorted(set(ranges)) if len(ranges) > 1 else ranges
        for signal, ranges in found.items()
        if ranges
    }


def follow(
    tree: Tree,
    fits: list[Fit],
    named: Named,
    state: State | None,
    begin: int,
    at: int,
    hits: list[Hit],
) -> None:
    """Adds every phrase that ends at or after `at`, with its words."""
    while state:
        for end in state.ends:
            hits.append((end, (begin, at)))
        if fits[at] is STOP:
            return
        if at in named:
            for after in named[at]:
                follow(tree, fits, named, move(tree, state, NAMED), begin, after, hits)
        state = state.fades if state.wants.isdisjoint(fits[at]) else move(tree, state, fits[at])
        at += 1
