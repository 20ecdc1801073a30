"""Phrases of the rules as a tree of steps for each language, and the steps that a word fits.

The twin of extension/common/tree.js. Pure.
"""

import re
from sys import intern
from typing import Any

from webcare.engine.text import fold

BRAND = "{brand}"
OPEN = ("_", "..", BRAND)
STEM = 2  # letters by which stems are found
Fit = tuple[str, ...]  # the steps that a word fits
End = tuple[int, bool, bool]  # signal, is an `except`, only at a sentence's start
_HEAD = re.compile("[a-z0-9]+(?= |$)")
_CHOICE = re.compile(r"\(([^()]*)\)(.*)")
_BORDER = re.compile("[()| ]+")
_PARTS = re.compile("[()|]|[^()| ]+")


LAST: dict[str, "Node"] = {}  # of all nodes that nothing follows


class Node:
    """One step of the phrases: what may come next, where it goes on after a choice, what ends.

    `open`: where OPEN leads, if it does. `more`: that, or `also`, or `ends`.
    """

    __slots__ = ("also", "ends", "more", "next", "open")

    def __init__(self) -> None:
        self.next: dict[str, Node] = LAST
        self.also: tuple[Node, ...] = ()
        self.ends: tuple[End, ...] = ()
        self.open: Open = ()
        self.more = False


Nodes = tuple[Node, ...]
Open = tuple[Node | None, ...]  # where OPEN leads


class Tree:
    """All phrases of all signals."""

    def __init__(self) -> None:
        self.tops = {"nl": Node(), "en": Node()}
        self.keys: set[str] = set()  # every step that some phrase has
        self.waiting: dict[str, list[tuple[str, str, End]]] = {}  # phrases, by their first word
        self.stems: dict[str, tuple[str, ...]] = {}  # those that end in *, by their first letters


def grow(signals: list[dict[str, Any]]) -> Tree:
    """The tree of all phrases of all signals; the same for every brand.

    A phrase that begins with a plain word waits until a post has that word: who opens a page must
    not wait for two thousand phrases of which its posts use some tens.
    """
    tree, words = Tree(), set[str]()
    for index, signal in enumerate(signals):
        for part in ("phrases", "except"):
            for language, phrases in signal.get(part, {}).items():
                for phrase in phrases:
                    end = (index, part == "except", phrase.startswith("^"))
                    whole = phrase.removeprefix("^")
                    learn(tree, words, whole)
                    sow(tree, language, whole, end)
    for step in tree.keys:
        if step.endswith("*"):
            begin = step[:-1][:STEM]
            tree.stems[begin] = (*tree.stems.get(begin, ()), step[:-1])
    return tree


def learn(tree: Tree, words: set[str], phrase: str) -> None:
    """The steps of a phrase, each word looked at once."""
    for word in _BORDER.split(phrase):
        if word not in words:
            words.add(word)
            tree.keys.update(_steps(word))


def sow(tree: Tree, language: str, phrase: str, end: End) -> None:
    choice = _CHOICE.match(phrase)
    if choice:
        for one in choice[1].split("|"):
            sow(tree, language, one + choice[2], end)
        return
    head = _HEAD.match(phrase)
    if head:
        tree.waiting.setdefault(head[0], []).append((language, phrase, end))
    else:
        finish(tree, language, phrase, end)


def finish(tree: Tree, language: str, phrase: str, end: End) -> None:
    for last in plant(tree, tree.tops[language], read(phrase)):
        last.ends += (end,)
        last.more = True


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
    """Interned, as are those of `fit`: a step is then found without comparing its letters."""
    if (part.islower() and part.isalpha() and part.isascii()) or part == "#" or part in OPEN:
        return [intern(part)]
    if part.endswith("*"):
        return [intern(fold(part).replace(" ", "") + "*")]
    return [intern(word) for word in fold(part).split(" ") if word]


def plant(tree: Tree, node: Node, steps: list[Any]) -> list[Node]:
    """Adds steps from this node on; returns the nodes they lead to."""
    lasts = [node]
    for at, step in enumerate(steps, 1):
        node = lasts[0] if len(lasts) == 1 else meet(lasts)
        if isinstance(step, list):
            lasts = [last for choice in step if choice for last in plant(tree, node, choice)]
            if [] in step:  # it may be left out: from here on twice, so that no word looks after it
                rest = steps[at:]
                return plant(tree, node, rest) + plant(tree, meet(lasts), rest)
        else:
            if step not in node.next:
                node.next = {} if node.next is LAST else node.next
                node.next[step] = Node()
                tree.keys.add(step)
            if step in OPEN:
                node.open = tuple(map(node.next.get, OPEN))
                node.more = True
            lasts = [node.next[step]]
    return lasts


def meet(lasts: list[Node]) -> Node:
    """Where all choices of a bracket go on."""
    after = Node()
    for last in lasts:
        last.also += (after,)
        last.more = True
    return after


def fit(tree: Tree, word: str) -> Fit:
    """The steps that a word fits; phrases that waited for it are planted."""
    for language, phrase, end in tree.waiting.pop(word, ()):
        finish(tree, language, phrase, end)
    steps = [intern(word)] if word in tree.keys else []
    stems = tree.stems.get(word[:STEM])
    if stems and word.startswith(stems):
        steps += [intern(stem + "*") for stem in stems if word.startswith(stem)]
    if "0" <= word[:1] <= "9":
        steps.append("#")
    return tuple(steps)


def starts(tree: Tree, language: str, steps: Fit) -> Nodes:
    """The nodes to which a word leads from the top."""
    top = tree.tops[language].next
    return tuple([top[step] for step in steps if step in top])
