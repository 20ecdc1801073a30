"""Phrases that cannot be read, can never match or match something else than they say."""

from itertools import pairwise
from typing import Any

from webcare.engine import tree
from webcare.engine.text import fold, tokens

GAPS = 3  # ".." in one phrase
STEPS = ("_", "..", "#", tree.BRAND)  # that are no words
JOINS = "'\u2018\u2019`-"  # may stand in a word: posts are cut there too
BRACKETS = str.maketrans("(|)", "   ")


def problems(rules: dict[str, Any]) -> list[str]:
    """Phrases anywhere that do not do what they seem to, with the reason."""
    told = [("signal", one) for one in rules["signals"]]
    told += [("reply_checks", one) for one in rules.get("reply_checks", [])]
    return [
        f'{what} "{item["id"]}" › {part} › {language} › "{phrase}": {reason}'
        for what, item in told
        for part in ("phrases", "except")
        for language, some in item.get(part, {}).items()
        for phrase in some
        if (reason := why_not(phrase) or (part == "phrases" and undone(phrase, item, language)))
    ]


def undone(phrase: str, item: dict[str, Any], language: str) -> str | None:
    """Does the same phrase stand in `except`?"""
    for other in item.get("except", {}).get(language, []):
        same = tree.read(other.removeprefix("^")) == tree.read(phrase.removeprefix("^"))
        if same and (phrase.startswith("^") or not other.startswith("^")):
            return f'"{other}" in `except` takes it away every time; keep one of the two'
    return None


def why_not(phrase: str) -> str | None:
    """Why this phrase can never match or cannot be read, or None."""
    reason = _why_not_written(phrase)
    if reason:
        return reason
    steps = tree.read(phrase.removeprefix("^"))
    if not flat(steps):
        return "no word in it: phrases are matched on words, marks are facts (question_marks)"
    for part in phrase.removeprefix("^").translate(BRACKETS).split():
        if reason := _why_no_step(part):
            return reason
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


def _why_no_step(part: str) -> str | None:
    """Why what stands between two spaces is read as something else than it says."""
    if part in STEPS:
        return None
    if tree.BRAND in part:
        return f'put a space before and after {{brand}} in "{part}"'
    if not part.strip("."):
        return f'words in between are written as two dots, "..", not "{part}"'
    if "@" in part or "://" in part:
        return (
            f'mentions and addresses such as "{part}" are not looked for: '
            "write {brand}, or ask the facts `tagged`, `mentions` or `link`"
        )
    if "*" in part[:-1]:
        return f'* stands only at the end of a word, not in "{part}"'
    marks = [one.text for one in tokens(part.removesuffix("*")) if not one.word]
    wrong = [mark for mark in marks if mark not in JOINS or not fold(part)]
    if not wrong:
        return None
    read = f'"{fold(part)}"' if fold(part) else "nothing; marks are facts (question_marks)"
    return f'{wrong[0]} in "{part}" is left out when words are compared: this is read as {read}'


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
