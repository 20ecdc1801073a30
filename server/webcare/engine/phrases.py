"""Finds the phrases of the rules in a post: walks their tree along its words.

The twin of extension/common/phrases.js. Pure. A phrase never reaches into the next sentence.
"""

from itertools import compress

from webcare.engine.tree import BRAND, Node, Open, Tree
from webcare.engine.words import BREAK, Known

GAP = 4  # ".." stands for up to this many words
Range = tuple[int, int]  # words [from, to)
Hits = tuple[dict[int, list[Range]], dict[int, list[Range]]]  # signal -> phrases; `except` ones
Named = dict[int, list[int]]
Paths = list[tuple[Node, int]]


def find(tree: Tree, language: str, known: list[Known], named: Named, hits: Hits) -> None:
    """Adds every phrase of this language in a post: of its words what is known of each.

    BREAK stands at both ends and between sentences. `named`: where a name of the
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
    top = tree.tops[language]
    if named and BRAND in top:
        for begin, ends in named.items():
            for at in ends:
                follow(known, named, top[BRAND], begin, at, hits)


def follow(known: list[Known], named: Named, node: Node, begin: int, at: int, hits: Hits) -> None:
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
                if not at_start or known[begin - 1] is BREAK:
                    hits[is_except].setdefault(signal, []).append((begin, at))


def leap(known: list[Known], named: Named, ways: Open, at: int, paths: Paths) -> None:
    """Adds where _, {brand} and .. lead from here."""
    word, gap, brand = ways
    if word and known[at] is not BREAK:
        paths.append((word, at + 1))
    if brand and at in named:
        paths += [(brand, end) for end in named[at]]
    if gap:
        after, is_more = gap.next, gap.more
        for later in range(at, at + GAP + 1):
            one = known[later]
            if is_more:
                add(paths, gap, later)
            else:
                for step in one.fit:
                    if step in after:
                        add(paths, after[step], later + 1)
            if one is BREAK:
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
