"""What-if and learning: from a file of posts, and from the record."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from webcare import paths
from webcare.cli import main
from webcare.engine import rulebook
from webcare.learning import compare, fit, posts
from webcare.record import learned

GROUP = {"kind": "group", "owner": "Fietsers Oost", "url": None}
ASKS = {"text": "Waar blijft mijn bestelling?", "platform": "facebook", "place": GROUP}
VENTS = {"text": "Wat een drama, ga naar een ander", "platform": "facebook", "place": GROUP}

HELP = {**ASKS, "text": "Kunnen jullie mij helpen met mijn retour?"}


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def other_rules(tmp_path: Path, book: dict[str, Any], start: float) -> Path:
    points = {**book["rules"]["start"]["points"], "reactive": start}
    rules = {**book["rules"], "start": {**book["rules"]["start"], "points": points}}
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(rules), "utf-8")
    return path


def test_what_if_tells_what_changes_in_which_direction(
    tmp_path: Path, book: dict[str, Any]
) -> None:
    lines = tmp_path / "posts.jsonl"
    lines.write_text("\n".join(json.dumps(one) for one in (ASKS, VENTS)), "utf-8")
    new = other_rules(tmp_path, book, 10)
    done = run("what-if", str(new), "--posts", str(lines), "--data", str(tmp_path / "none"))
    assert done.exit_code == 0, done.output
    assert "1 of 2 verdicts change." in done.output
    assert "1 × reply: not_wanted -> wanted" in done.output
    assert VENTS["text"] in done.output and ASKS["text"] not in done.output


def test_what_if_says_what_is_wrong_with_the_new_rules(tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text("{}", "utf-8")
    lines = tmp_path / "posts.jsonl"
    lines.write_text("kapot", "utf-8")
    wrong = run("what-if", str(tmp_path / "mine.json"), "--posts", str(lines), "--data", "/none")
    assert wrong.exit_code == 1 and "line 1: not JSON" in wrong.output


def test_the_same_rules_change_nothing(book: dict[str, Any]) -> None:
    assert compare.changes(book, book, [ASKS, VENTS]) == []


def corrected(count: int) -> list[dict[str, Any]]:
    """A team that finds that who asks where something is, in a group, does not ask the brand."""
    asks = [{"post": ASKS, "corrected": {"approach": "proactive"}} for _ in range(count)]
    others = [{"post": post, "corrected": {}} for post in (VENTS, HELP) for _ in range(count)]
    return asks + others


def test_corrections_turn_their_own_post_and_no_other(book: dict[str, Any]) -> None:
    found = fit.adjustments(book, corrected(6))
    rules = rulebook.adjusted(book["rules"], found)
    changed = compare.changes(book, {**book, "rules": rules}, [ASKS, VENTS, HELP])
    assert [(one["post"]["text"], one["after"]["approach"]) for one in changed] == [
        (ASKS["text"], "proactive")
    ]
    assert all(abs(more) <= fit.MOST for points in found.values() for more in points.values())


def test_without_corrections_there_is_nothing_to_learn(book: dict[str, Any]) -> None:
    with pytest.raises(fit.LearnError, match="Nobody has corrected"):
        fit.adjustments(book, [{"post": ASKS, "corrected": {}}])


def test_learned_versions_are_kept_used_and_undone(tmp_path: Path) -> None:
    first = learned.keep(tmp_path, {"tagged": {"reactive": 0.5}}, {"posts": 3}, "2026-01-01")
    learned.keep(tmp_path, {"tagged": {"reactive": 0.7}}, {"posts": 5}, "2026-02-01")
    assert learned.points(tmp_path) == {"tagged": {"reactive": 0.7}}
    assert learned.undo(tmp_path) == first
    assert learned.undo(tmp_path) is None and learned.points(tmp_path) == {}
    done = run("learn", "--undo", "--data", str(tmp_path))
    assert done.exit_code == 1 and "nothing to undo" in done.output


def test_posts_come_from_the_events_of_a_case() -> None:
    events = [
        {"type": "opened", "data": {"post": ASKS}},
        {"type": "corrected", "data": {"field": "kind", "from": "question", "to": "complaint"}},
        {"type": "corrected", "data": {"field": "kind", "from": "complaint", "to": "other"}},
    ]
    assert posts.of_events(events) == {"post": ASKS, "corrected": {"kind": "other"}}
    assert posts.of_events([{"type": "opened", "data": {"post": {"text": ""}}}]) is None


def test_the_record_of_a_team_can_be_decided_again(tmp_path: Path, book: dict[str, Any]) -> None:
    folder = tmp_path / "data"
    made = run("demo", "--data", str(folder))
    assert made.exit_code == 0, made.output
    done = run("what-if", str(other_rules(tmp_path, book, -10)), "--data", str(folder))
    assert done.exit_code == 0, done.output
    assert "verdicts change" in done.output and not done.output.startswith("0 of")
    same = run("what-if", str(paths.shared() / "rules.json"), "--data", str(folder))
    assert same.output.startswith("0 of")


@pytest.mark.parametrize(
    "line, reason",
    [
        (b'{"text": "caf\xe9"}', "line 2: not UTF-8 text; save posts.jsonl as UTF-8"),
        (b'{"text": 3}', "line 2: post › text: 3 does not fit. It must be a text"),
        (b'{"post": {}}', 'line 2: post: the field "text" is missing'),
        (b'{"post": "a"}', 'line 2: post: "a" does not fit'),
        (b'["a"]', 'line 2: post: ["a"] does not fit'),
        (b"[" * 100_000, "line 2: nested too deeply to be a post"),
        (b'{"text": "a", "mentions": 3}', "It must be a list [...] of: a text"),
        (b'{"text": "a", "followers": 3, "author": "joke"}', "line 2: post › author"),
        (b'{"post": {"text": "a"}, "corrected": ["kind"]}', 'corrected: ["kind"] does not fit'),
        (b'{"post": {"text": "a"}, "corrected": {"kind": "complain"}}', '"complaint" is meant'),
    ],
)
def test_a_line_that_holds_no_post_is_told(line: bytes, reason: str, tmp_path: Path) -> None:
    lines = tmp_path / "posts.jsonl"
    lines.write_bytes(b'{"text": "Mooi"}\n' + line)
    for command in (["learn"], ["what-if", str(paths.shared() / "rules.json")]):
        done = run(*command, "--posts", str(lines), "--data", str(tmp_path / "none"))
        assert done.exit_code == 1 and isinstance(done.exception, SystemExit), done.exception
        assert done.output.startswith("Error: line 2: ") and reason in done.output


def test_a_post_without_corrections_and_one_with_a_mark_in_front_are_read(tmp_path: Path) -> None:
    lines = tmp_path / "posts.jsonl"
    lines.write_text(f'{{"post": {json.dumps(ASKS)}}}\n{json.dumps(VENTS)}\n', "utf-8-sig")
    assert posts.of_file(lines) == [{"post": one, "corrected": {}} for one in (ASKS, VENTS)]


URGENT = {"post": VENTS, "corrected": {"priority": "urgent", "platform_type": "brand_generated"}}


def as_file(tmp_path: Path, known: list[dict[str, Any]]) -> list[str]:
    """The options that learn from these posts, into an empty folder."""
    (tmp_path / "posts.jsonl").write_text("\n".join(json.dumps(one) for one in known), "utf-8")
    return ["--posts", str(tmp_path / "posts.jsonl"), "--data", str(tmp_path / "data")]


def test_the_preview_says_which_corrections_are_left_out_and_why(tmp_path: Path) -> None:
    done = run("learn", *as_file(tmp_path, [*corrected(6), URGENT, URGENT]))
    assert done.exit_code == 0, done.output
    assert done.output.startswith(
        "Learned from corrections of approach and kind: 6.\n"
        "Left out, corrections of platform_type: 2. The place follows from `places` in the rules"
    )
    assert "Left out, corrections of priority: 2. Learning only moves the points" in done.output


def test_corrections_that_are_all_left_out_teach_nothing(tmp_path: Path) -> None:
    done = run("learn", "--accept", *as_file(tmp_path, [URGENT] * 5))
    assert done.exit_code == 1 and "Error: Nobody has corrected whether" in done.output
    assert "Left out, corrections of priority: 5." in done.output
    assert learned.versions(tmp_path / "data") == []


def test_what_changes_nothing_is_not_kept(tmp_path: Path) -> None:
    options = as_file(tmp_path, corrected(6))
    assert "Kept as version 1" in run("learn", "--accept", *options).output
    again = run("learn", "--accept", *options)
    assert again.exit_code == 1 and "Error: These are the very points" in again.output
    few = run("learn", "--accept", *as_file(tmp_path, corrected(2)))
    assert few.exit_code == 1 and "Error: No points would move" in few.output
    assert [one["version"] for one in learned.versions(tmp_path / "data")] == [1]


def test_a_preview_shows_what_would_change_and_keeps_nothing(tmp_path: Path) -> None:
    options = as_file(tmp_path, corrected(6))
    preview = run("learn", *options)
    assert preview.exit_code == 0, preview.output
    assert "6 of 18 verdicts change" in preview.output and ASKS["text"] in preview.output
    assert "Nothing has been kept. To keep it: webcare learn --accept" in preview.output
    assert learned.versions(tmp_path / "data") == []
    assert run("learn", *options).output == preview.output
    run("learn", "--accept", *options)
    assert "0 of 18 verdicts change" in run("learn", *options).output
    undone = run("learn", "--undo", *options)
    assert "Undone: the rules stand alone." in undone.output
    assert run("learn", *options).output == preview.output
