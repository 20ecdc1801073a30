"""The rulebook of the invented brand, and the other engine in a node process."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from twin import Twin, written

from webcare import paths
from webcare.engine import engine, rulebook


@pytest.fixture(scope="session")
def twin() -> Iterator[Twin]:
    """One node process for all tests."""
    other = Twin()
    yield other
    other.close()


@pytest.fixture(scope="session")
def book() -> dict[str, Any]:
    """The shipped rulebook with the invented brand of its examples."""
    plain = rulebook.load(paths.shared(), {"name": ""})
    brand = plain["rules"]["example_brand"]
    return rulebook.compose(plain["rules"], plain["lexicon"], [], brand)


@pytest.fixture(scope="session")
def decide(book: dict[str, Any]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Decides a post with the shipped rules."""
    compiled = engine.compile(book)
    return lambda post: engine.decide(compiled, post)


@pytest.fixture(scope="session")
def both(
    book: dict[str, Any], twin: Twin, decide: Callable[[dict[str, Any]], dict[str, Any]]
) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Decides in both engines, and holds them to the same bytes."""
    twin.raw(rulebook=book)

    def decided(post: dict[str, Any]) -> dict[str, Any]:
        verdict = decide(post)
        assert twin.raw(post=post) == written(verdict)
        return verdict

    return decided
