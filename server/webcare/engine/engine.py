"""A Post in, a Verdict out: a sum of points, each traceable to a signal and to words in the post.

The twin of extension/common/engine.js: same structure, same names, byte for byte the same verdicts.
Pure: no I/O, no clock, no chance. Points are whole thousandths inside, so sums are exact.
"""

from math import floor
from typing import Any

from webcare.engine import facts as reading
from webcare.engine import phrases
from webcare.engine.facts import Compiled, Post
from webcare.engine.phrases import Word

KINDS = ("question", "complaint", "compliment", "suggestion")
MOODS = ("positive", "negative")
LABELS = ("reactive", *KINDS, *MOODS, "priority", "irony")
Fired = tuple[int, int, list[Any]]  # a signal's index, its amount in hundredths, its evidence
SHOWN = 20  # evidence ranges kept per signal


def compile(rulebook: dict[str, Any]) -> Compiled:
    """Makes a rulebook quick to use; once per rulebook. The rulebook is taken as valid."""
    rules = rulebook["rules"]
    signals = rules["signals"]
    compiled = {
        "rulebook": rulebook,
        "root": phrases.grow(signals),
        "known": {},
        "languages": {name: language(words) for name, words in rules["languages"].items()},
        "start": thousandths(rules["start"]["points"]),
        "nothing": thousandth(rules["start"]["points"].get("reactive", 0)),
        "points": [thousandths(signal["points"]) for signal in signals],
        "when": [conditions(signal) for signal in signals],
        "plain": [index for index, signal in enumerate(signals) if "phrases" not in signal],
        "places": [conditions(place) for place in rules["places"]],
        "advice": [conditions(advice) for advice in rules["advice"]],
        "priority": [(name, thousandth(least)) for name, least in rules["priority"]],
    }
    return for_brand(compiled, rulebook["brand"])


def for_brand(compiled: Compiled, brand: dict[str, Any]) -> Compiled:
    """The same rules for another brand; quick, as the phrases are shared."""
    places = brand.get("places") or []
    return {
        **compiled,
        "brand": reading.brand_keys(brand),
        "names": reading.brand_names(brand),
        "invited": [place["url"] for place in places if place["replies"] == "invited"],
    }


def thousandth(value: float) -> int:
    return floor(value * 1000 + 0.5)


def thousandths(points: dict[str, float]) -> list[tuple[int, int]]:
    """Points as pairs of the label's place in LABELS and thousandths."""
    return [(LABELS.index(label), thousandth(value)) for label, value in points.items()]


def language(words: dict[str, Any]) -> dict[str, Any]:
    return {
        "common": set(words["common"]),
        "negations": set(words["negations"]),
        "boosters": {word: floor(times * 100 + 0.5) for word, times in words["boosters"].items()},
    }


def conditions(item: dict[str, Any]) -> list[tuple[str, bool, Any]]:
    """A condition: the fact, "is it a range?", and the range or the values."""
    return [
        (name, isinstance(wanted, dict), wanted if isinstance(wanted, dict | list) else [wanted])
        for name, wanted in item.get("when", {}).items()
    ]


def fire(compiled: Compiled, post: Post) -> tuple[dict[str, Any], list[Fired]]:
    """The facts, and each signal that holds: its index, its amount in hundredths, its evidence."""
    facts, shown, words = reading.facts_of(compiled, post)
    facts["platform_type"], facts["place_reason"] = place_type(compiled, facts)
    signals = compiled["rulebook"]["rules"]["signals"]
    found = phrases.find(compiled["root"], words, facts["language"])
    found = {i: kept for i, ranges in found.items() if (kept := heard(signals[i], words, ranges))}
    muted = {
        at
        for i, ranges in found.items()
        if signals[i].get("mutes")
        for begin, end in ranges
        for at in range(begin, end)
    }
    facts["named"] = "named" in {signals[i]["id"] for i in found}
    reading.weigh(compiled, facts, shown, words, muted)
    fired = []
    for index in sorted([*found, *compiled["plain"]]):
        if not holds(compiled["when"][index], facts):
            continue
        amount = amount_of(signals[index], facts)
        if amount:
            ranges = found.get(index)
            ranges = ranges and [(words[a].start, words[b - 1].end) for a, b in ranges]
            fired.append((index, amount, ranges or evidence_of(signals[index], shown)))
    return facts, fired


def place_type(compiled: Compiled, facts: dict[str, Any]) -> tuple[str, str]:
    """The first place rule that holds; the last of them holds always."""
    places = compiled["rulebook"]["rules"]["places"]
    rules = zip(places, compiled["places"], strict=True)
    first = next(place for place, when in rules if holds(when, facts))
    return first["gives"], first["id"]


def heard(signal: dict[str, Any], words: list[Word], ranges: list[Any]) -> list[Any]:
    """For a signal that a negation silences: the ranges without one shortly before."""
    if not signal.get("unless_negated"):
        return ranges
    return [(begin, end) for begin, end in ranges if not reading.is_negated(words, begin)]


def holds(when: list[tuple[str, bool, Any]], facts: dict[str, Any]) -> bool:
    """Do all conditions hold: a value, a list of values, or {at_least, at_most}?"""
    for name, is_range, wanted in when:
        fact = facts[name]
        if not is_range:
            if fact not in wanted:
                return False
        elif fact < wanted.get("at_least", fact) or fact > wanted.get("at_most", fact):
            return False
    return True


