"""The record decided again under other rules, with its progress shown while it goes on."""

from collections.abc import Iterator
from typing import Any

from webcare.learning import compare

Json = dict[str, Any]
CHUNK = 500


class Redecision:
    """What would change; filled while `progress` is gone through, as the page is sent."""

    def __init__(self, now: Json, then: Json, known: list[Json]) -> None:
        self.now, self.then, self.known = now, then, known
        self.changed: list[Json] = []

    @property
    def total(self) -> int:
        """How many posts are decided again."""
        return len(self.known)

    def progress(self) -> Iterator[int]:
        """How many have been done, after each chunk."""
        posts = [one["post"] for one in self.known]
        for start in range(0, len(posts), CHUNK):
            self.changed += compare.changes(self.now, self.then, posts[start : start + CHUNK])
            yield min(start + CHUNK, len(posts))

    @property
    def directions(self) -> list[Json]:
        """By field and direction; whether a reply is wanted comes first."""
        found = compare.directions(self.changed)
        return sorted(found, key=lambda one: one["field"] != "reply")
