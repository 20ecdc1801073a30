"""Earlier contact: a writer's other cases, cases about the same thing, and whether we helped."""

from typing import Any

import peewee

from webcare.record import cases, chain, clock, sql
from webcare.record.events import events_of
from webcare.record.record import Record
from webcare.record.search import find as search_index

Json = dict[str, Any]
SIMILAR = 5
EARLIER = 5
SOON_MS = 14 * 86_400_000
"""A later post of the same writer in the same place is about our answer for so long."""


def similar(record: Record, text: str, post_key: str) -> list[Json]:
    """Earlier finished cases about the same thing, with how they ended and what was answered."""
    record.index_what_is_new()
    key = chain.key_hash(record.secret, post_key)
    own = sql.value(record.db, "SELECT id FROM cases WHERE key_hash = ?", (key,))
    ids = search_index.similar(record.db, text, own, 20)
    if not ids:
        return []
    done = cases.find(record.db, cases.Filter(status="done"), ids)
    rows = {row["id"]: row for row in done}
    return _told(record.db, [rows[case_id] for case_id in ids if case_id in rows][:SIMILAR])


def earlier(record: Record, platform: str, author: str, post_key: str) -> list[Json]:
    """This writer's cases on this platform but the one of the post, the latest first.

    `author`: the handle, or the name where the platform has no handles, as `opened` holds it.
    """
    query = (
        f"SELECT {cases.COLUMNS} FROM cases WHERE author = ? AND platform = ? AND key_hash <> ?"  # noqa: S608
        " ORDER BY last_at DESC LIMIT ?"
    )
    own = chain.key_hash(record.secret, post_key)
    return _told(record.db, sql.rows(record.db, query, (author, platform, own, EARLIER)))


def _told(db: peewee.Database, rows: list[Json]) -> list[Json]:
    events = events_of(db, [row["id"] for row in rows])
    return [_one(db, row, sorted(events[row["id"]], key=lambda e: e["at"])) for row in rows]


def _one(db: peewee.Database, row: Json, events: list[Json]) -> Json:
    replies = [e for e in events if e["type"] in ("replied", "answered")]
    texts = [e["data"]["text"] for e in replies if e["data"].get("text")]
    return {
        **{name: row[name] for name in ("id", "excerpt", "outcome", "cause", "learning", "kind")},
        "page": f"/cases/{row['id']}",
        "at": clock.to_iso(row["last_at"]),
        "agent": row["decided_by"],
        "reply": texts[-1] if texts else None,
        "helped": _helped(db, row["id"], events, replies[-1]["at"]) if replies else None,
    }


def _helped(db: peewee.Database, case_id: int, events: list[Json], at: int) -> str | None:
    """What followed on our last answer: thanked, came_back, reopened or closed; None for nothing.

    A later post tells most: the same writer in the same place, within two weeks.
    """
    query = (
        "SELECT later.kind, later.sentiment FROM cases JOIN cases later"
        " ON later.thread = cases.thread AND later.id <> cases.id WHERE cases.id = ?"
        " AND later.posted_at > ? AND later.posted_at < ? ORDER BY later.posted_at DESC LIMIT 1"
    )
    later = sql.row(db, query, (case_id, at, at + SOON_MS))
    if later and (later["kind"] == "compliment" or later["sentiment"] == "positive"):
        return "thanked"
    if later and (later["kind"] == "complaint" or later["sentiment"] == "negative"):
        return "came_back"
    after = [e["type"] for e in events if e["at"] > at and e["type"] in ("closed", "reopened")]
    return after[-1] if after else None
