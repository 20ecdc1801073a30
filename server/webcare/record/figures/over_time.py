"""What changes over time: causes, kinds and places."""

from collections import Counter
from typing import Any

from webcare.record import clock
from webcare.record.figures.scope import Scope

WEEK = 7 * clock.DAY_MS
PLACE = "CASE WHEN place_kind = 'profile' THEN NULL ELSE place_owner END"
"""Whose profile it is says nothing of a place, and names a person."""
MONDAY = 4 * clock.DAY_MS
"""1 January 1970 was a Thursday; the first Monday came four days later."""


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


def places(scope: Scope, most: int = 12) -> list[dict[str, Any]]:
    """The places with the most posts; all profiles of a platform count as one."""
    rows = scope.rows(
        f"platform, {PLACE} AS place, place_kind, COUNT(*),"
        " SUM(CASE WHEN outcome = 'replied' THEN 1 ELSE 0 END),"
        " SUM(CASE WHEN outcome = 'skipped' THEN 1 ELSE 0 END), MAX(opened_at)",
        "",
        f"GROUP BY platform, {PLACE}, place_kind ORDER BY COUNT(*) DESC LIMIT {most}",
    )
    names = ("platform", "place", "kind", "posts", "replied", "skipped", "last")
    return [dict(zip(names, row, strict=True)) for row in rows]
