"""Rulebooks that nobody would write and that the schema allows: other rules, in another order."""

import copy
import json
import random
from typing import Any

from generated import HANDLES

from webcare import paths
from webcare.engine.check import PRIORITIES

DEFINED = json.loads((paths.shared() / "schemas/rules.json").read_text("utf-8"))["$defs"]
SIGNS = ["_", "..", "#", "{brand}"]
LABELS = ["reactive", "question", "complaint", "compliment", "suggestion"]
LABELS += ["positive", "negative", "priority", "irony"]
COUNTED = ["good", "bad", "words", "mentions", "question_marks", "exclamations", "capitals"]
COUNTED += ["public_turns", "rating", "followers"]


def shuffled(book: dict[str, Any], words: list[str], rng: random.Random) -> dict[str, Any]:
    """Another rulebook: every part that decides is another; `words` may stand in its phrases."""
    rules = copy.deepcopy(book["rules"])
    some = rng.sample(rules["signals"], rng.randint(5, len(rules["signals"])))
    rules["signals"] = [changed(signal, words, rng) for signal in some]
    *firsts, last = rules["places"]
    rules["places"] = [
        *({**one, "gives": rng.choice([*rules["matrix"]]), "when": when("placed", rng)}
          for one in rng.sample(firsts, len(firsts))),
        last,
    ]  # fmt: skip
    for row in rules["matrix"].values():
        row |= {approach: rng.choice(["wanted", "not_wanted"]) for approach in row}
    rules["start"]["points"] = points(rng.sample(LABELS, 5), rng)
    steps = sorted((round(rng.uniform(-2, 3), 3) for _ in PRIORITIES[1:]), reverse=True)
    rules["priority"] = [list(one) for one in zip(PRIORITIES, [*steps, -1000], strict=True)]
    for advice in rules["advice"]:
        advice["when"] = when("decided", rng)
    for language in rules["languages"].values():
        for part in ("common", "negations"):
            language[part] = rng.sample(language[part], rng.randint(0, len(language[part])))
        language["boosters"] = {word: rng.randint(0, 500) / 100 for word in language["boosters"]}
    brand = {
        "name": rng.choice(["Fietsrijk", "Één Fiets", ""]),
        "handles": {"x": rng.sample(HANDLES, 2)},
        "places": [{"url": "https://x.com", "replies": "invited"}] if rng.random() < 0.5 else [],
    }
    return {**book, "rules": rules, "brand": brand}


def changed(signal: dict[str, Any], words: list[str], rng: random.Random) -> dict[str, Any]:
    """A signal with other points, more phrases, and now and then with what it had not."""
    labels = [*signal["points"]] if rng.random() < 0.7 else rng.sample(LABELS, rng.randint(1, 4))
    out = {**signal, "points": points(labels, rng)}
    for part in ("phrases", "except"):
        for language in out.get(part, {}):
            out[part][language] += [phrase(words, rng) for _ in range(3)]
    for mark in ("unless_negated", "mutes") if "phrases" in out else ():
        out.pop(mark, None)
        if rng.random() < 0.1:
            out[mark] = True
    if rng.random() < 0.2:
        out["when"] = when("when", rng)
    if rng.random() < 0.1:
        most = rng.randint(1, 400)
        out["per"] = {"fact": rng.choice(COUNTED), "each": rng.randint(1, 60), "at_most": most}
    return out


def points(labels: list[str], rng: random.Random) -> dict[str, float]:
    return {label: round(rng.uniform(-3, 3), 3) for label in labels}


def phrase(words: list[str], rng: random.Random) -> str:
    """A phrase that may be written."""
    first = rng.choice(words)
    choices = f"({rng.choice(words)}|{rng.choice(words)} x|)"
    middle = rng.choice([*SIGNS, rng.choice(words), choices])
    return f"{rng.choice(['^', ''])}{first} {middle} {rng.choice(words)}{rng.choice(['*', ''])}"


def when(name: str, rng: random.Random) -> dict[str, Any]:
    """Up to three conditions of those that the schema knows by this name."""
    known = DEFINED[name]["properties"]
    return {fact: wanted(known[fact], rng) for fact in rng.sample([*known], rng.randint(1, 3))}


def wanted(schema: dict[str, Any], rng: random.Random) -> Any:
    """What a condition may ask for: yes or no, a number, some of them, from so much to so much."""
    while "$ref" in schema:
        found: Any = {"$defs": DEFINED}
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        schema = found
    if schema.get("type") == "boolean":
        return rng.random() < 0.5
    one, many = schema["anyOf"][:2]
    if one.get("type") == "number":
        low = rng.choice([0, 1, 2, 5, 50])
        some = [low, [low, low + 1], {"at_least": low}, {"at_most": low}]
        return rng.choice([*some, {"at_least": low, "at_most": low + rng.randint(0, 50)}])
    values = one.get("enum") or ["x", "trustpilot", "uservoice", ""]
    count = rng.randint(1, len(values))
    return rng.choice(values) if rng.random() < 0.5 or not many else rng.sample(values, count)
