"""`webcare classify` and `webcare rules check`, as they are typed."""

import json
from pathlib import Path

from click.testing import CliRunner

from webcare import paths
from webcare.cli import main

KLM = {"name": "KLM", "handles": {"x": ["KLM"]}, "hashtags": ["KLM"], "sites": ["klm.nl"]}


def classify(*lines: str) -> tuple[int, list[dict[str, object]], str]:
    done = CliRunner().invoke(main, ["classify"], input="\n".join(lines) + "\n")
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_verdicts_come_in_the_same_order_each_with_its_own_brand() -> None:
    text = "@KLM waar blijft mijn koffer"
    code, out, _ = classify(
        json.dumps({"key": "a", "platform": "x", "text": text, "brand": KLM}),
        json.dumps({"key": "b", "platform": "x", "text": text}),
    )
    assert code == 0 and [one["key"] for one in out] == ["a", "b"]
    signals = [[reason["signal"] for reason in one["verdict"]["reasons"]] for one in out]
    assert "tagged" in signals[0] and "tagged" not in signals[1]


def test_a_bad_line_is_told_with_its_number_and_the_others_are_classified() -> None:
    code, out, told = classify('{"text": "Mooi"}', "kapot", "", '["a"]', '{"text": 3}', "{}")
    assert code == 1 and len(out) == 2
    assert [line.split(":")[0] for line in told.splitlines()] == ["line 2", "line 4", "line 5"]


def test_what_is_wrong_with_a_line_is_said_in_plain_words() -> None:
    lines = ['{"text": 3}', '{"text": "a", "brand": {"handles": ["a"], "name": "b"}}']
    lines += [
        '{"text": "a", "author": "jan"}',
        '{"text": "a", "brand": {"places": [{"url": "b"}]}}',
    ]
    _, _, told = classify(*lines)
    assert told.splitlines() == [
        "line 1: text: 3 does not fit. It must be a text",
        'line 2: brand › handles: ["a"] does not fit. It must be a group {...}',
        'line 3: author: "jan" does not fit. It must be a group {...} with "name", "handle", '
        '"followers"',
        'line 4: brand › places[0]: the field "replies" is missing',
    ]


def test_odd_fields_never_end_the_run() -> None:
    lines = [
        '{"text": "a", "author": {"followers": "many"}, "mentions": [3], "place": {"kind": 4}}',
        '{"text": "a", "brand": {"name": 3}}',
        '{"text": "a", "brand": {"handles": []}}',
        '{"text": "\\ud800"}',
    ]
    code, out, told = classify(*lines)
    assert code == 1 and len(out) + len(told.splitlines()) == 4 and out[-1]["verdict"]


def test_rules_check_says_that_all_is_well_or_what_is_wrong(tmp_path: Path) -> None:
    good = CliRunner().invoke(main, ["rules", "check"])
    assert good.exit_code == 0 and "as they should be" in good.output
    path = tmp_path / "mine.json"
    path.write_text("{}", "utf-8")
    bad = CliRunner().invoke(main, ["rules", "check", str(path)])
    assert bad.exit_code == 1 and "mine.json: the whole file" in bad.output


def test_rules_check_says_what_is_no_post_among_the_examples(tmp_path: Path) -> None:
    rules = json.loads((paths.shared() / "rules.json").read_text("utf-8"))
    rules["example_brand"]["handles"] = ["fietsrijk"]
    posts = [{"text": "a", "mentions": 3}, {"text": "a", "replyto": "joke"}]
    rules["signals"][0]["counterexamples"] = posts
    (tmp_path / "mine.json").write_text(json.dumps(rules), "utf-8-sig")
    done = CliRunner().invoke(main, ["rules", "check", str(tmp_path / "mine.json")])
    assert done.exit_code == 1 and isinstance(done.exception, SystemExit)
    brand, mentions, reply = done.output.splitlines()
    assert 'example_brand "' not in brand and 'handles: ["fietsrijk"] does not fit' in brand
    assert 'signals[0] "tagged" › counterexamples[0] › mentions: 3 does not fit' in mentions
    assert 'there is no field "replyto" (perhaps "reply_to" is meant)' in reply
