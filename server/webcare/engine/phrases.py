"""Phrases of the rules: a tree of steps for each language, walked along the words of a post.

The twin of extension/common/phrases.js. Pure. A phrase never reaches into the next sentence.
"""

import re
from collections.abc import Sequence
from itertools import compress
from sys import intern
from typing import TYPE_CHECKING, Any

from webcare.engine.text import fold

if TYPE_CHECKING:
    from webcare.engine.words import Known

GAP = 4  # ".." stands for up to this many words
BRAND = "{brand}"
OPEN = ("_", "..", BRAND)
STEM = 2  # letters by which stems are found
Fit = tuple[str, ...]  # the steps that a word fits
STOP = (".",)  # stands between sentences: a word that fits no step
End = tuple[int, bool, bool]  # signal, is an `except`, only at a sentence's start
Range = tuple[int, int]  # words [from, to)
Hits = tuple[dict[int, list[Range]], dict[int, list[Range]]]  # signal -> phrases; `except` ones
Named = dict[int, list[int]]
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
Paths = list[tuple[Node, int]]


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


def find(tree: Tree, language: str, known: "Sequence[Known]", named: Named, hits: Hits) -> None:
    """Adds every phrase of this language in a post: of its words what is known of each.

    A word that fits STOP stands at both ends and between sentences. `named`: where a name of the
    brand begins -> where it ends.
    """
    if language == "nl":
        firsts = [word.nl.first for word in known]
    else:
        firsts = [word.en.first for word in known]
    for begin in compress(range(len(firsts)), firsts):
        for node in firsts[begin]:
            if node.more:
                follow(known, named, node, begin, begin + 1, hits)
                continue
            for step in known[begin + 1].fit:
                if step in node.next:
                    follow(known, named, node.next[step], begin, begin + 2, hits)
    top = tree.tops[language].next
    if named and BRAND in top:
        for begin, ends in named.items():
            for at in ends:
                follow(known, named, top[BRAND], begin, at, hits)


def follow(
    known: "Sequence[Known]", named: Named, node: Node, begin: int, at: int, hits: Hits
) -> None:
    """Adds every phrase that goes on from this node with the word at `at`."""
    paths = [(node, at)]
    for node, at in paths:  # grows on the way
        after = node.next
        if after:
            for step in known[at].fit:
                if step in after:
                    paths.append((after[step], at + 1))
        if node.more:
            if node.open:
                leap(known, named, node.open, at, paths)
            for signal, is_except, at_start in node.ends:
                if not at_start or known[begin - 1].fit is STOP:
                    hits[is_except].setdefault(signal, []).append((begin, at))
            for other in node.also:
                add(paths, other, at)


def leap(known: "Sequence[Known]", named: Named, ways: Open, at: int, paths: Paths) -> None:
    """Adds where _, {brand} and .. lead from here."""
    word, gap, brand = ways
    if word and known[at].fit is not STOP:
        paths.append((word, at + 1))
    if brand and at in named:
        paths += [(brand, end) for end in named[at]]
    if gap:
        after, is_more = gap.next, gap.more
        for later in range(at, at + GAP + 1):
            fit = known[later].fit
            if is_more:
                add(paths, gap, later)
            else:
                for step in fit:
                    if step in after:
                        add(paths, after[step], later + 1)
            if fit is STOP:
                break


def add(paths: Paths, node: Node, at: int) -> None:
    """Each but once: gaps reach over one another."""
    if (node, at) not in paths:
        paths.append((node, at))


def ranges_of(hits: Hits) -> dict[int, list[Range]]:
    """Signal -> word ranges of its phrases, without those an `except` phrase overlaps."""
    found, barred = hits
    for signal, bars in barred.items():
        words = {word for bar in bars for word in range(*bar)}
        ranges = [spot for spot in found.pop(signal, ()) if words.isdisjoint(range(*spot))]
        if ranges:
            found[signal] = ranges
    for ranges in found.values():
        if len(ranges) > 1:
            ranges[:] = sorted(set(ranges))
    return found
