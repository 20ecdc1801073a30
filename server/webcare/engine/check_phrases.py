"""Phrases that cannot be read, can never match or match something else than they say."""

from itertools import pairwise
from typing import Any

from webcare.engine import phrases

GAPS = 3  # ".." in one phrase


def problems(rules: dict[str, Any]) -> list[str]:
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
