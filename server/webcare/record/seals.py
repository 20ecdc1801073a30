"""Each day's case heads in one digest, so that no case can be cut short or left out unseen."""

from datetime import UTC, datetime

import peewee

from webcare.record import chain, clock, sql

SETTLE_MS = 10 * 60_000
"""A day is sealed when it has been over this long: another server may still be committing."""
BEGINNING = "0" * 64


def seal_past_days(db: peewee.Database, now: int) -> None:
    """Seal every day that is over and is not sealed yet, oldest first."""
    last_day, digest = _last(db)
    end = (now - SETTLE_MS) // clock.DAY_MS * clock.DAY_MS
    start = start_of(last_day) + clock.DAY_MS if last_day else _first_day(db)
    while start is not None and start < end:
        heads = heads_of(db, start)
        if heads:
            digest = chain.seal(digest, heads)
            sql.execute(
                db,
                "INSERT INTO seals (day, cases, digest) VALUES (?, ?, ?)"
                " ON CONFLICT (day) DO NOTHING",
                (day_name(start), len(heads), digest),
            )
        start = _next_day_with_events(db, start + clock.DAY_MS)


def heads_of(db: peewee.Database, day_start: int) -> list[tuple[str, str]]:
    """(uid, hash) of every case that took an event on this day, as it stood at the day's end."""
    query = (
        "SELECT c.uid, e.hash FROM events e JOIN cases c ON c.id = e.case_id JOIN ("
        " SELECT case_id, max(n) AS n FROM events WHERE received_at >= ? AND received_at < ?"
        " GROUP BY case_id) last ON last.case_id = e.case_id AND last.n = e.n"
    )
    found = sql.execute(db, query, (day_start, day_start + clock.DAY_MS)).fetchall()
    return [(row[0], row[1]) for row in found]


def day_name(ms: int) -> str:
    """The UTC day of a moment."""
    return datetime.fromtimestamp(ms / 1000, UTC).date().isoformat()


def _last(db: peewee.Database) -> tuple[str | None, str]:
    row = sql.row(db, "SELECT day, digest FROM seals ORDER BY day DESC LIMIT 1")
    return (row["day"], row["digest"]) if row else (None, BEGINNING)


def start_of(day: str) -> int:
    """A UTC day by name, as the moment it begins."""
    return round(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() * 1000)


def _first_day(db: peewee.Database) -> int | None:
    return _next_day_with_events(db, 0)


def _next_day_with_events(db: peewee.Database, since: int) -> int | None:
    first = sql.value(db, "SELECT min(received_at) FROM events WHERE received_at >= ?", (since,))
    return int(first) // clock.DAY_MS * clock.DAY_MS if first is not None else None
