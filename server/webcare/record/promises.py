"""What was promised to a customer or asked of the second line, and until when."""

from typing import Any

import peewee

from webcare.record import clock, sql

Json = dict[str, Any]
LAST_PART = 0.8
"""Green below 80 % of the time, orange in the last 20 %, red past it."""


def colour(made_at: int, due_at: int | None, now: int) -> str:
    """green, orange, red, or none when nothing was promised for a certain time."""
    if due_at is None:
        return "none"
    if now >= due_at:
        return "red"
    return "green" if now < made_at + LAST_PART * (due_at - made_at) else "orange"


def of_case(db: peewee.Database, case_id: int) -> list[Json]:
    """A case's promises and hand-overs in the order in which they were made."""
    rows = sql.rows(db, "SELECT * FROM promises WHERE case_id = ? ORDER BY made_at", (case_id,))
    return [_coloured(row) for row in rows]


def open_ones(db: peewee.Database, limit: int = 50) -> list[Json]:
    """What is still owed, the first due first, each with its case's author and excerpt."""
    query = (
        "SELECT p.*, c.author, c.excerpt, c.platform FROM promises p"
        " JOIN cases c ON c.id = p.case_id WHERE p.kept_at IS NULL"
        " ORDER BY p.due_at IS NULL, p.due_at LIMIT ?"
    )
    return [_coloured(row) for row in sql.rows(db, query, (limit,))]


def _coloured(row: Json) -> Json:
    at = row["kept_at"] if row["kept_at"] is not None else clock.now_ms()
    return {**row, "colour": colour(row["made_at"], row["due_at"], at)}
