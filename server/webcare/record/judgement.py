"""What waits for a lead's word: replies to approve, warnings that were overridden, corrections."""

from typing import Any

import peewee

from webcare.record import clock, sql
from webcare.record.events import events_of, whole

Json = dict[str, Any]
WORD = ("approved", "rejected")
ENDS = ("cancelled", "replied", "skipped", "erased")
"""After one of these nobody waits for an approval any more."""
LATEST = 500
LONGEST_WAIT_MS = 30 * clock.DAY_MS


def approvals(db: peewee.Database) -> list[Json]:
    """Replies that wait for a lead's approval, the longest waiting first: {event, text, …}."""
    since = clock.now_ms() - LONGEST_WAIT_MS
    asked = _acts(db, "warned", since, '%"needs_approval"%')
    after = events_of(db, sorted({e["case_id"] for e in asked}))
    return [e for e in reversed(asked) if not _is_settled(e, after[e["case_id"]])]


def _is_settled(asked: Json, events: list[Json]) -> bool:
    return any(
        e["data"].get("event") == asked["id"] if e["type"] in WORD else _follows(e, asked)
        for e in events
        if e["type"] in (*WORD, *ENDS, "warned")
    )


def _follows(event: Json, asked: Json) -> bool:
    return event["id"] != asked["id"] and (event["at"], event["n"]) > (asked["at"], asked["n"])


def overridden(db: peewee.Database, since: int) -> list[Json]:
    """Warnings that were overridden since then, the latest first, each with `word`: the lead's
    judgement as an event, or None.
    """
    found = _acts(db, "overridden", since)
    words = {
        e["data"]["event"]: e
        for events in events_of(db, sorted({e["case_id"] for e in found})).values()
        for e in events
        if e["type"] in WORD
    }
    return [{**e, "word": words.get(e["id"])} for e in found]


def corrections(db: peewee.Database, since: int) -> list[Json]:
    """What agents and leads corrected since then, the latest first: each field of a case once, from
    what it was to where it ended, for a key steps through the values."""
    made: dict[tuple[int, str], Json] = {}
    for act in _acts(db, "corrected", since):
        field = act["case_id"], act["data"]["field"]
        last = made.setdefault(field, act)
        last["data"]["from"] = act["data"]["from"]
    return [act for act in made.values() if act["data"]["from"] != act["data"]["to"]]


def _acts(db: peewee.Database, type_: str, since: int, facts: str = "%") -> list[Json]:
    """The latest events of one type with their case's post in short; `facts`: what they hold."""
    # The type stands in the text, so that the partial index of that type fits.
    query = (
        "SELECT e.id, e.case_id, e.n, e.agent, e.at, e.facts, e.personal, c.excerpt, c.author,"  # noqa: S608
        f" c.platform FROM events e JOIN cases c ON c.id = e.case_id WHERE e.type = '{type_}'"
        " AND e.at >= ? AND e.facts LIKE ? AND c.erased_at IS NULL ORDER BY e.at DESC LIMIT ?"
    )
    rows = sql.rows(db, query, (since, facts, LATEST))
    return [{**row, "data": whole(row.pop("facts"), row.pop("personal"))[0]} for row in rows]