def amount_of(signal: dict[str, Any], facts: dict[str, Any]) -> int:
    """How often the points count, in hundredths: once, or per so much of a fact."""
    per = signal.get("per")
    return min(facts[per["fact"]], per["at_most"]) * 100 // per["each"] if per else 100


def evidence_of(signal: dict[str, Any], shown: dict[str, Any]) -> list[Any]:
    names = [*signal.get("when", {}), *([signal["per"]["fact"]] if "per" in signal else [])]
    return sorted({tuple(spot) for name in names for spot in shown.get(name, [])})


def decide(compiled: Compiled, post: Post) -> dict[str, Any]:
    """The Verdict (shared/schemas/verdict.json) of a Post; fields may be missing or None."""
    rules = compiled["rulebook"]["rules"]
    facts, fired = fire(compiled, post)
    sums = sums_of(compiled, fired)
    approach = "reactive" if sums["reactive"] >= 0 else "proactive"
    reply = rules["matrix"][facts["platform_type"]][approach]
    invited = reply == "not_wanted" and is_invited(compiled, post)
    verdict = {
        "platform_type": facts["platform_type"],
        "approach": approach,
        "reply": "wanted" if invited else reply,
        "kind": highest(sums, KINDS, "other"),
        "sentiment": highest(sums, MOODS, "neutral"),
        "priority": next(name for name, least in compiled["priority"] if sums["priority"] >= least),
    }
    facts |= verdict
    sure = len(set(rules["matrix"][facts["platform_type"]].values())) == 1 or invited
    return {
        "platform_type": verdict["platform_type"],
        "approach": approach,
        "reply": verdict["reply"],
        "certainty": certainty(abs(sums["reactive"]) + (2000 if sure else 0), sums["irony"]),
        "kind": verdict["kind"],
        "sentiment": verdict["sentiment"],
        "priority": verdict["priority"],
        "reasons": reasons(compiled, verdict, facts, fired, invited),
        "advice": [
            advice["id"]
            for advice, when in zip(rules["advice"], compiled["advice"], strict=True)
            if holds(when, facts)
        ],
        "rules_version": compiled["rulebook"]["version"],
    }


def sums_of(compiled: Compiled, fired: list[Fired]) -> dict[str, int]:
    counts = [0] * len(LABELS)
    for label, points in compiled["start"]:
        counts[label] = points
    for index, amount, _ in fired:
        for label, points in compiled["points"][index]:
            counts[label] += points * amount // 100
    return dict(zip(LABELS, counts, strict=True))


def highest(sums: dict[str, int], labels: tuple[str, ...], otherwise: str) -> str:
    best = max(labels, key=lambda label: sums[label])
    return best if sums[best] > 0 else otherwise


def is_invited(compiled: Compiled, post: Post) -> bool:
    """Has the brand set this very place to "replies invited"?"""
    url = (post.get("place") or {}).get("url") or post.get("url") or ""
    return any(url.startswith(place) for place in compiled["invited"])


def certainty(margin: int, irony: int) -> float | int:
    sure = margin / (1000 + margin) / (1 + max(irony, 0) / 1000)
    return shown_number(floor((0.5 + sure / 2) * 1000 + 0.5))


def shown_number(thousandths: int) -> float | int:
    """Thousandths as JSON writes them in both languages: 1, not 1.0."""
    return thousandths // 1000 if thousandths % 1000 == 0 else thousandths / 1000


def reasons(
    compiled: Compiled,
    verdict: dict[str, Any],
    facts: dict[str, Any],
    fired: list[Fired],
    invited: bool,
) -> list[dict[str, Any]]:
    """The place first, then what speaks for or against a reply, then the rest; strongest first."""
    out = [{"signal": facts["place_reason"], "points": 0, "evidence": []}]
    if invited:
        out.append({"signal": "replies_invited", "points": 0, "evidence": []})
    if verdict["approach"] == "proactive":
        points = shown_number(compiled["nothing"])
        out.append({"signal": "nothing_asked", "points": points, "evidence": []})
    first = ("reactive", verdict["kind"], verdict["sentiment"], "priority", *LABELS)
    order = [LABELS.index(label) for label in first if label in LABELS]
    rows = []
    for index, amount, spots_ in fired:
        label, points = foremost(compiled["points"][index], order)
        counted = points * amount // 100
        rows.append((label != 0, -abs(counted), index, counted, spots_))
    signals = compiled["rulebook"]["rules"]["signals"]
    for _, _, index, counted, spots_ in sorted(rows, key=lambda row: row[:3]):
        out.append(
            {
                "signal": signals[index]["id"],
                "points": shown_number(counted),
                "evidence": [list(spot) for spot in spots_[:SHOWN]],
            }
        )
    return out


def foremost(pairs: list[tuple[int, int]], order: list[int]) -> tuple[int, int]:
    """Of a signal's points those on the label that comes first in `order`."""
    if len(pairs) == 1:
        return pairs[0]
    return next(
        (pair for label in order for pair in pairs if pair[0] == label and pair[1]), pairs[0]
    )
