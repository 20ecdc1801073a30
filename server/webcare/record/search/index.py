"""The index: one entry per case with the stems of all that was written in it.

Kept by the writer after it has answered; a case whose entry is behind is marked `stale`.
"""

from typing import Any
from weakref import WeakKeyDictionary

import peewee

from webcare.record import sql
from webcare.record.events import events_of
from webcare.record.search import stems

Json = dict[str, Any]
FIELDS = ("text", "reason", "cause", "learning", "question", "concerns", "to")
MOST_WORDS = 20_000
_known: WeakKeyDictionary[peewee.Database, set[str]] = WeakKeyDictionary()
MOST_KNOWN = 400_000


def catch_up(db: peewee.Database, most: int = 25) -> bool:
    """Index up to `most` stale cases in the transaction at hand; whether there are more."""
    query = "SELECT id FROM cases WHERE stale = 1 ORDER BY id LIMIT ?"
    ids = [row[0] for row in sql.execute(db, query, (most,)).fetchall()]
    if ids:
        events = events_of(db, ids)
        _put(db, [(case_id, document(events[case_id])) for case_id in ids])
        done = f"UPDATE cases SET stale = 0 WHERE id IN ({sql.marks(len(ids))})"  # noqa: S608
        sql.execute(db, done, ids)
    return len(ids) == most


def document(events: list[Json]) -> list[str]:
    """The stems of everything that was written in a case; each text in its own language."""
    found: list[str] = []
    for event in events:
        data = event["data"]
        if event["type"] == "opened":
            author = data["post"].get("author") or {}
            found += stems.words(f"{author.get('name') or ''} {author.get('handle') or ''}")
            data = data["post"]
        for name in FIELDS:
            if isinstance(data.get(name), str):
                found += stems.stemmed(data[name])
        found += [stem for tag in data.get("tags", []) for stem in stems.stemmed(tag)]
    return found[:MOST_WORDS]


def remove(db: peewee.Database, case_ids: list[int], texts: list[str]) -> None:
    """Take cases out of the index, and the words that then stand nowhere any more."""
    name = "rowid" if sql.is_sqlite(db) else "case_id"
    sql.execute_many(db, f"DELETE FROM docs WHERE {name} = ?", [(i,) for i in case_ids])  # noqa: S608
    once = {w for text in texts for w in (*stems.words(text), *stems.stemmed(text))}
    for word in once:
        if not _occurs(db, word):
            _forget(db, word)


def _occurs(db: peewee.Database, word: str) -> bool:
    if sql.is_sqlite(db):
        query = "SELECT 1 FROM docs WHERE docs MATCH ? LIMIT 1"
        return sql.value(db, query, (f'"{word}"',)) is not None
    query = "SELECT 1 FROM docs WHERE words @@ to_tsquery('simple', ?) LIMIT 1"
    return sql.value(db, query, (f"'{word}'",)) is not None


def _forget(db: peewee.Database, word: str) -> None:
    _known.get(db, set()).discard(word)
    number = sql.value(db, "SELECT id FROM words WHERE word = ?", (word,))
    if number is None:
        return
    sql.execute(db, "DELETE FROM words WHERE id = ?", (number,))


def _put(db: peewee.Database, entries: list[tuple[int, list[str]]]) -> None:
    rows = [(case_id, " ".join(found)) for case_id, found in entries]
    if sql.is_sqlite(db):
        sql.execute_many(db, "INSERT OR REPLACE INTO docs (rowid, words) VALUES (?, ?)", rows)
    else:
        sql.execute_many(
            db,
            "INSERT INTO docs (case_id, words) VALUES (?, to_tsvector('simple', ?))"
            " ON CONFLICT (case_id) DO UPDATE SET words = excluded.words",
            rows,
        )
    _learn(db, {word for _, found in entries for word in found})


def _learn(db: peewee.Database, found: set[str]) -> None:
    """Add words that are new, so that compounds can be found by their parts."""
    known = _known.setdefault(db, set())
    unsure = sorted(word for word in found - known if len(word) > 3)
    for start in range(0, len(unsure), 400):
        some = unsure[start : start + 400]
        query = f"SELECT word FROM words WHERE word IN ({sql.marks(len(some))})"  # noqa: S608
        there = {row[0] for row in sql.execute(db, query, some).fetchall()}
        # Only what was committed before is remembered: this transaction may be rolled back.
        known.update(there if len(known) < MOST_KNOWN else ())
        new = [(word,) for word in some if word not in there]
        addition = "INSERT INTO words (word) VALUES (?) ON CONFLICT (word) DO NOTHING"
        sql.execute_many(db, addition, new)
