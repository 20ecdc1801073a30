"""What is wrong with a set of rules, in words: the place in the file and the reason."""

from itertools import pairwise
from typing import Any

import jsonschema_rs

from webcare.engine import check_phrases, engine, schema_words
from webcare.engine.json_text import place
from webcare.engine.text import fold

PRIORITIES = ["urgent", "high", "normal", "low"]
LOWEST = -100  # fewer points than any post gets


def problems(rules: Any, schema: dict[str, Any]) -> list[str]:
    """What keeps these rules from being used; an empty list when nothing does."""
    validator = jsonschema_rs.Draft202012Validator(schema)
    wrong = [
        f"{place(rules, error.instance_path)}: {schema_words.told(error, schema)}"
        for error in validator.iter_errors(rules)
    ]
    return wrong or [
        *doubles(rules),
        *unknown_evidence(rules),
        *check_phrases.problems(rules),
        *without_phrases(rules),
        *unread_words(rules),
        *out_of_order(rules),
        *too_fine(rules),
    ]


def doubles(rules: dict[str, Any]) -> list[str]:
    """Ids that stand twice: a reason must lead to one rule."""
    seen: set[str] = set()
    out = []
    for part in ("places", "signals", "advice", "evidence"):
        for item in rules[part]:
            name = item["id"] if part in ("places", "signals") else f"{part} {item['id']}"
            if name in seen:
                out.append(f'{part} "{item["id"]}": this id stands twice')
            seen.add(name)
    return out


def unknown_evidence(rules: dict[str, Any]) -> list[str]:
    """Advice that names a study that is not there."""
    known = {card["id"] for card in rules["evidence"]}
    return [
        f'advice "{advice["id"]}" › evidence: there is no card "{name}"'
        for advice in rules["advice"]
        for name in advice["evidence"]
        if name not in known
    ]


def out_of_order(rules: dict[str, Any]) -> list[str]:
    """The last place rule must hold for every post, and no other; priorities fall."""
    *firsts, last = rules["places"]
    out = [
        f'places "{one["id"]}": it has no `when`, so it fits every post and the places below it '
        "are never reached; give it a `when` or put it last"
        for one in firsts
        if "when" not in one
    ]
    if "when" in last:
        out.append("places: the last one must have no `when`, so that every post gets a place")
    names = [name for name, _ in rules["priority"]]
    least = [points for _, points in rules["priority"]]
    falls = all(more > less for more, less in pairwise(least))
    if names != PRIORITIES or not falls or least[-1] > LOWEST:
        out.append(
            f"priority: the steps stand from high to low, {', '.join(PRIORITIES)}, each with fewer "
            f"points than the one before, and the last at {LOWEST} or less"
        )
    return out


def too_fine(rules: dict[str, Any]) -> list[str]:
    """Points with more decimals than are counted."""
    known = [(f'signal "{one["id"]}" › points', one["points"]) for one in rules["signals"]]
    known += [("start › points", rules["start"]["points"]), ("priority", dict(rules["priority"]))]
    out = [(where, name, more, 3) for where, some in known for name, more in some.items()]
    for language, words in rules["languages"].items():
        where = f"languages › {language} › boosters"
        out += [(where, word, times, 2) for word, times in words["boosters"].items()]
    return [
        f"{where} › {name}: {value} has more than {decimals} decimals; the others do not count"
        for where, name, value, decimals in out
        if round(value, decimals) != value
    ]


def without_phrases(rules: dict[str, Any]) -> list[str]:
    """Signals that say something of their phrases and have none."""
    return [
        f'signal "{one["id"]}" › {part}: it does nothing without `phrases`; leave it out'
        for one in rules["signals"]
        for part in ("except", "unless_negated", "mutes")
        if part in one and "phrases" not in one
    ]


def unread_words(rules: dict[str, Any]) -> list[str]:
    """Words of a language that no word of a post can be: posts are folded before they are read."""
    return [
        f'languages › {language} › {part} › "{word}": it can never match, {why_no_word(word)}'
        for language, parts in rules["languages"].items()
        for part, words in parts.items()
        for word in words
        if fold(word).split() != [word]
    ]


def why_no_word(word: str) -> str:
    read = fold(word).split()
    if len(read) == 1:
        return f'as capitals, accents and marks are taken away first: write "{read[0]}"'
    said = " and ".join(f'"{one}"' for one in read) or "nothing"
    return f"as single words are looked for, and this is read as {said}"


def failing_examples(rulebook: dict[str, Any]) -> list[str]:
    """Examples that do not fire their signal, counterexamples that do."""
    rules = rulebook["rules"]
    compiled = engine.compile({**rulebook, "brand": rules["example_brand"]})
    out = []
    for index, signal in enumerate(rules["signals"]):
        for part, wanted in (("examples", True), ("counterexamples", False)):
            for example in signal[part]:
                post = {"text": example} if isinstance(example, str) else example
                _, fired = engine.fire(compiled, post)
                if (index in [one[0] for one in fired]) != wanted:
                    told = "does not fire" if wanted else "fires"
                    out.append(f'signal "{signal["id"]}" › {part}: {told} on "{post["text"]}"')
    return out
