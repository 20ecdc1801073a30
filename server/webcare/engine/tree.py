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
_HEAD = re.compile("([a-z0-9]+)(?: |$)(.*)", re.DOTALL)
_CHOICE = re.compile(r"\(([^()]*)\)(.*)", re.DOTALL)
_BORDER = re.compile("[()| ]+")
_PARTS = re.compile("[()|]|[^()| ]+")


LAST: "dict[str, Node]" = {}  # nothing comes next


class Node:
    """Some steps into phrases: what may come `next`, and the phrases that end here.

    `open`: where OPEN leads, if it does. `more`: that, or `ends`. Once made it stays as it is: all
    phrases that go on alike share what follows.
    """

    __slots__ = ("ends", "more", "next", "open")

    def __init__(self) -> None:
        self.next = LAST
        self.ends: tuple[End, ...] = ()
        self.open: Open = ()
        self.more = False

    def become(self, after: "dict[str, Node]", ends: tuple[End, ...]) -> "Node":
        self.next = after
        self.ends = ends
        self.open = tuple(map(after.get, OPEN)) if not after.keys().isdisjoint(OPEN) else ()
        self.more = bool(self.open or ends)
        return self


Nodes = tuple[Node, ...]
Open = tuple[Node | None, ...]  # where OPEN leads


class Tail:
    """What phrases share that begin with a choice. `node`: where it leads, once it was read."""

    __slots__ = ("end", "node", "text")

    def __init__(self, text: str, end: End) -> None:
        self.text, self.end = text, end
        self.node: Node | None = None


class Tree:
    """All phrases of all signals."""

    def __init__(self) -> None:
        self.tops: dict[str, dict[str, Node]] = {"nl": {}, "en": {}}
        self.keys: set[str] = set()  # every step that some phrase has
        self.waiting: dict[str, list[tuple[str, str, Tail]]] = {}  # by the first step
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
    for step in [one for one in tree.waiting if one in OPEN or one[-1] in "*#"]:
        plant(tree, step)
    return tree


def learn(tree: Tree, words: set[str], phrase: str) -> None:
    """The steps of a phrase, each word looked at once."""
    for word in _BORDER.split(phrase):
        if word not in words:
            words.add(word)
            tree.keys.update(_steps(word))


def sow(tree: Tree, language: str, phrase: str, end: End) -> None:
    """Lets a phrase wait under each step that it may begin with."""
    choice = _CHOICE.match(phrase)
    begins, tail = [phrase], Tail("", end)
    if choice:
        begins, tail = choice[1].split("|"), Tail(choice[2], end)
    for begin in begins:
        head = _HEAD.match(begin)
        if head:
            tree.waiting.setdefault(intern(head[1]), []).append((language, head[2], tail))
            continue
        for step, node in way(read(begin), rest(tail)).next.items():
            known = Tail("", end)
            known.node = node
            tree.waiting.setdefault(step, []).append((language, "", known))


def plant(tree: Tree, step: str) -> None:
    """Makes the nodes of the phrases that begin with this step."""
    some = tree.waiting.pop(step, ())
    for language, top in tree.tops.items():
        nodes = [way(read(words), rest(tail)) for told, words, tail in some if told == language]
        if nodes:
            top[step] = merged(nodes)


def rest(tail: Tail) -> Node:
    """Where the rest of a phrase begins."""
    if not tail.node:
        tail.node = way(read(tail.text), Node().become(LAST, (tail.end,)))
    return tail.node


def way(steps: list[Any], last: Node) -> Node:
    """The node from which these steps lead to the last."""
    for step in reversed(steps):
        if isinstance(step, list):
            last = merged([way(choice, last) for choice in step])
        else:
            last = Node().become({step: last}, ())
    return last


def merged(nodes: list[Node]) -> Node:
    """One node for some: what may come after any of them may come after it."""
    first = tuple(dict.fromkeys(nodes))
    if len(first) == 1:
        return first[0]
    made, todo = {first: Node()}, [first]
    for some in todo:  # grows on the way
        ways: dict[str, dict[Node, None]] = {}
        for node in some:
            for step, then in node.next.items():
                ways.setdefault(step, {})[then] = None
        after: dict[str, Node] = {}
        for step, thens in ways.items():
            key = tuple(thens)
            if len(key) > 1 and key not in made:
                made[key] = Node()
                todo.append(key)
            after[step] = made[key] if len(key) > 1 else key[0]
        made[some].become(after, tuple(dict.fromkeys(end for node in some for end in node.ends)))
    return made[first]


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


def fit(tree: Tree, word: str) -> Fit:
    """The steps that a word fits; phrases that waited for it are planted."""
    if word in tree.waiting:
        plant(tree, word)
    steps = [intern(word)] if word in tree.keys else []
    stems = tree.stems.get(word[:STEM])
    if stems and word.startswith(stems):
        steps += [intern(stem + "*") for stem in stems if word.startswith(stem)]
    if "0" <= word[:1] <= "9":
        steps.append("#")
    return tuple(steps)


def starts(tree: Tree, language: str, steps: Fit) -> Nodes:
    """The nodes to which a word leads from the top."""
    top = tree.tops[language]
    return tuple([top[step] for step in steps if step in top])
