"""A Post in, a Verdict out: a sum of points, each traceable to a signal and to words in the post.

The twin of extension/common/engine.js: same structure, same names, byte for byte the same verdicts.
Pure: no I/O, no clock, no chance. Points are whole thousandths inside, so sums are exact.
"""

from math import floor
from typing import Any

from webcare.engine import facts as reading
from webcare.engine import phrases
from webcare.engine.compiling import (
    KINDS,
    LABELS,
    MOODS,
    Choice,
    Condition,
    Signal,
    compile,
    for_brand,
)
from webcare.engine.facts import Post, Shown
from webcare.engine.pieces import Words
from webcare.engine.words import Compiled, remember

__all__ = ["LABELS", "compile", "decide", "fire", "for_brand", "sums_of"]

SHOWN = 20  # evidence ranges kept per signal
CHOICES = 1_000  # combinations of facts remembered
Facts = dict[str, Any]
# of a signal: whether it is not of a reply, how strong; its index, thousandths, points to show
Lead = tuple[bool, int, int, int, float | int]
Fired = tuple[int, int, list[list[int]]]  # a signal's index, amount in hundredths, evidence


def fire(compiled: Compiled, post: Post) -> tuple[Facts, list[Fired]]:
    """The facts, and each signal that holds: its index, its amount in hundredths, its evidence."""
    signals: list[Signal] = compiled["signals"]
    facts, shown, words = reading.facts_of(compiled, post)
    facts["platform_type"], facts["place_reason"] = chosen(compiled["places"], facts)[0]
    found = found_in(compiled, words, facts["language"])
    facts["named"] = compiled["naming"] in found
    muted = mute(compiled, found)
    for at in compiled["negatable"]:
        if at in found:
            said = [one for one in found[at] if not reading.is_negated(words, one[0], muted)]
            keep(found, at, said)
    reading.weigh(facts, shown, words, muted)
    fired: list[Fired] = []
    for index, ranges in found.items():
        signal = signals[index]
        if not signal.when or holds(signal.when, facts):
            amount = amount_of(signal.per, facts) if signal.per else 100
            if amount:
                fired.append((index, amount, words.tokens(ranges[:SHOWN])))
    for index in begun(compiled, facts):
        signal = signals[index]
        amount = amount_of(signal.per, facts) if signal.per else 100
        if amount:
            fired.append((index, amount, spots_of(signal.shows, shown)))
    return facts, fired


def found_in(compiled: Compiled, words: Words, language: str) -> dict[int, list[phrases.Range]]:
    """Signal -> where its phrases stand, in both languages where it cannot be told which."""
    hits: phrases.Hits = ({}, {})
    for name in (language,) if language else ("nl", "en"):
        phrases.find(compiled["tree"], name, words.known, words.named, hits)
    return phrases.ranges_of(hits)


def mute(compiled: Compiled, found: dict[int, list[phrases.Range]]) -> set[int]:
    """The words of phrases that mean but one thing; no other signal keeps a phrase with them."""
    muting = [at for at in compiled["muting"] if at in found]
    muted = {spot for at in muting for begin, end in found[at] for spot in range(begin, end)}
    for at in [*found] if muted else ():
        if at not in muting:
            keep(found, at, [one for one in found[at] if muted.isdisjoint(range(*one))])
    return muted


def keep(found: dict[int, list[phrases.Range]], at: int, ranges: list[phrases.Range]) -> None:
    """Leaves these of a signal's ranges; without any, the signal is not found."""
    if ranges:
        found[at] = ranges
    else:
        del found[at]


def begun(compiled: Compiled, facts: Facts) -> list[int]:
    """The signals without phrases whose conditions hold; most end at the first."""
    out: list[int] = [*chosen(compiled["standing"], facts)]
    for index, name, values, least, most in compiled["plain"]:
        fact = facts[name]
        if fact in values if values else least <= fact <= most:
            when = compiled["signals"][index].when
            if len(when) < 2 or holds(when, facts):
                out.append(index)
    return out


def holds(when: list[Condition], facts: Facts) -> bool:
    """Do all conditions hold?"""
    for name, values, least, most in when:
        fact = facts[name]
        if fact not in values if values else not least <= fact <= most:
            return False
    return True


def chosen(choice: Choice, facts: Facts) -> list[Any]:
    """Those whose conditions all hold; remembered, as the same facts come again and again."""
    asked = choice.asked(facts)
    some = choice.known.get(asked)
    if some is None:
        some = [what for what, when in choice.some if holds(when, facts)]
        remember(choice.known, asked, some, CHOICES)
    return some


def amount_of(per: dict[str, Any], facts: Facts) -> int:
    """How often the points count, in hundredths: once for so much of a fact."""
    amount: int = min(facts[per["fact"]], per["at_most"]) * 100 // per["each"]
    return amount


