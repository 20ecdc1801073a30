"""What changes over time: causes, kinds and places."""

from collections import Counter
from typing import Any

from webcare.record import clock
from webcare.record.figures.scope import BUCKETS, HOUR, Scope

WEEK = 7 * clock.DAY_MS
PLACE = "CASE WHEN place_kind = 'profile' THEN NULL ELSE place_owner END"
"""Whose profile it is says nothing of a place, and names a person."""
MONDAY = 4 * clock.DAY_MS
"""1 January 1970 was a Thursday; the first Monday came four days later."""


def week_of(at: int) -> int:
    """The Monday (UTC) with which the week of a moment begins; both in ms."""
    return at - (at - MONDAY) % WEEK


def weekly(scope: Scope, column: str, most: int = 5) -> dict[str, Any]:
    """Cases per week and value of `column` ("cause" or "kind"): {weeks: [ms], series: {name: [n]}}.

    The commonest `most` values; posts without a value are left out.
    """
    week = f"(opened_at - {MONDAY}) / {WEEK}"
    rows = scope.rows(
        f"{week}, {column}, COUNT(*)", f"{column} IS NOT NULL", f"GROUP BY {week}, {column}"
    )
    totals: Counter[str] = Counter()
    for _, name, count in rows:
        totals[name] += count
    weeks = sorted({int(n) for n, _, _ in rows})
    all_weeks = list(range(weeks[0], weeks[-1] + 1)) if weeks else []
    counted = {(int(n), name): count for n, name, count in rows}
    return {
        "weeks": [n * WEEK + MONDAY for n in all_weeks],
        "series": {
            name: [counted.get((n, name), 0) for n in all_weeks]
            for name, _ in totals.most_common(most)
        },
    }


PER_WEEK = {
    "speed": {
        f"bucket.{n}": " AND ".join(
            [f"first_business_ms >= {since * HOUR}"]
            + ([f"first_business_ms < {to * HOUR}"] if to else [])
        )
        for n, (since, to) in enumerate(BUCKETS)
    },
    "answers": {
        "part.replied": "reply = 'wanted' AND first_reply_at IS NOT NULL",
        "part.closed_unanswered": "reply = 'wanted' AND first_reply_at IS NULL AND status = 'done'",
        "part.open": "reply = 'wanted' AND first_reply_at IS NULL AND status <> 'done'",
    },
}
"""Pictures of counts per week: name -> {part: condition}."""
WARNINGS = {name: f"part.{name}" for name in ("cancelled", "revised", "overridden")}


def per_week(scope: Scope) -> dict[str, dict[str, Any]]:
    """Response times in buckets, wanted replies, and what became of warnings, each per week.

    {picture: {weeks: [ms], series: {part: [n]}}}; one pass over the cases.
    """
    wanted = {
        (picture, part): f"SUM(CASE WHEN {condition} THEN 1 ELSE 0 END)"
        for picture, parts in PER_WEEK.items()
        for part, condition in parts.items()
    }
    wanted |= {("warnings", part): f"SUM({column})" for column, part in WARNINGS.items()}
    week = f"(opened_at - {MONDAY}) / {WEEK}"
    rows = scope.rows(f"{week}, {', '.join(wanted.values())}", "", f"GROUP BY {week}")
    counted = {int(row[0]): dict(zip(wanted, row[1:], strict=True)) for row in rows}
    weeks = list(range(min(counted), max(counted) + 1)) if counted else []
    found: dict[str, dict[str, Any]] = {}
    for picture, part in wanted:
        counts = [int(counted.get(n, {}).get((picture, part), 0)) for n in weeks]
        empty = {"weeks": [n * WEEK + MONDAY for n in weeks], "series": {}}
        found.setdefault(picture, empty)["series"][part] = counts
    return found


PLACES = ("platform", "place", "kind", "posts", "replied", "skipped", "last")


def places(scope: Scope, most: int = 12) -> list[dict[str, Any]]:
    """The places with the most posts; all profiles of a platform count as one."""
    rows = scope.rows(
        f"platform, {PLACE} AS place, place_kind, COUNT(*),"
        " SUM(CASE WHEN outcome = 'replied' THEN 1 ELSE 0 END),"
        " SUM(CASE WHEN outcome = 'skipped' THEN 1 ELSE 0 END), MAX(opened_at)",
        "",
        f"GROUP BY platform, {PLACE}, place_kind ORDER BY COUNT(*) DESC LIMIT {most}",
    )
    return [dict(zip(PLACES, row, strict=True)) for row in rows]
