"""What the schema refuses is told in words: which rule, which field, what is allowed instead."""

import copy
from typing import Any

import pytest
from twin import Twin, written

from webcare import paths
from webcare.engine import check, engine, facts, rulebook

SCHEMA = rulebook.read(paths.shared() / "schemas/rules.json")
KINDS = '"page", "profile", "group", "review_site", "forum", "blog", "news", "unknown"'
JARGON = ("schema", "propert", "expected", "candidates", "keyword", "valid", "of type", "item")


def told(book: dict[str, Any], change: dict[str, Any], part: str = "signals") -> str:
    """What is said of the rules with these fields in their first signal; None takes one out."""
    rules = copy.deepcopy(book["rules"])
    changed = {**rules[part][0], **change}
    rules[part][0] = {name: value for name, value in changed.items() if value is not None}
    return "\n".join(check.problems(rules, SCHEMA))


@pytest.mark.parametrize(
    "change, said",
    [
        (
            {"when": {"place": "reviewsite"}},
            'when › place: "reviewsite" does not fit (perhaps "review_site" is meant). '
            f"It must be one of {KINDS}, or a list of these",
        ),
        ({"when": {"place": ["reviewsite"]}}, '(perhaps "review_site" is meant)'),
        ({"when": {"tagged": "yes"}}, 'tagged: "yes" does not fit. It must be true or false'),
        ({"when": {"words": {"at_leest": 3}}}, '(perhaps "at_least" is meant)'),
        ({"when": {"tag": True}}, 'there is no field "tag" (perhaps "tagged" is meant)'),
        ({"when": {}}, "when: is empty; fill it in or leave it out"),
        ({"pionts": {}}, 'there is no field "pionts" (perhaps "points" is meant). Possible'),
        ({"points": {"reactive": 30}}, "30 does not fit. It must be a number from -20 to 20"),
        ({"points": {}}, "points: is empty"),
        ({"mutes": False}, "false does not fit. It must be true, or else be left out"),
        ({"phrases": {"nl": []}}, "phrases › nl: needs at least 1, and has 0"),
        ({"examples": ["a"]}, "examples: needs at least 2, and has 1"),
        ({"examples": ["a", 3]}, 'It must be a text, or a group {...} with "text"'),
        ({"examples": ["a", {"text": 3}]}, 'examples[1]: {"text": 3} does not fit'),
        ({"when": None}, 'it needs one of the fields "when", "phrases", "per"'),
        ({"because": None}, 'the field "because" is missing'),
        ({"source": "a"}, "It must be a text of at least 3 characters"),
        ({"per": {"fact": "good", "each": 0, "at_most": 1}}, "It must be a whole number from 1"),
        ({"per": {"fact": "approach", "each": 1, "at_most": 1}}, 'It must be one of "public'),
    ],
)
def test_what_does_not_fit_is_said_without_jargon(
    change: dict[str, Any], said: str, book: dict[str, Any]
) -> None:
    message = told(book, change)
    assert message.startswith('signals[0] "tagged"') and said in message
    assert not [word for word in JARGON if word in message]


def test_a_name_says_which_letters_it_may_have(book: dict[str, Any]) -> None:
    assert "small letters, digits and _" in told(book, {"id": "Tagged!"})


def test_a_list_of_two_says_what_stands_in_it(book: dict[str, Any]) -> None:
    rules = {**book["rules"], "priority": [["urgent", 3, 4], ["high"], ["normal", "x"], 3]}
    assert check.problems(rules, SCHEMA) == [
        "priority[0][2]: 4 is one too many",
        "priority[1]: needs at least 2, and has 1",
        'priority[2][1]: "x" does not fit. It must be a number',
        "priority[3]: 3 does not fit. It must be a list [...] of "
        'one of "low", "normal", "high", "urgent" and a number',
    ]


def test_a_whole_part_of_another_kind_is_told(book: dict[str, Any]) -> None:
    assert check.problems({**book["rules"], "signals": {}}, SCHEMA) == [
        'signals: {} does not fit. It must be a list [...] of: a group {...} with "id", "points", '
        '"when", "per", "phrases", "except", "unless_negated", "mutes", "because", "source", '
        '"examples", "counterexamples"'
    ]
    assert check.problems({**book["rules"], "signals": [3]}, SCHEMA)[0].startswith(
        "signals[0]: 3 does not fit. It must be a group {...} with"
    )
    message = told(book, {"when": {"kind": "complaint"}}, "reply_checks")
    assert (
        'kind: "complaint" does not fit. It must be a list [...] of: one of "question"' in message
    )


def test_a_reply_check_knows_the_kinds(book: dict[str, Any]) -> None:
    message = told(book, {"when": {"kind": ["complain"]}}, "reply_checks")
    assert '(perhaps "complaint" is meant)' in message


LATER = ("platform_type", "named", "good", "bad", "mood", "reply", "approach", "kind", "priority")


@pytest.mark.parametrize("fact", LATER)
def test_a_place_asks_only_what_is_known_before_it_is_chosen(
    fact: str, book: dict[str, Any]
) -> None:
    message = told(book, {"when": {fact: True}}, "places")
    assert message.startswith(f'places[0] "place_review_site" › when: "{fact}" is not known yet')
    assert 'Possible here: "tagged"' in message
    assert not [name for name in LATER if f'"{name}"' in message.split("Possible here")[1]]


def test_all_that_a_place_may_ask_is_known_before_it_is_chosen(book: dict[str, Any]) -> None:
    known, _, _ = facts.facts_of(engine.compile(book), {"text": ""})
    assert {*SCHEMA["$defs"]["placed"]["properties"]} == {*known}


def test_all_that_a_signal_may_ask_is_known_when_it_is_looked_for(book: dict[str, Any]) -> None:
    known, _ = engine.fire(engine.compile(book), {"text": ""})
    assert {*SCHEMA["$defs"]["when"]["properties"]} == {*known} - {"place_reason"}
    asked = SCHEMA["properties"]["signals"]["items"]["properties"]["per"]["properties"]["fact"]
    assert {*asked["enum"]} <= {*known}
    assert "not known yet" in told(book, {"when": {"approach": "reactive"}})
    verdict = engine.decide(engine.compile(book), {"text": ""})
    assert {*SCHEMA["$defs"]["decided"]["properties"]} <= {*known, *verdict}


def test_a_number_may_be_one_of_a_list_in_both_engines(book: dict[str, Any], twin: Twin) -> None:
    rules = copy.deepcopy(book["rules"])
    rules["signals"][0]["when"] = {"rating": [1, 2]}
    assert check.problems(rules, SCHEMA) == []
    changed = {**book, "rules": rules}
    compiled = engine.compile(changed)
    twin.raw(rulebook=changed)
    for rating, fires in ((1, True), (2, True), (3, False), (1.5, False), (None, False)):
        post = {"text": "Mooi", "rating": rating}
        verdict = engine.decide(compiled, post)
        assert ("tagged" in [one["signal"] for one in verdict["reasons"]]) is fires
        assert twin.raw(post=post) == written(verdict)
    twin.raw(rulebook=book)
