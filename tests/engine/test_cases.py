"""Every shared case: both engines agree, on what was written down, and what must hold holds."""

import json
from collections.abc import Callable
from typing import Any

import jsonschema_rs
import pytest

from webcare import paths

FILES = sorted((paths.shared() / "cases").glob("*.json"))
CASES = [(path.stem, case) for path in FILES for case in json.loads(path.read_text("utf-8"))]
SCHEMAS = paths.shared() / "schemas"
Decide = Callable[[dict[str, Any]], dict[str, Any]]


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 400


def test_posts_are_posts_and_verdicts_are_verdicts(decide: Decide) -> None:
    post, verdict = (
        jsonschema_rs.validator_for(json.loads((SCHEMAS / f"{name}.json").read_text("utf-8")))
        for name in ("post", "verdict")
    )
    for _, case in CASES:
        if case["post"]["platform"] and "\ud800" not in case["post"]["text"]:
            post.validate(case["post"])
        verdict.validate(decide(case["post"]))


@pytest.mark.parametrize("file", [path.stem for path in FILES])
def test_both_engines_decide_what_is_written_down(file: str, both: Decide) -> None:
    for name, case in CASES:
        if name == file:
            verdict = both(case["post"])
            del verdict["rules_version"]
            assert verdict == case["verdict"], case["name"]


def test_what_must_hold_holds(decide: Decide) -> None:
    for _, case in CASES:
        verdict = decide(case["post"])
        assert {field: verdict[field] for field in case["must"]} == case["must"], case["post"]
