"""Both engines give the same verdict, byte for byte: 10,000 posts, and 100 other rulebooks."""

import json
import random
from collections.abc import Callable
from typing import Any

import jsonschema_rs
import pytest
from generated import made, pieces, posts
from hypothesis import HealthCheck, given, settings
from rulebooks import shuffled
from twin import Twin, written

from webcare import paths
from webcare.engine import engine

SCHEMA = json.loads((paths.shared() / "schemas/rules.json").read_text("utf-8"))
Decide = Callable[[dict[str, Any]], dict[str, Any]]


@pytest.mark.timeout(1800)  # minutes on a busy machine
def test_generated_posts_get_the_same_verdict(both: Decide, book: dict[str, Any]) -> None:
    @settings(
        max_examples=10_000, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(posts(book["rules"]))
    def same(post: dict[str, Any]) -> None:
        both(post)

    same()


@pytest.mark.parametrize("seed", range(100))
def test_other_rules_decide_the_same(book: dict[str, Any], twin: Twin, seed: int) -> None:
    rng = random.Random(seed)
    words = pieces(book["rules"])
    other = shuffled(book, words, rng)
    jsonschema_rs.validate(SCHEMA, other["rules"])
    compiled = engine.compile(other)
    twin.raw(rulebook=other)
    try:
        for _ in range(25):
            post = made(words, rng)
            assert twin.raw(post=post) == written(engine.decide(compiled, post))
    finally:
        twin.raw(rulebook=book)  # the one process is everybody's
