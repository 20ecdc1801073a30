"""What a rulebook knows of a word and of the brand.

The twin of extension/common/words.js. Pure.
"""

from dataclasses import dataclass
from typing import Any, final

from webcare.engine.text import fold
from webcare.engine.tree import Fit, Nodes, Tree, fit, starts

WORDS = 3_000  # words remembered per rulebook, each up to LENGTH characters;
LENGTH = 30  # a hostile text cannot make this grow
PREFIX = 4  # a handle that begins with so long a name of the brand is taken as the brand's

Compiled = dict[str, Any]


@dataclass(slots=True, eq=False)
class Spoken:
    """What one language makes of a word: hundredths, 0 for a word without a charge.

    `first`: where it leads from the top of the phrases.
    """

    weight: int
    booster: int
    negates: bool
    first: Nodes


@final
@dataclass(slots=True, eq=False)
class Known:
    """What a rulebook knows of a word.

    `fit`: the steps of phrases that it fits. `name`: the word, if it is in a name of the brand.
    `leans`: 1 for a common Dutch word, -1 for an English one. `rare`: has it a name or a weight?
    """

    fit: Fit
    name: str
    leans: int
    rare: bool
    nl: Spoken
    en: Spoken


PLAIN = Spoken(0, 100, False, ())
NOTHING = Known((), "", 0, False, PLAIN, PLAIN)
BREAK = Known((), "", 0, False, PLAIN, PLAIN)  # between two sentences


@dataclass(slots=True, eq=False)
class Language:
    """A language of the rules, with its words of the lexicon. `boosters`: in hundredths."""

    name: str
    charges: dict[str, int]
    common: set[str]
    negations: set[str]
    boosters: dict[str, int]


def know(compiled: Compiled, text: str) -> Known:
    """What the rules know of a word, remembered for the next post."""
    known: Known | None = compiled["words"].get(text)
    if known is None:
        known = known_of(compiled, text)
        if known is not NOTHING:
            remember(compiled["words"], text, known, WORDS)
    return known


def remember(some: dict[Any, Any], piece: Any, what: Any, most: int) -> None:
    """Forgets every other piece where they would become too many."""
    if len(some) >= most:
        for old in [*some][::2]:
            del some[old]
    if len(piece) <= LENGTH:
        some[piece] = what


def known_of(compiled: Compiled, text: str) -> Known:
    """What the rules know of a word; those that mean nothing share one entry."""
    tree, nl, en = compiled["tree"], compiled["nl"], compiled["en"]
    steps = fit(tree, text)
    name = text if text in compiled["named"] else ""
    if not (
        steps or name or text in nl.charges or text in en.charges or text in compiled["grammar"]
    ):
        return NOTHING
    leans = (text in nl.common) - (text in en.common)
    dutch, english = spoken(tree, nl, text, steps), spoken(tree, en, text, steps)
    return Known(steps, name, leans, bool(name or dutch.weight or english.weight), dutch, english)


def spoken(tree: Tree, language: Language, text: str, steps: Fit) -> Spoken:
    weight = language.charges.get(text, 0)
    booster, negates = language.boosters.get(text, 100), text in language.negations
    first = starts(tree, language.name, steps) if steps else ()
    if weight or negates or first or booster != 100:
        return Spoken(weight, booster, negates, first)
    return PLAIN


def brand_words(brand: dict[str, Any]) -> dict[str, Any]:
    """What a compiled rulebook knows of a brand.

    `brand`: how its handles, hashtags, names and sites read when written as one word; `prefixes`:
    with what its other accounts begin. `names`: what people call it (its names, handles and
    products), by the first word; `named`: all words of these. `words` and `pieces`: what
    is remembered of them.
    """
    handles = [one for some in (brand.get("handles") or {}).values() for one in some or []]
    called = [brand.get("name") or "", *(brand.get("names") or []), *handles]
    others = [*(brand.get("hashtags") or []), *(brand.get("sites") or [])]
    keys = {key_of(text) for text in [*called, *others]} - {""}
    names: dict[str, list[list[str]]] = {"@": [["@"]]}
    for name in [*called, *(brand.get("products") or [])]:
        words = fold(name).split(" ")
        if words != [""]:
            names.setdefault(words[0], []).append(words)
    return {
        "brand": keys,
        "prefixes": tuple(key for key in keys if len(key) >= PREFIX),
        "names": names,
        "named": {word for some in names.values() for name in some for word in name},
        "words": {},
        "pieces": {},
    }


def key_of(text: str) -> str:
    return fold(text).replace(" ", "") if text else ""


def is_ours(compiled: Compiled, handle: str) -> bool:
    """Is this the brand's account, or one that begins so (FietsrijkHulp)?"""
    return handle in compiled["brand"] or handle.startswith(compiled["prefixes"])
