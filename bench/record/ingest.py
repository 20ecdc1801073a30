"""Durable ingest over HTTP against a plain loop, in one run.

    python bench/record/ingest.py

The plain loop is what one process could do at best: the same library (pysqlite3), the same file
settings (WAL, synchronous=FULL), the same indexes and the same batch size, inserting ready-made
rows; it parses, checks, chains and derives nothing. `indexed` has a full-text trigger as well,
as in ground/server_ground.md. Then single events from 64 clients at once, each one acknowledged
after COMMIT.
"""

import argparse
import json
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "server"))

import pysqlite3
from acting import event, opening
from driving import Api, Server

from webcare.record import chain, database, events
from webcare.record.incoming import part

BATCH = 50
WORDS = ("zadel", "fiets", "levering", "pakket", "vertraging", "betaling", "retour", "klacht")


def sample(count: int) -> list[dict[str, Any]]:
    """Events of many cases with posts of about 370 characters, as real ones are."""
    found: list[dict[str, Any]] = []
    while len(found) < count:
        n = len(found)
        text = " ".join(WORDS[(n * 7 + k * k) % len(WORDS)] + str((n + k) % 900) for k in range(40))
        reply = {"channel": "public", "text": text[:200]}
        found += [*opening(f"x:{n}", text=text), event("replied", reply, f"x:{n}")]
    return found[:count]


def batches(found: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    return [found[i : i + BATCH] for i in range(0, len(found), BATCH)]


def plain_loop(folder: Path, found: list[dict[str, Any]], indexed: bool) -> float:
    """Events per second of the plain loop."""
    database.open_database(folder).close()
    db = pysqlite3.connect(str(folder / "webcare.db"))
    for name, value in database.PRAGMAS:
        db.execute(f"PRAGMA {name}={value}")
    if indexed:
        db.executescript(
            "CREATE VIRTUAL TABLE f USING fts5(personal, content='events', content_rowid='seq');"
            "CREATE TRIGGER t AFTER INSERT ON events BEGIN INSERT INTO f(rowid, personal)"
            " VALUES (new.seq, new.personal); END;"
        )
    rows = [_row(n, e) for n, e in enumerate(found)]
    began = time.perf_counter()
    for start in range(0, len(rows), BATCH):
        db.execute("BEGIN IMMEDIATE")
        db.executemany(events.INSERT, rows[start : start + BATCH])
        db.execute("COMMIT")
    seconds = time.perf_counter() - began
    db.close()
    return len(rows) / seconds


def _row(n: int, e: dict[str, Any]) -> tuple[Any, ...]:
    facts, personal = part(e)
    text = chain.canonical(personal) if personal else None
    return (
        e["id"],
        n // 3,
        n % 3 + 1,
        e["type"],
        "Sanne",
        1,
        1,
        1,
        chain.canonical(facts),
        text,
        "s" * 32,
        "d" * 64,
        "h" * 64,
    )


def over_http(server: Server, work: list[list[dict[str, Any]]], clients: int) -> dict[str, Any]:
    """Deliver every batch; rate, percentiles in ms and errors."""
    waiting, lock = list(work), threading.Lock()
    times: list[float] = []
    errors: list[str] = []

    def deliver() -> None:
        api = Api(server)
        while True:
            with lock:
                if not waiting:
                    return
                batch = waiting.pop()
            began = time.perf_counter()
            answer = api.try_events(batch)
            times.append((time.perf_counter() - began) * 1000)
            if not answer or len(answer["held"]) != len(batch):
                errors.append(str(answer)[:200])

    threads = [threading.Thread(target=deliver) for _ in range(clients)]
    began, cpu_before = time.perf_counter(), server.cpu_seconds()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    times.sort()
    cpu = server.cpu_seconds() - cpu_before
    return {
        "server_cpu_us_per_event": round(cpu / sum(map(len, work)) * 1e6),
        "events_per_s": round(sum(map(len, work)) / seconds),
        "p50_ms": round(times[len(times) // 2], 1),
        "p99_ms": round(times[int(len(times) * 0.99)], 1),
        "errors": len(errors),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=30_000)
    parser.add_argument("--singles", type=int, default=6_000)
    given = parser.parse_args()
    found = sample(given.events)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("a", "b", "c"):
            (root / name).mkdir()
        loop = plain_loop(root / "a", found, indexed=False)
        indexed = plain_loop(root / "b", found, indexed=True)
        with Server(root / "c") as server:
            server.pair()
            batched = over_http(server, batches(found), 4)
            singles = over_http(server, [[e] for e in sample(given.singles)], 64)
            server.stop()
    print(
        json.dumps(
            {
                "plain_loop": round(loop),
                "plain_loop_indexed": round(indexed),
                "http_batches": batched,
                "ratio": round(batched["events_per_s"] / loop, 2),
                "ratio_indexed": round(batched["events_per_s"] / indexed, 2),
                "singles_64": singles,
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
