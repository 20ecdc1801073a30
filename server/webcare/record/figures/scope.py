"""What a figure is computed over, and what it gives."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import peewee

from webcare.record import sql
from webcare.record.figures.tally import Tally, tally

HOUR = 3_600_000
BUCKETS = ((0, 1), (1, 4), (4, 8), (8, 24), (24, None))
"""Hours, as the field counts them."""


@dataclass(frozen=True)
class Figure:
    """A value with the numbers it is made of. `unit`: share, ms, count or kappa."""

    value: float | None
    unit: str
    parts: dict[str, tuple[float | None, str]] = field(default_factory=dict)
    buckets: list[int] = field(default_factory=list)
    table: list[list[int]] = field(default_factory=list)


@dataclass(frozen=True)
class Scope:
    """Cases opened in [since, until), of one platform, agent or place if given; all in ms."""

    db: peewee.Database
    since: int
    until: int
    business: Callable[[int, int], int | None] = lambda start, end: None
    target_ms: Callable[[str | None], int | None] = lambda platform: None
    """First-response target of a platform in business milliseconds."""
    platform: str = ""
    agent: str = ""
    place: str = ""

    def where(self, more: str = "") -> tuple[str, list[Any]]:
        """The conditions on `cases` and their values."""
        clauses, values = ["opened_at >= ? AND opened_at < ?"], [self.since, self.until]
        found: list[Any] = [*values]
        for column, value in (
            ("platform", self.platform),
            ("decided_by", self.agent),
            ("place_owner", self.place),
        ):
            if value:
                clauses.append(f"{column} = ?")
                found.append(value)
        if more:
            clauses.append(f"({more})")
        return " AND ".join(clauses), found

    def rows(
        self,
        columns: str,
        more: str = "",
        after: str = "",
        of_more: Sequence[Any] = (),
        of_columns: Sequence[Any] = (),
    ) -> list[tuple[Any, ...]]:
        """Columns of the cases in scope; `of_…` are the values of `more`'s and `columns`' marks."""
        where, values = self.where(more)
        query = f"SELECT {columns} FROM cases WHERE {where} {after}"  # noqa: S608
        return list(sql.execute(self.db, query, (*of_columns, *values, *of_more)).fetchall())

    @cached_property
    def tally(self) -> Tally:
        """What its cases add up to, read in one pass."""
        return tally(self.db, self.rows, self.target_ms)


def share(part: float, whole: float) -> float | None:
    """part ÷ whole; None when there is nothing to divide by."""
    return part / whole if whole else None


def percentile(ordered: list[int], fraction: float) -> float | None:
    """The value below which this fraction lies, between neighbours in proportion.

    Hyndman & Fan's type 7, as spreadsheets do it. None for an empty list.
    """
    if not ordered:
        return None
    place = (len(ordered) - 1) * fraction
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def buckets(ordered: list[int]) -> list[int]:
    """How many lie in 0–1, 1–4, 4–8, 8–24 and more hours; an end belongs to the next."""
    ends = [len(ordered) if to is None else bisect_left(ordered, to * HOUR) for _, to in BUCKETS]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def of_times(business: list[int], wall: list[int], within: float | None = None) -> Figure:
    """A figure of lengths of time on both clocks: median, 90th percentile, share in target."""
    business, wall = sorted(business), sorted(wall)
    early = bisect_left(wall, 0)  # answered, by the clocks, before they were posted
    wall[:early] = [0] * early
    return Figure(
        percentile(business, 0.5),
        "ms",
        {
            "p90": (percentile(business, 0.9), "ms"),
            "within": (within, "share"),
            "wall": (percentile(wall, 0.5), "ms"),
            "wall_p90": (percentile(wall, 0.9), "ms"),
            "count": (len(wall), "count"),
        },
        buckets(business),
    )
