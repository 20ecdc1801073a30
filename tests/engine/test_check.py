"""Malformed rules are refused in words: file, place and reason."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from webcare import paths
from webcare.engine import check, rulebook

NOBODY = {"name": ""}


@pytest.fixture
def rules(book: dict[str, Any]) -> dict[str, Any]:
    return copy.deepcopy(book["rules"])


def told(tmp_path: Path, content: str) -> str:
    path = tmp_path / "mine.json"
    path.write_text(content, "utf-8")
    with pytest.raises(rulebook.RulebookError) as error:
        rulebook.load(paths.shared(), NOBODY, path)
    return str(error.value)


def test_not_json_names_file_line_and_column(tmp_path: Path) -> None:
    assert "mine.json: line 2, column 1" in told(tmp_path, '{"version":\n}')


@pytest.mark.parametrize(
    "content, reason",
    [
        ("[" * 100_000, "mine.json: nested too deeply"),
        ('{"about": NaN}', "NaN is no number"),
        ('{"about": "a \\ud800"}', "half a character"),
        ('{"about": "a", "about": "b"}', 'the whole file: "about" is written twice'),
        (
            '{"signals": [{"id": "late", "phrases": {"nl": ["a"], "nl": ["b"]}}]}',
            'mine.json: signals[0] "late" › phrases: "nl" is written twice',
        ),
    ],
)
def test_what_is_no_document_is_told(content: str, reason: str, tmp_path: Path) -> None:
    assert reason in told(tmp_path, content)


def test_a_file_that_is_no_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_bytes(b'{"about": "\xe9"}')
    with pytest.raises(rulebook.RulebookError, match=r"mine\.json: not UTF-8 text at byte 11"):
        rulebook.load(paths.shared(), NOBODY, tmp_path / "mine.json")


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path, rules: dict[str, Any]) -> None:
    (tmp_path / "mine.json").write_text(json.dumps(rules), "utf-8-sig")
    assert rulebook.load(paths.shared(), NOBODY, tmp_path / "mine.json")["rules"] == rules


def test_a_rule_needs_counterexamples(tmp_path: Path, rules: dict[str, Any]) -> None:
    del rules["signals"][3]["counterexamples"]
    message = told(tmp_path, json.dumps(rules))
    assert 'mine.json: signals[3] "reply_to_brand"' in message and "counterexamples" in message


def test_an_id_that_stands_twice_is_told(tmp_path: Path, rules: dict[str, Any]) -> None:
    rules["signals"].append(rules["signals"][0])
    assert 'signals "tagged": this id stands twice' in told(tmp_path, json.dumps(rules))


@pytest.mark.parametrize(
    "phrase, reason",
    [
        ("?!", "no word in it"),
        ("(a|b", "not closed"),
        ("a|b", "without a bracket"),
        ("fiets(en|)", "put a space"),
        ("kapot ..", "adds nothing"),
        ("_ kapot", "begin with a word"),
        ("(heel|) kapot", "begin with a word"),
        ("(heel|)", "match everywhere"),
        ("k*", "two letters"),
        ("werkt {merk} niet", "only {brand}"),
        ("werkt ^niet", "very beginning"),
        ("werkt .. (echt|) niet", "comes a word"),
    ],
)
def test_a_phrase_that_can_never_match_is_told(
    phrase: str, reason: str, tmp_path: Path, rules: dict[str, Any]
) -> None:
    waiting = next(one for one in rules["signals"] if one["id"] == "waiting")
    waiting["phrases"]["nl"].append(phrase)
    message = told(tmp_path, json.dumps(rules))
    assert 'signal "waiting" › phrases › nl' in message and reason in message


def test_a_reply_check_that_can_never_match_is_told(tmp_path: Path, rules: dict[str, Any]) -> None:
    with_phrases = next(one for one in rules["reply_checks"] if "phrases" in one)
    with_phrases["phrases"]["nl"].append("sorry ..")
    message = told(tmp_path, json.dumps(rules))
    assert f'reply_checks "{with_phrases["id"]}" › phrases › nl › "sorry ..": it ends' in message


def test_an_example_that_does_not_fire_is_told(book: dict[str, Any], rules: dict[str, Any]) -> None:
    rules["signals"][0]["examples"].append("Niemand getagd")
    wrong = check.failing_examples({**book, "rules": rules})
    assert wrong == ['signal "tagged" › examples: does not fire on "Niemand getagd"']


def changed(rules: dict[str, Any], **change: Any) -> str:
    """What is said of the rules with these fields in their first signal, which has no phrases."""
    rules["signals"][0].update(change)
    return said(rules)


def said(rules: dict[str, Any]) -> str:
    schema = rulebook.read(paths.shared() / "schemas/rules.json")
    return "\n".join(check.problems(rules, schema))


def test_the_shipped_rules_have_no_problems(rules: dict[str, Any]) -> None:
    assert said(rules) == ""


@pytest.mark.parametrize(
    "steps",
    [
        [["low", 3], ["normal", 1], ["high", -1], ["urgent", -1000]],
        [["urgent", 3], ["high", 3], ["normal", -1], ["low", -1000]],
        [["urgent", 1], ["high", 3], ["normal", -1], ["low", -1000]],
        [["urgent", 3], ["urgent", 1], ["normal", -1], ["low", -1000]],
        [["urgent", 3], ["high", 1], ["normal", -1], ["low", -2]],
    ],
)
def test_priorities_fall(steps: list[Any], rules: dict[str, Any]) -> None:
    rules["priority"] = steps
    assert "priority: the steps stand from high to low, urgent, high, normal, low" in said(rules)


def test_places_that_are_never_reached_are_told(rules: dict[str, Any]) -> None:
    del rules["places"][2]["when"]
    assert said(rules).startswith('places "place_own": it has no `when`, so it fits every post')
    rules["places"][2]["when"] = rules["places"][-1]["when"] = {"own_place": True}
    assert said(rules).startswith("places: the last one must have no `when`")


def test_more_decimals_than_are_counted_are_told(rules: dict[str, Any]) -> None:
    rules["start"]["points"]["reactive"] = -1.0001
    rules["priority"][1][1] = 1.2345
    rules["languages"]["en"]["boosters"]["very"] = 1.305
    assert changed(rules, points={"reactive": 0.1234, "question": 1.234}).splitlines() == [
        'signal "tagged" › points › reactive: 0.1234 has more than 3 decimals; '
        "the others do not count",
        "start › points › reactive: -1.0001 has more than 3 decimals; the others do not count",
        "priority › high: 1.2345 has more than 3 decimals; the others do not count",
        "languages › en › boosters › very: 1.305 has more than 2 decimals; the others do not count",
    ]


@pytest.mark.parametrize(
    "change", [{"except": {"nl": ["getagd"]}}, {"mutes": True}, {"unless_negated": True}]
)
def test_what_does_nothing_without_phrases_is_told(
    change: dict[str, Any], rules: dict[str, Any]
) -> None:
    message = changed(rules, **change)
    assert message == (
        f'signal "tagged" › {next(iter(change))}: it does nothing without `phrases`; leave it out'
    )


@pytest.mark.parametrize("part", ["common", "negations", "boosters"])
@pytest.mark.parametrize(
    "word, reason",
    [
        ("Niét", 'write "niet"'),
        ("geen enkele", 'this is read as "geen" and "enkele"'),
        ("can't", 'this is read as "can" and "t"'),
        ("!", "this is read as nothing"),
        ("", "this is read as nothing"),
    ],
)
def test_a_word_that_no_post_can_have_is_told(
    word: str, reason: str, part: str, rules: dict[str, Any]
) -> None:
    words = rules["languages"]["nl"][part]
    if part == "boosters":
        words[word] = 1.5
    else:
        words.append(word)
    message = said(rules)
    assert message.startswith(f'languages › nl › {part} › "{word}": it can never match')
    assert reason in message
