"""How the day goes, in a handful of numbers."""

from typing import Any
from zoneinfo import ZoneInfo

import peewee

from webcare.record import clock, hours, sql

Json = dict[str, Any]


def day(db: peewee.Database, zone: ZoneInfo) -> Json:
    """{opened, replied, skipped, open, oldest_at, overdue} since midnight in the brand's zone."""
    start = hours.start_of_today(zone)
    now = clock.now_ms()
    return {
        "opened": _count(db, "opened_at >= ?", start),
        "replied": _count(
            db, "outcome = 'replied' AND decided_at >= ? AND last_at >= ?", start, start
        ),
        "skipped": _count(
            db, "outcome = 'skipped' AND decided_at >= ? AND last_at >= ?", start, start
        ),
        "open": _count(db, "status IN ('open', 'waiting')"),
        "oldest_at": sql.value(db, "SELECT min(opened_at) FROM cases WHERE status <> 'done'"),
        "overdue": sql.value(
            db, "SELECT count(*) FROM promises WHERE kept_at IS NULL AND due_at < ?", (now,)
        ),
        "total": sql.value(db, "SELECT max(id) FROM cases") or 0,
    }


def _count(db: peewee.Database, condition: str, *values: int) -> int:
    return int(sql.value(db, f"SELECT count(*) FROM cases WHERE {condition}", values))  # noqa: S608
