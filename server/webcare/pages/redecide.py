"""The record decided again under other rules, with its progress shown while it goes on."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from webcare.learning import compare

Json = dict[str, Any]
CHUNK = 500


class Redecision:
    """What would change; filled while `progress` is gone through, as the page is sent.

    Of a long record only the posts whose verdict changes stay in memory.
    """

    def __init__(self, now: Json, then: Json, known: Iterable[Json], expected: int) -> None:
        self._now, self._then, self._known = now, then, iter(known)
        self.expected = expected
        self.total = 0
        self.changed: list[Json] = []

    def progress(self) -> Iterator[int]:
        """How many have been decided again, after each chunk."""
        while posts := [one["post"] for one in islice(self._known, CHUNK)]:
            self.changed += compare.changes(self._now, self._then, posts)
            self.total += len(posts)
            yield self.total

    @property
    def directions(self) -> list[Json]:
        """By field and direction; whether a reply is wanted comes first."""
        found = compare.directions(self.changed)
        return sorted(found, key=lambda one: one["field"] != "reply")
