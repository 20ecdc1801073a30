"""The shipped rules: they load, and every example and counterexample says what it should."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from webcare import paths
from webcare.engine import check, rulebook

NOBODY = {"name": ""}
Decide = Callable[[dict[str, Any]], dict[str, Any]]
GUIDE = Path(__file__).parents[2] / "docs/rules.md"


def test_shipped_rules_load_and_their_examples_hold() -> None:
    assert check.failing_examples(rulebook.load(paths.shared(), NOBODY)) == []


def test_the_examples_say_the_same_in_the_browser(book: dict[str, Any], both: Decide) -> None:
    for signal in book["rules"]["signals"]:
        for part, wanted in (("examples", True), ("counterexamples", False)):
            for example in signal[part]:
                post = {"text": example} if isinstance(example, str) else example
                found = [reason["signal"] for reason in both(post)["reasons"]]
                assert (signal["id"] in found) is wanted, (signal["id"], part, post)


def test_every_signal_has_two_examples_and_counterexamples_and_speaks_both_languages() -> None:
    rules = rulebook.load(paths.shared(), NOBODY)["rules"]
    for signal in rules["signals"]:
        assert len(signal["examples"]) >= 2 and len(signal["counterexamples"]) >= 2, signal["id"]
        assert signal["because"].keys() == {"nl", "en"} and signal["source"], signal["id"]
        assert signal.get("phrases", {"nl": 1, "en": 1}).keys() == {"nl", "en"}, signal["id"]


def test_the_guide_explains_every_field() -> None:
    schema = json.loads((paths.shared() / "schemas/rules.json").read_text("utf-8"))
    guide = GUIDE.read_text("utf-8")
    assert [name for name in sorted(set(fields(schema))) if f"`{name}`" not in guide] == []


def fields(schema: Any) -> list[str]:
    """The names of all fields in a schema."""
    below = schema.values() if isinstance(schema, dict) else schema
    inside = [name for one in below if isinstance(one, dict | list) for name in fields(one)]
    return [*schema.get("properties", ()), *inside] if isinstance(schema, dict) else inside


def test_spoken_spelling_and_typos_are_understood(decide: Any) -> None:
    said = {
        "kunnen jully ff kijken plz": "request",
        "kweenie hoe dit werkt": "asks_within",
        "can u help me plz": "request",
        "pls fix this asap": "request",
    }
    for text, signal in said.items():
        assert signal in [one["signal"] for one in decide({"text": text})["reasons"]], text


def test_evidence_says_where_it_comes_from_and_speaks_for_both_sides() -> None:
    cards = rulebook.load(paths.shared(), NOBODY)["rules"]["evidence"]
    assert {card["side"] for card in cards} == {"for", "against"}
    for card in cards:
        assert all(card[field] for field in ("study", "setting", "finding", "strength")), card["id"]
