"""Durable ingest over HTTP against a plain loop, in one run.

    python bench/record/ingest.py

The plain loop is what one process could do at best: the same library (pysqlite3), the same file
settings (WAL, synchronous=FULL) and tables, the same batches of 50 events, inserting ready-made
rows. It parses, checks, chains, derives and stems nothing. Three loops are measured: one that
writes the events only; one that writes the cases they add up to as well, which is what stands in
the file when the server acknowledges a batch; one that also writes the search index, against the
time until the server's own index has caught up. Then single events from 64 clients at once, each
acknowledged after COMMIT.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "server"))

import pysqlite3
from acting import event, opening
from clients import Load
from driving import Server

from webcare import paths
from webcare.record import clock, database, sql
from webcare.record.events import events_of
from webcare.record.incoming import Incoming
from webcare.record.record import Record
from webcare.record.search import index

BATCH = 50
WORDS = ("zadel", "fiets", "levering", "pakket", "vertraging", "betaling", "retour", "klacht")


class Loop(NamedTuple):
    """What a plain loop reached."""

    events_per_s: int
    cpu_us_per_event: int


Rows = dict[str, list[tuple[Any, ...]]]


def sample(count: int) -> list[dict[str, Any]]:
    """Events of many cases with posts of about 370 characters, as real ones are."""
    found: list[dict[str, Any]] = []
    while len(found) < count:
        n = len(found)
        text = " ".join(WORDS[(n * 7 + k * k) % len(WORDS)] + str((n + k) % 900) for k in range(40))
        reply = {"channel": "public", "text": text[:200]}
        found += [*opening(f"x:{n}", text=text), event("replied", reply, f"x:{n}")]
    return found[:count]


def batches(found: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]


def ready_made(folder: Path, found: list[dict[str, Any]]) -> Rows:
    """The rows that the record makes of these events, taken from a record that holds them."""
    record = Record(folder, paths.shared() / "schemas")
    try:
        for batch in batches(found):
            checked = [record.border.check(e, "Sanne", 0) for e in batch]
            good = [e for e in checked if isinstance(e, Incoming)]
            record.write(lambda good=good: record.ledger.append(good, clock.now_ms()))
        db = record.db
        ids = [row[0] for row in sql.execute(db, "SELECT id FROM cases ORDER BY id").fetchall()]
        documents = [(i, " ".join(index.document(e))) for i, e in events_of(db, ids).items()]
        tables = {
            name: sql.execute(db, f"SELECT * FROM {name} ORDER BY {key}").fetchall()
            for name, key in (("events", "seq"), ("cases", "id"))
        }
        return {**tables, "docs": documents}
    finally:
        record.db.close()
        record.close()


def plain_loop(folder: Path, rows: Rows, *tables: str) -> Loop:
    """A loop that fills these tables, each row with its first event."""
    database.open_database(folder).close()
    db = pysqlite3.connect(str(folder / "webcare.db"))
    for name, value in database.PRAGMAS:
        db.execute(f"PRAGMA {name}={value}")
    count, share = len(rows["events"]), len(rows["cases"]) / len(rows["events"])
    began, cpu = time.perf_counter(), time.process_time()
    for start in range(0, count, BATCH):
        db.execute("BEGIN IMMEDIATE")
        for table in tables:
            part = 1 if table == "events" else share
            some = rows[table][round(start * part) : round((start + BATCH) * part)]
            if some:
                into = "docs (rowid, words)" if table == "docs" else table
                marks = ", ".join("?" * len(some[0]))
                db.executemany(f"INSERT INTO {into} VALUES ({marks})", some)
        db.execute("COMMIT")
    seconds, used = time.perf_counter() - began, time.process_time() - cpu
    db.close()
    return Loop(round(count / seconds), round(used / count * 1e6))


def wait_for_search(server: Server) -> None:
    """Until every case is in the search index."""
    db = pysqlite3.connect(str(server.folder / "webcare.db"))
    while db.execute("SELECT 1 FROM cases WHERE stale = 1 LIMIT 1").fetchone():
        time.sleep(0.005)
    db.close()


def measured(root: Path, events: int, singles: int) -> dict[str, Any]:
    """All of it; the loops first."""
    for name in ("made", "a", "b", "c", "server"):
        (root / name).mkdir()
    found = sample(events)
    rows = ready_made(root / "made", found)
    bare = plain_loop(root / "a", rows, "events")
    cases = plain_loop(root / "b", rows, "events", "cases")
    indexed = plain_loop(root / "c", rows, "events", "cases", "docs")
    with Server(root / "server") as server:
        server.pair()
        began = time.perf_counter()
        batched = Load(server, list(batches(found))).run(4)
        wait_for_search(server)
        searchable = events / (time.perf_counter() - began)
        single = Load(server, [[e] for e in sample(singles)]).run(64)
        server.stop()
    return {
        "plain_loop": {
            name: loop._asdict() for name, loop in zip(LOOPS, (bare, cases, indexed), strict=True)
        },
        "http_batches": {**batched, "searchable_per_s": round(searchable)},
        "ratio_events_only": round(batched["events_per_s"] / bare.events_per_s, 2),
        "ratio": round(batched["events_per_s"] / cases.events_per_s, 2),
        "ratio_until_searchable": round(searchable / indexed.events_per_s, 2),
        "singles_64": single,
    }


LOOPS = ("events", "events_and_cases", "events_cases_and_search")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=30_000)
    parser.add_argument("--singles", type=int, default=6_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measured(Path(folder), given.events, given.singles), indent=1))


if __name__ == "__main__":
    main()
