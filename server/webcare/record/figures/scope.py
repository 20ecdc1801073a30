"""What a figure is computed over, and what it gives."""

import json
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import peewee

from webcare.record import sql

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
        self, columns: str, more: str = "", after: str = "", of_more: Sequence[Any] = ()
    ) -> list[tuple[Any, ...]]:
        """Columns of the cases in scope; `of_more` are the values of `more`'s marks."""
        where, values = self.where(more)
        values += of_more
        query = f"SELECT {columns} FROM cases WHERE {where} {after}"  # noqa: S608
        return list(sql.execute(self.db, query, values).fetchall())

    @cached_property
    def totals(self) -> dict[str, int]:
        """All counts that figures are made of, in one pass over the cases in scope."""
        wanted = ", ".join(f"COALESCE(SUM({counted}), 0)" for counted in COUNTED.values())
        found = self.rows(f"COUNT(*), {wanted}")[0]
        return dict(zip(("cases", *COUNTED), map(int, found), strict=True))

    def lists(self, *columns: str, more: str) -> list[tuple[Any, ...]]:
        """Per platform the values that each column has: [(platform, [value], …)].

        The database puts each list together: rows in their ten thousands cost ten times as much.
        """
        lite = sql.is_sqlite(self.db)
        gather = "json_group_array" if lite else "array_agg"
        lists = ", ".join(f"{gather}({c}) FILTER (WHERE {c} IS NOT NULL)" for c in columns)
        rows = self.rows(f"platform, {lists}", more, "GROUP BY platform")
        read: Callable[[Any], list[int]] = json.loads if lite else lambda found: found or []
        return [(platform, *map(read, found)) for platform, *found in rows]


def _if(condition: str) -> str:
    return f"CASE WHEN {condition} THEN 1 ELSE 0 END"


COUNTED = {
    "wanted_replied": _if("reply = 'wanted' AND outcome = 'replied'"),
    "wanted_skipped": _if("reply = 'wanted' AND outcome = 'skipped'"),
    "unwanted_replied": _if("reply = 'not_wanted' AND outcome = 'replied'"),
    "unwanted_skipped": _if("reply = 'not_wanted' AND outcome = 'skipped'"),
    "replies": "replies",
    "bad_replies": "CASE WHEN reply = 'not_wanted' THEN replies ELSE 0 END",
    "answered": _if("replies > 0"),
    "handled": _if("outcome IS NOT NULL"),
    "warned": "warned",
    "cancelled": "cancelled",
    "revised": "revised",
    "overridden": "overridden",
    "seen": "seen_answered",
    "covered": _if("seen_answered = 1 AND replies > 0"),
    "wanted_got_one": _if("reply = 'wanted' AND first_reply_at IS NOT NULL"),
    "wanted_closed_without": _if("reply = 'wanted' AND first_reply_at IS NULL AND status = 'done'"),
}
"""What is counted over the cases in scope: name -> what a case adds."""


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
    business, wall = sorted(business), [max(0, ms) for ms in sorted(wall)]
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
