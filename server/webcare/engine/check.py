"""What is wrong with a set of rules, in words: the place in the file and the reason."""

from itertools import pairwise
from typing import Any

import jsonschema_rs

from webcare.engine import engine, phrases, schema_words
from webcare.engine.json_text import place

GAPS = 3  # ".." in one phrase


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
        *bad_phrases(rules),
        *no_last(rules),
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


def no_last(rules: dict[str, Any]) -> list[str]:
    """The last place rule must hold for every post, the lowest priority for every sum."""
    out = (
        []
        if "when" not in rules["places"][-1]
        else ["places: the last one must have no `when`, so that every post gets a place"]
    )
    least = [points for _, points in rules["priority"]]
    if least != sorted(least, reverse=True) or least[-1] > -100:
        out.append("priority: from high to low, and the last at -100 or less")
    return out


def bad_phrases(rules: dict[str, Any]) -> list[str]:
    """Phrases anywhere that cannot be read or can never match, with the reason."""
    told = [("signal", one) for one in rules["signals"]]
    told += [("reply_checks", one) for one in rules.get("reply_checks", [])]
    return [
        f'{what} "{item["id"]}" › {part} › {language} › "{phrase}": {reason}'
        for what, item in told
        for part in ("phrases", "except")
        for language, some in item.get(part, {}).items()
        for phrase in some
        if (reason := why_not(phrase))
    ]


def why_not(phrase: str) -> str | None:
    """Why this phrase can never match or cannot be read, or None."""
    reason = _why_not_written(phrase)
    if reason:
        return reason
    steps = phrases.read(phrase.removeprefix("^"))
    if not flat(steps):
        return "no word in it: phrases are matched on words, marks are facts (question_marks)"
    if bare(steps):
        return "every word in it may be left out, so it would match everywhere"
    if starts_open(steps):
        return "it must begin with a word, not with _ or .. or a choice that may be empty"
    if steps[-1] == "..":
        return "it ends with .., which adds nothing"
    if before_open(steps):
        return "after .. comes a word, not a choice that may be empty"
    if flat(steps).count("..") > GAPS:
        return f"at most {GAPS} times .."
    if any(step.endswith("*") and len(step) < 3 for step in flat(steps)):
        return "at least two letters before *"
    return None


def _why_not_written(phrase: str) -> str | None:
    depth = 0
    for before, char, after in zip(" " + phrase, phrase, phrase[1:] + " ", strict=False):
        depth += (char == "(") - (char == ")")
        if depth < 0 or (char == "|" and depth == 0):
            return "a bracket is closed or a | stands without a bracket opened before it"
        if (char == "(" and before not in " (|^") or (char == ")" and after not in " )|"):
            return "a bracket stands for whole words: put a space before and after it"
    if depth:
        return "a bracket is not closed"
    if "^" in phrase[1:]:
        return "^ stands only at the very beginning"
    if "{" in phrase.replace("{brand}", "") or "}" in phrase.replace("{brand}", ""):
        return "only {brand} may stand between braces"
    return None


def flat(steps: list[Any]) -> list[str]:
    """All steps, those of choices too."""
    out: list[str] = []
    for step in steps:
        out.extend([step] if isinstance(step, str) else [s for one in step for s in flat(one)])
    return out


def bare(steps: list[Any]) -> bool:
    """Can all of it be left out?"""
    return all(isinstance(step, list) and any(bare(one) for one in step) for step in steps)


def before_open(steps: list[Any]) -> bool:
    """Does a choice that may be empty follow on ..?"""
    pairs = pairwise(steps)
    return any(
        one == ".." and (other == ".." or starts_open([other]) or bare([other]))
        for one, other in pairs
    ) or any(before_open(one) for step in steps if isinstance(step, list) for one in step)


def starts_open(steps: list[Any]) -> bool:
    """Can it begin with something else than a word?"""
    if not steps or isinstance(steps[0], str):
        return not steps or steps[0] in ("_", "..")
    return any(starts_open(one) for one in steps[0])


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
