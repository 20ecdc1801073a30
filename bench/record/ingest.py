"""Durable ingest over HTTP against a plain loop, in one run.

    python bench/record/ingest.py

`ratio` is the one that counts: against a plain loop with the same library (peewee's
`insert(rows)`), durability (WAL, synchronous=FULL) and batch size (50 events, one transaction each)
that writes the same rows, the events and the cases that they add up to, which is what stands in the
file when the server acknowledges a batch. The rows are ready-made: the loop parses, checks, chains,
derives and stems nothing.

`ratios` has stricter and looser ones beside it, for information: the same loop for the events only;
and with the search index on top, against the time until the server's own index has caught up; and
all three without peewee, by pysqlite3's `executemany`: the fastest there is, and more than the
server could reach if it did nothing but insert.

Then single events from 64 clients at once, each acknowledged after COMMIT. The clients are one
thread of another process; what they cost is told beside what the server costs.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "server"))

import peewee
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


def by_library(db: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Insert with peewee."""
    names = COLUMNS.get(table) or [column.name for column in db.get_columns(table)]
    COLUMNS[table] = names
    into = peewee.Table(table, names).bind(db)
    into.insert(rows, columns=[getattr(into, name) for name in names]).execute()


COLUMNS = {"docs": ["rowid", "words"]}


def by_driver(db: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Insert with pysqlite3."""
    into = "docs (rowid, words)" if table == "docs" else table
    marks = ", ".join("?" * len(rows[0]))
    db.cursor().executemany(f"INSERT INTO {into} VALUES ({marks})", rows)


def plain_loop(folder: Path, insert: Callable[..., None], rows: Rows, *tables: str) -> Loop:
    """A loop that fills these tables, each row with its first event."""
    folder.mkdir()
    db: Any = database.open_database(folder)
    count, share = len(rows["events"]), len(rows["cases"]) / len(rows["events"])
    with db.connection_context():
        began, cpu = time.perf_counter(), time.process_time()
        for start in range(0, count, BATCH):
            with db.atomic():
                for table in tables:
                    part = 1 if table == "events" else share
                    some = rows[table][round(start * part) : round((start + BATCH) * part)]
                    if some:
                        insert(db, table, some)
        seconds, used = time.perf_counter() - began, time.process_time() - cpu
    database.close_database(db)
    return Loop(round(count / seconds), round(used / count * 1e6))


def wait_for_search(server: Server) -> None:
    """Until every case is in the search index."""
    db = pysqlite3.connect(str(server.folder / "webcare.db"))
    while db.execute("SELECT 1 FROM cases WHERE stale = 1 LIMIT 1").fetchone():
        time.sleep(0.005)
    db.close()


def measured(root: Path, events: int, singles: int) -> dict[str, Any]:
    """All of it; the loops first."""
    for name in ("made", "server"):
        (root / name).mkdir()
    found = sample(events)
    rows = ready_made(root / "made", found)
    loops = {
        f"{way}: {', '.join(tables)}": plain_loop(root / f"{way}{n}", insert, rows, *tables)
        for way, insert in (("library", by_library), ("driver", by_driver))
        for n, tables in enumerate(LOOPS)
    }
    with Server(root / "server") as server:
        server.pair()
        began = time.perf_counter()
        batched = Load(server, list(batches(found))).run(4)
        wait_for_search(server)
        searchable = events / (time.perf_counter() - began)
        single = Load(server, [[e] for e in sample(singles)]).run(64)
        server.stop()
    reached = dict.fromkeys(loops, batched["events_per_s"])
    reached.update({name: searchable for name in loops if "docs" in name})
    ratios = {name: round(reached[name] / loop.events_per_s, 2) for name, loop in loops.items()}
    return {
        "plain_loops": {name: loop._asdict() for name, loop in loops.items()},
        "http_batches": {**batched, "searchable_per_s": round(searchable)},
        "ratio": ratios[SAME],
        "ratio_against": SAME,
        "ratios": ratios,
        "singles_64": single,
    }


SAME = "library: events, cases"
"""The plain loop with the same library, durability, batch size and rows."""
LOOPS = (("events",), ("events", "cases"), ("events", "cases", "docs"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=30_000)
    parser.add_argument("--singles", type=int, default=6_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measured(Path(folder), given.events, given.singles), indent=1))


if __name__ == "__main__":
    main()
