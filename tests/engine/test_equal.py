"""Both engines give the same verdict, byte for byte, on 10,000 generated posts."""

from collections.abc import Callable
from typing import Any

import pytest
from generated import posts
from hypothesis import HealthCheck, given, settings

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
