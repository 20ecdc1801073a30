"""A rulebook made quick to use: points as whole thousandths, conditions and phrases read.

The twin of extension/common/compiling.js. Pure.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import floor, inf
from operator import itemgetter
from typing import Any

from webcare.engine import tree
from webcare.engine.facts import SHOWN
from webcare.engine.words import Compiled, Language, brand_words

KINDS = ("question", "complaint", "compliment", "suggestion")
MOODS = ("positive", "negative")
LABELS = ("reactive", *KINDS, *MOODS, "priority", "irony")
STANDING = {  # facts of which few combinations come again and again
    *("place", "own_place", "platform_type", "platform", "tagged", "hashtag", "named", "reply_to"),
    *("own_post", "answered", "link", "language", "rating", "mentions"),
    *("question_marks", "exclamations", "capitals"),
}


# a fact that must be one of these values; with no values, from so much to so much
Condition = tuple[str, list[Any], float, float]


@dataclass(slots=True, eq=False)
class Choice:
    """What the rules choose from, each with its conditions.

    `asked`: gets the facts that they ask for; `known`: what was chosen for such facts before.
    """

    some: list[tuple[Any, list[Condition]]]
    asked: Callable[[dict[str, Any]], Any]
    known: dict[Any, list[Any]]


@dataclass(slots=True, eq=False)
class Signal:
    """A signal of the rules, made quick. `points`: thousandths, by the label's place in LABELS.

    `shows`: for one without phrases, the facts whose tokens are its evidence.
    """

    id: str
    points: list[tuple[int, int]]
    when: list[Condition]
    per: dict[str, Any] | None
    shows: list[str]
    unless_negated: bool
    mutes: bool


def compile(rulebook: dict[str, Any]) -> Compiled:
    """Makes a rulebook quick to use; once per rulebook. The rulebook is taken as valid."""
    rules = rulebook["rules"]
    signals = [signal_of(signal) for signal in rules["signals"]]
    plain = [at for at, signal in enumerate(rules["signals"]) if "phrases" not in signal]
    standing = {at for at in plain if all(one[0] in STANDING for one in signals[at].when)}
    compiled = {
        "rulebook": rulebook,
        "tree": tree.grow(rules["signals"]),
        "nl": language(rulebook, "nl"),
        "en": language(rulebook, "en"),
        "grammar": {
            word
            for some in rules["languages"].values()
            for words in some.values()
            for word in words
        },
        "start": [thousandth(rules["start"]["points"].get(label, 0)) for label in LABELS],
        "signals": signals,
        "negatable": {at for at, signal in enumerate(signals) if signal.unless_negated},
        "muting": {at for at, signal in enumerate(signals) if signal.mutes},
        "naming": next((at for at, signal in enumerate(signals) if signal.id == "named"), None),
        "standing": choice([(at, signals[at].when) for at in plain if at in standing]),
        "plain": [(at, *signals[at].when[0]) for at in plain if at not in standing],
        "places": choice([((one["gives"], one["id"]), conditions(one)) for one in rules["places"]]),
        "settled": [kind for kind, row in rules["matrix"].items() if len(set(row.values())) == 1],
        "advice": choice([(one["id"], conditions(one)) for one in rules["advice"]]),
        "priority": [(name, thousandth(least)) for name, least in rules["priority"]],
        "leads": {},
    }
    return for_brand(compiled, rulebook["brand"])


def for_brand(compiled: Compiled, brand: dict[str, Any]) -> Compiled:
    """The same rules for another brand; quick, as the phrases are shared."""
    places = brand.get("places") or []
    invited = tuple(place["url"] for place in places if place["replies"] == "invited")
    return {**compiled, **brand_words(brand), "invited": invited}


def thousandth(value: float) -> int:
    return floor(value * 1000 + 0.5)


def thousandths(points: dict[str, float]) -> list[tuple[int, int]]:
    return [(LABELS.index(label), thousandth(value)) for label, value in points.items()]


def language(rulebook: dict[str, Any], name: str) -> Language:
    words = rulebook["rules"]["languages"][name]
    return Language(
        name,
        rulebook["lexicon"][name]["words"],
        set(words["common"]),
        set(words["negations"]),
        {word: floor(times * 100 + 0.5) for word, times in words["boosters"].items()},
    )


def signal_of(signal: dict[str, Any]) -> Signal:
    per = signal.get("per")
    asked = [*signal.get("when", {}), *([per["fact"]] if per else [])]
    return Signal(
        signal["id"],
        thousandths(signal["points"]),
        conditions(signal),
        per,
        [name for name in asked if name in SHOWN],
        bool(signal.get("unless_negated")),
        bool(signal.get("mutes")),
    )


def choice(some: list[tuple[Any, list[Condition]]]) -> Choice:
    asked = {"platform", *(condition[0] for _, when in some for condition in when)}
    return Choice(some, itemgetter(*sorted(asked)), {})


def conditions(item: dict[str, Any]) -> list[Condition]:
    """What must hold: a fact is asked for with a value, a list of values or a range."""
    out: list[Condition] = []
    for name, wanted in item.get("when", {}).items():
        if isinstance(wanted, dict):
            least, most = wanted.get("at_least", -inf), wanted.get("at_most", inf)
            out.append((name, [], least, most))
        else:
            out.append((name, wanted if isinstance(wanted, list) else [wanted], 0, 0))
    return out
