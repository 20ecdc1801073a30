"""What browsers noted of platforms that look different: which fields, never what stood there."""

import json
from typing import Any

import peewee

from webcare.record import clock, store

Json = dict[str, Any]
NAME = "health_notes"
KEPT_MS = 14 * 86_400_000
MOST = 40
"""Notes kept: one per platform, version of its file, and kind of trouble."""


def take(db: peewee.Database, note: Json) -> None:
    """Keep a note {platform, version, found, fields}, or count it when it is known; in `write`."""
    now = clock.now_ms()
    kept = _fresh(db, now)
    same = next((other for other in kept if _subject(other) == _subject(note)), None)
    kept = [other for other in kept if other is not same]
    first = same or {"first_at": now, "times": 0, "fields": []}
    fields = sorted({*first["fields"], *note["fields"]})
    newest = {**first, **note, "fields": fields, "last_at": now, "times": first["times"] + 1}
    store.put(db, NAME, json.dumps([newest, *kept][:MOST]))


def latest(db: peewee.Database) -> list[Json]:
    """The notes of the last two weeks, the newest first: {platform, version, found, fields,
    first_at, last_at, times}; `found` is nothing_read or half_read."""
    return _fresh(db, clock.now_ms())


def _fresh(db: peewee.Database, now: int) -> list[Json]:
    kept: list[Json] = json.loads(store.get(db, NAME) or "[]")
    return [note for note in kept if note["last_at"] > now - KEPT_MS]


def _subject(note: Json) -> tuple[str, str, str]:
    return note["platform"], note["version"], note["found"]