def spots_of(shows: list[str], shown: Shown) -> list[list[int]]:
    """The tokens of the facts that a signal asks for."""
    if len(shows) < 2:
        return shown[shows[0]][:SHOWN] if shows else []
    spots = {(begin, end) for name in shows for begin, end in shown[name][:SHOWN]}
    return [[begin, end] for begin, end in sorted(spots)[:SHOWN]]


def decide(compiled: Compiled, post: Post) -> dict[str, Any]:
    """The Verdict (shared/schemas/verdict.json) of a Post; fields may be missing or None."""
    facts, fired = fire(compiled, post)
    sums = sums_of(compiled, fired)
    platform_type = facts["platform_type"]
    approach = "reactive" if sums["reactive"] >= 0 else "proactive"
    reply = compiled["rulebook"]["rules"]["matrix"][platform_type][approach]
    invited = reply == "not_wanted" and is_invited(compiled, post)
    sure = 2000 if invited or platform_type in compiled["settled"] else 0
    verdict = {
        "platform_type": platform_type,
        "approach": approach,
        "reply": "wanted" if invited else reply,
        "certainty": certainty(abs(sums["reactive"]) + sure, sums["irony"]),
        "kind": highest(sums, KINDS, "other"),
        "sentiment": highest(sums, MOODS, "neutral"),
        "priority": step(compiled["priority"], sums["priority"]),
    }
    facts |= verdict
    reasons = reasons_of(compiled, facts, fired, invited)
    advice = [*chosen(compiled["advice"], facts)]
    version = compiled["rulebook"]["version"]
    return {**verdict, "reasons": reasons, "advice": advice, "rules_version": version}


def sums_of(compiled: Compiled, fired: list[Fired]) -> dict[str, int]:
    """Thousandths per label."""
    counts, signals = [*compiled["start"]], compiled["signals"]
    for index, amount, _ in fired:
        if amount == 100:
            for label, points in signals[index].points:
                counts[label] += points
        else:
            for label, points in signals[index].points:
                counts[label] += points * amount // 100
    return dict(zip(LABELS, counts, strict=True))


def highest(sums: dict[str, int], labels: tuple[str, ...], otherwise: str) -> str:
    best, most = otherwise, 0
    for label in labels:
        if sums[label] > most:
            best, most = label, sums[label]
    return best


def step(steps: list[tuple[str, int]], points: int) -> str:
    """The first step that is reached; the last takes all the rest."""
    for name, least in steps:
        if points >= least:
            return name
    return steps[-1][0]


def is_invited(compiled: Compiled, post: Post) -> bool:
    """Has the brand set this very place to "replies invited"?"""
    url = (post.get("place") or {}).get("url") or post.get("url") or ""
    return bool(url.startswith(compiled["invited"]))


def certainty(margin: int, irony: int) -> float | int:
    sure = margin / (1000 + margin) / (1 + max(irony, 0) / 1000)
    return shown_number(floor((0.5 + sure / 2) * 1000 + 0.5))


def shown_number(thousandths: int) -> float | int:
    """Thousandths as JSON writes them in both languages: 1, not 1.0."""
    return thousandths / 1000 if thousandths % 1000 else thousandths // 1000


def reasons_of(
    compiled: Compiled, facts: Facts, fired: list[Fired], invited: bool
) -> list[dict[str, Any]]:
    """The place first, then what speaks for or against a reply, then the rest; strongest first."""
    out = [{"signal": facts["place_reason"], "points": 0, "evidence": []}]
    if invited:
        out.append({"signal": "replies_invited", "points": 0, "evidence": []})
    if facts["approach"] == "proactive":
        points = shown_number(compiled["start"][0])
        out.append({"signal": "nothing_asked", "points": points, "evidence": []})
    known = leads(compiled, facts["kind"], facts["sentiment"])
    rows = [
        (known[index] if amount == 100 else part_of(known[index], amount), spots)
        for index, amount, spots in fired
    ]
    rows.sort()
    signals = compiled["signals"]
    for (_, _, index, _, points), spots in rows:
        out.append({"signal": signals[index].id, "points": points, "evidence": spots})
    return out


def leads(compiled: Compiled, kind: str, sentiment: str) -> list[Lead]:
    """Of each signal, the points that a reason shows: on what comes first in the verdict."""
    known: dict[tuple[str, str], list[Lead]] = compiled["leads"]
    if (kind, sentiment) not in known:
        first = ("reactive", kind, sentiment, "priority", *LABELS)
        order = [LABELS.index(label) for label in first if label in LABELS]
        some = [dict(signal.points) for signal in compiled["signals"]]
        labels = [next((at for at in order if one.get(at)), next(iter(one))) for one in some]
        known[kind, sentiment] = [
            (label != 0, -abs(some[at][label]), at, some[at][label], shown_number(some[at][label]))
            for at, label in enumerate(labels)
        ]
    return known[kind, sentiment]


def part_of(lead: Lead, amount: int) -> Lead:
    later, _, index, points, _ = lead
    counted = points * amount // 100
    return later, -abs(counted), index, points, shown_number(counted)
