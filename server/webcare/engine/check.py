"""What is wrong with a set of rules, in words: the place in the file and the reason."""

from typing import Any

import jsonschema_rs

from webcare.engine import engine
from webcare.engine.phrases import expand

MOST = 400  # plain sequences one phrase may stand for
LONGEST = 12  # steps of one phrase
GAPS = 2  # ".." in one phrase


def problems(rules: Any, schema: dict[str, Any]) -> list[str]:
    """What keeps these rules from being used; an empty list when nothing does."""
    validator = jsonschema_rs.Draft202012Validator(schema)
    wrong = [
        f"{place(rules, error.instance_path)}: {error.message}"
        for error in validator.iter_errors(rules)
    ]
    return wrong or [
        *doubles(rules),
        *unknown_evidence(rules),
        *bad_phrases(rules),
        *no_last(rules),
    ]


def place(rules: Any, path: list[str | int]) -> str:
    """signals[3] "waiting" › points: where an error is, with the id of the rule it is in."""
    at, out = rules, ""
    for step in path:
        at = at[step]
        out += f"[{step}]" if isinstance(step, int) else f" › {step}" if out else step
        if isinstance(at, dict) and isinstance(at.get("id"), str):
            out += f' "{at["id"]}"'
    return out or "the whole file"


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
    """Phrases that cannot be read or can never match, with the reason."""
    out = []
    for signal in rules["signals"]:
        for part in ("phrases", "except"):
            for language, phrases in signal.get(part, {}).items():
                for phrase in phrases:
                    reason = why_not(phrase)
                    if reason:
                        out.append(
                            f'signal "{signal["id"]}" › {part} › {language} › "{phrase}": {reason}'
                        )
    return out


def why_not(phrase: str) -> str | None:
    """Why this phrase can never match, or None."""
    depth = 0
    for char in phrase:
        depth += (char == "(") - (char == ")")
        if depth not in (0, 1):
            return "brackets must be opened and closed, and never inside each other"
    if depth:
        return "a bracket is not closed"
    if "|" in phrase.replace("(", "\0(").split("\0")[0] or "|" in _outside(phrase):
        return "| stands only between brackets: (one|two)"
    if "^" in phrase[1:]:
        return "^ stands only at the very beginning"
    if "{" in phrase.replace("{brand}", "") or "}" in phrase.replace("{brand}", ""):
        return "only {brand} may stand between braces"
    every = expand(phrase.removeprefix("^"), [["brand"]])
    if len(every) > MOST:
        return f"stands for {len(every)} sequences, at most {MOST} are allowed"
    return next((reason for steps in every if (reason := _why_not_steps(steps))), None)


def _outside(phrase: str) -> str:
    return "".join(part.partition(")")[2] for part in phrase.split("(")[1:])


def _why_not_steps(steps: list[str]) -> str | None:
    if not steps:
        return "no word in it: a phrase is matched on words, marks have facts (question_marks)"
    if steps[0] in ("_", "..") or steps[-1] in ("..",):
        return "a phrase begins with a word and does not end with .."
    if len(steps) > LONGEST or steps.count("..") > GAPS:
        return f"at most {LONGEST} words and {GAPS} times .."
    if any(step.endswith("*") and len(step) < 3 for step in steps):
        return "at least two letters before *"
    return None


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
