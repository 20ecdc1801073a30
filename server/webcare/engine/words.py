"""What a rulebook knows of a word and of the brand.

The twin of extension/common/words.js. Pure.
"""

from typing import Any, NamedTuple

from webcare.engine.phrases import STOP, Fit, State, fit, move
from webcare.engine.text import fold

PREFIX = 4  # a handle that begins with so long a name of the brand is taken as the brand's

Compiled = dict[str, Any]


class Spoken(NamedTuple):
    """What one language makes of a word: hundredths, 0 for a word without a charge."""

    weight: int
    booster: int
    negates: bool


class Known(NamedTuple):
    """What a rulebook knows of a word.

    `fit`: the steps of phrases that it fits; `first`: where it leads from the root. `name`: the
    word, if it is in a name of the brand. `leans`: 1 for a common Dutch word, -1 for an English
    one.
    """

    fit: Fit
    first: State | None
    name: str
    leans: int
    charged: bool
    nl: Spoken
    en: Spoken


PLAIN = Spoken(0, 100, False)
NOTHING = Known((), None, "", 0, False, PLAIN, PLAIN)
BREAK = Known(STOP, None, "", 0, False, PLAIN, PLAIN)  # between two sentences


def know(compiled: Compiled, text: str) -> Known:
    """What the rules know of a word; those that mean nothing share one entry."""
    steps = fit(compiled["tree"], text)
    lexicon = compiled["rulebook"]["lexicon"]
    if not (
        steps
        or text in lexicon["nl"]["words"]
        or text in lexicon["en"]["words"]
        or text in compiled["grammar"]
        or text in compiled["named"]
    ):
        return NOTHING
    nl, en = (spoken(compiled, name, text) for name in ("nl", "en"))
    common = [text in compiled["languages"][name]["common"] for name in ("nl", "en")]
    name = text if text in compiled["named"] else ""
    first = move(compiled["tree"], compiled["tree"].root, steps) if steps else None
    charged = bool(nl.weight or en.weight)
    return Known(steps, first, name, common[0] - common[1], charged, nl, en)


def spoken(compiled: Compiled, name: str, text: str) -> Spoken:
    language = compiled["languages"][name]
    weight = compiled["rulebook"]["lexicon"][name]["words"].get(text, 0)
    out = Spoken(weight, language["boosters"].get(text, 100), text in language["negations"])
    return PLAIN if out == PLAIN else out


def brand_words(brand: dict[str, Any]) -> dict[str, Any]:
    """What a compiled rulebook knows of a brand.

    `brand`: how its handles, hashtags, names and sites read when written as one word; `prefixes`:
    with what its other accounts begin. `names`: what people call it (its names, handles and
    products), by the first word; `named`: all words of these. `pieces` and `older`: what
    `words_of` remembers.
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
        "pieces": {},
        "older": {},
    }


def key_of(text: str) -> str:
    return fold(text).replace(" ", "") if text else ""


def is_ours(compiled: Compiled, handle: str) -> bool:
    """Is this the brand's account, or one that begins so (FietsrijkHulp)?"""
    return handle in compiled["brand"] or handle.startswith(compiled["prefixes"])
