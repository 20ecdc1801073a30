"""The rulebook of the invented brand, and the other engine in a node process."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from webcare import paths
from webcare.engine import engine, rulebook

HERE = Path(__file__).parent


class Twin:
    """The browser's engine in node: one JSON line in, one out; `raw` keeps its very bytes."""

    def __init__(self) -> None:
        command = ["node", str(HERE / "twin.js")]
        self._node = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def raw(self, **question: Any) -> str:
        """The answer as it was written."""
        assert self._node.stdin and self._node.stdout
        self._node.stdin.write(json.dumps(question) + "\n")
        self._node.stdin.flush()
        return self._node.stdout.readline().rstrip("\n")

    def close(self) -> None:
        assert self._node.stdin and self._node.stdout
        self._node.stdin.close()
        self._node.wait(10)
        self._node.stdout.close()


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


def written(answer: Any) -> str:
    """JSON as JavaScript writes it."""
    return (
        json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
        .encode("utf-8", "surrogatepass")
        .decode("utf-8", "replace")
    )
