"""Doubles, gaps, practice and sameness."""

import json
from collections import Counter
from collections.abc import Iterable
from math import sqrt
from typing import TypeVar

from rapidfuzz import fuzz

from webcare.record import sql
from webcare.record.figures.over_time import week_of
from webcare.record.figures.scope import Figure, Scope, percentile, share

LAST_REPLIES = 50
LATEST = 100
SAME = 0.9
Z95 = 1.96
"""Standard errors on either side that hold 95 %."""
Pair = tuple[str, str]
"""A trainee's decision and the rule's."""
Key = TypeVar("Key", int, str)


def duplicate_replies(scope: Scope) -> Figure:
    """Duplicate-reply rate: posts with two of our replies by different agents and no turn of the
    customer between them ÷ posts with a reply.
    """
    doubles = scope.rows("id, thread", "duplicate_replies > 0")
    bare = sum(not _customer_spoke_between(scope, case_id, thread) for case_id, thread in doubles)
    answered = scope.tally.totals["answered"]
    return Figure(
        share(bare, answered), "share", {"double": (bare, "count"), "answered": (answered, "count")}
    )


def _customer_spoke_between(scope: Scope, case_id: int, thread: str | None) -> bool:
    query = "SELECT min(at), max(at) FROM events WHERE case_id = ? AND type = 'replied'"
    first, last = sql.execute(scope.db, query, (case_id,)).fetchone()
    turn = "SELECT 1 FROM cases WHERE thread = ? AND posted_at > ? AND posted_at < ? LIMIT 1"
    return bool(thread) and sql.value(scope.db, turn, (thread, first, last)) is not None


def coverage(scope: Scope) -> Figure:
    """Documentation coverage: posts under which our own reply was seen on the page and whose case
    holds a reply ÷ posts under which our own reply was seen.
    """
    seen, covered = scope.tally.totals["seen"], scope.tally.totals["covered"]
    return Figure(
        share(covered, seen), "share", {"seen": (seen, "count"), "covered": (covered, "count")}
    )


def trainee_agreement(scope: Scope) -> Figure:
    """Trainee agreement: Cohen's κ of blind decisions (reply or not) against the rule.

    (agreed − by chance) ÷ (1 − by chance); no value when chance alone explains everything.
    Between `low` and `high` it lies with 95 % certainty.
    """
    return _of_pairs([pair for _, _, pair in _practised(scope)])


def by_trainee(scope: Scope) -> dict[str, Figure]:
    """The same for each who practised, by name."""
    return _for_each((agent, pair) for agent, _, pair in _practised(scope))


def by_week(scope: Scope) -> dict[int, Figure]:
    """The same for each week in which somebody practised, by its Monday in ms."""
    return _for_each((week_of(at), pair) for _, at, pair in _practised(scope))


def _for_each(found: Iterable[tuple[Key, Pair]]) -> dict[Key, Figure]:
    pairs: dict[Key, list[Pair]] = {}
    for key, pair in found:
        pairs.setdefault(key, []).append(pair)
    return {key: _of_pairs(pairs[key]) for key in sorted(pairs)}


def _of_pairs(pairs: list[Pair]) -> Figure:
    low, high = interval(pairs)
    parts = {"low": (low, "kappa"), "high": (high, "kappa"), "practised": (len(pairs), "count")}
    return Figure(kappa(pairs), "kappa", parts)


def _practised(scope: Scope) -> list[tuple[str, int, Pair]]:
    query = "SELECT agent, at, facts FROM events WHERE type = 'practised' AND at >= ? AND at < ?"
    rows = sql.execute(scope.db, query, (scope.since, scope.until)).fetchall()
    found = [(agent, at, _decision(agent, facts, scope.agent)) for agent, at, facts in rows]
    return [(agent, at, pair) for agent, at, pair in found if pair]


def _decision(agent: str, facts: str, wanted: str) -> Pair | None:
    data = json.loads(facts)
    if (wanted and agent != wanted) or "right" not in data or "reply" not in data:
        return None
    other = "wanted" if data["reply"] == "not_wanted" else "not_wanted"
    return data["reply"], data["reply"] if data["right"] else other


def kappa(pairs: list[tuple[str, str]]) -> float | None:
    """Cohen's κ (1960) of pairs of judgements."""
    agreed, chance = _agreement(pairs)
    return (agreed - chance) / (1 - chance) if chance < 1 else None


def interval(pairs: list[tuple[str, str]]) -> tuple[float | None, float | None]:
    """The 95 % interval of κ by Cohen's own standard error; no values where κ has none."""
    found, (agreed, chance) = kappa(pairs), _agreement(pairs)
    if found is None:
        return None, None
    error = sqrt(agreed * (1 - agreed) / len(pairs)) / (1 - chance)
    return max(-1.0, found - Z95 * error), min(1.0, found + Z95 * error)


def _agreement(pairs: list[tuple[str, str]]) -> tuple[float, float]:
    """(share that agrees, share that would by chance); (1, 1) when nothing can be said."""
    if not pairs:
        return 1.0, 1.0
    count = len(pairs)
    mine, rules = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(mine[label] * rules[label] for label in mine) / count**2
    return sum(own == rule for own, rule in pairs) / count, chance


def _replies(scope: Scope) -> list[tuple[str]]:
    """The latest replies in scope; an agent's are those that the agent wrote."""
    where = ["at >= ? AND at < ?"]
    values: list[int | str] = [scope.since, scope.until]
    chosen = {"platform": scope.platform, "place_owner": scope.place}
    for column, value in chosen.items():
        if value:
            where.append(f"(SELECT {column} FROM cases WHERE cases.id = case_id) = ?")  # noqa: S608
            values.append(value)
    if scope.agent:
        where.append("agent = ?")
        values.append(scope.agent)
    query = (
        f"SELECT personal FROM events WHERE type = 'replied' AND {' AND '.join(where)}"  # noqa: S608
        " AND personal IS NOT NULL ORDER BY at DESC LIMIT ?"
    )
    return list(sql.execute(scope.db, query, (*values, LATEST + LAST_REPLIES)).fetchall())


def sameness(scope: Scope) -> Figure:
    """Template sameness: the highest similarity of a reply to the 50 before it, median over the
    latest 100 replies. Erased texts are left out.
    """
    found = [json.loads(row[0]).get("text") for row in _replies(scope)]
    texts = [text.lower() for text in reversed(found) if text]
    highest = [
        max(fuzz.ratio(text, earlier) for earlier in texts[max(0, n - LAST_REPLIES) : n]) / 100
        for n, text in enumerate(texts)
        if n >= max(1, len(texts) - LATEST)
    ]
    median = percentile([round(value * 1000) for value in sorted(highest)], 0.5)
    same = sum(value >= SAME for value in highest)
    return Figure(
        median / 1000 if median is not None else None,
        "share",
        {"compared": (len(highest), "count"), "same": (same, "count")},
    )
