"""A record of any size to measure on: some cases through the ledger, the rest copied from them.

Making a million cases event by event takes most of an hour; copying rows takes minutes and leaves
tables, indexes and search of the same size and spread. Copies carry the hashes of what they were
copied from, so `webcare verify` rightly refuses such a record.
"""

import itertools
import random
import sys

from acting import event, opening, verdict_of

from webcare.record import clock, sql
from webcare.record.columns import COLUMNS
from webcare.record.events import COLUMNS as EVENT_COLUMNS
from webcare.record.events import events_of
from webcare.record.incoming import Incoming
from webcare.record.record import Record
from webcare.record.search import index

ORIGINALS = 20_000
APART_MS = 63_000
"""A million cases are two years."""
WRITERS = 300_000
BATCH = 400
INDEXED = "INSERT INTO docs (rowid, words) VALUES (?, ?)"


def vocabulary(chance: random.Random, count: int = 60_000) -> list[str]:
    """Invented Dutch-looking words; the first ones are common."""
    syllables = [
        a + b for a in "bdfghklmnprstvwz" for b in ("a", "e", "o", "ij", "aan", "el", "er")
    ]
    parts = ["fiets", "zadel", "lamp", "slot", "wiel", "rem", "stuur", "bel", "mand", "tas"]
    words = {"".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(count)}
    words |= {a + b for a in parts for b in parts}
    shuffled = sorted(words)
    chance.shuffle(shuffled)
    return ["de", "niet", "fiets", *shuffled]


def fill(record: Record, count: int, words: list[str], chance: random.Random) -> None:
    """`count` cases up to now, each opened, assessed and mostly answered or skipped."""
    weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(words))))
    began, originals = clock.now_ms() - count * APART_MS, min(count, ORIGINALS)
    for start in range(0, originals, BATCH):
        batch: list[Incoming] = []
        for n in range(start, min(originals, start + BATCH)):
            batch += case(record, n, began + n * APART_MS, words, weights, chance)
        record.write(lambda batch=batch: record.ledger.append(batch, clock.now_ms()))
    while record.write(lambda: index.catch_up(record.db, 2000)):
        pass
    multiply(record, count, originals)


def multiply(record: Record, count: int, originals: int) -> None:
    """Copy the original cases, each time later, until there are `count`."""
    db = record.db
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX%'"
    indexes = record.write(lambda: sql.execute(db, query).fetchall())
    for name, _ in indexes:
        record.write(lambda name=name: sql.execute(db, f"DROP INDEX {name}"))
    documents = _documents(record, originals)
    for offset in range(originals, count, originals):
        copied = min(originals, count - offset)
        record.write_long(lambda offset=offset, copied=copied: _copy(record, offset, copied))
        rows = [(offset + n, documents[n]) for n in range(1, copied + 1)]
        record.write_long(lambda rows=rows: sql.execute_many(db, INDEXED, rows))
        print(offset, file=sys.stderr, flush=True)
    for _, statement in indexes:
        record.write_long(lambda statement=statement: sql.execute(db, statement))


def _documents(record: Record, originals: int) -> dict[int, str]:
    found: dict[int, str] = {}
    for start in range(1, originals + 1, BATCH):
        ids = list(range(start, min(originals, start + BATCH - 1) + 1))
        events = events_of(record.db, ids)
        found.update({id_: " ".join(index.document(events[id_])) for id_ in ids})
    return found


def _copy(record: Record, offset: int, copied: int) -> None:
    later = offset * APART_MS
    own = {
        "author": f"'klant' || ((id + {offset}) % {WRITERS})",
        "thread": f"'thread of writer ' || ((id + {offset}) % {WRITERS})",
    }
    columns = {c: own.get(c, f"{c} + {later}" if c.endswith("_at") else c) for c in COLUMNS}
    sql.execute(
        record.db,
        "INSERT INTO cases (id, uid, key_hash, post_key, length, head, stale,"
        f" {', '.join(columns)}) SELECT id + {offset}, lower(hex(randomblob(16))),"
        f" lower(hex(randomblob(32))), post_key || '-{offset}', length, head, 0,"
        f" {', '.join(columns.values())} FROM cases WHERE id <= {copied}",
    )
    changed = {
        "id": "lower(hex(randomblob(18)))",
        "case_id": f"case_id + {offset}",
        "at": f"at + {later}",
        "client_at": f"client_at + {later}",
    }
    values = ", ".join(changed.get(c, c) for c in EVENT_COLUMNS)
    sql.execute(
        record.db,
        f"INSERT INTO events ({', '.join(EVENT_COLUMNS)}) SELECT {values} FROM events"
        f" WHERE case_id <= {copied}",
    )


def case(
    record: Record, n: int, at: int, words: list[str], weights: list[float], chance: random.Random
) -> list[Incoming]:
    """The events of one case of 48 words, opened at `at`; one in 500 stays open."""
    text = " ".join(chance.choices(words, cum_weights=weights, k=48))
    wanted = n % 3 != 0
    verdict = verdict_of(
        reply="wanted" if wanted else "not_wanted",
        kind=("question", "complaint", "compliment")[n % 3],
    )
    author = {"name": None, "handle": f"klant{n % WRITERS}"}
    made = opening(
        f"x:{n}",
        verdict,
        text=text,
        author=author,
        posted_at=clock.to_iso(at - 3_600_000),
        platform=("x", "forum", "facebook")[n % 3],
    )
    end = (
        event("replied", {"channel": "public", "text": text[:120]}, f"x:{n}", at + 600_000)
        if wanted
        else event(
            "skipped", {"reason": "vraagt niets", "cause": words[n % 40]}, f"x:{n}", at + 60_000
        )
    )
    made[0]["at"] = made[1]["at"] = clock.to_iso(at)
    events = made if n % 500 == 7 else [*made, end]
    checked = [record.border.check(e, f"agent{n % 40}", 0) for e in events]
    return [e for e in checked if isinstance(e, Incoming)]
