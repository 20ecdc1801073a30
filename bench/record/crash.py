"""Kill the server with -9 at random moments under load, then prove that nothing is lost.

    python bench/record/crash.py --events 10000 --kills 100

Clients send batches and repeat what was not acknowledged, as the extension's outbox does.
Prints one JSON line; exit code 1 when an acknowledged event is missing or doubled.
"""

import argparse
import json
import random
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "server"))

from acting import event, opening
from driving import Api, Server
from proof import count, ok

BATCH = 10


def batches_of(count: int) -> list[list[dict[str, Any]]]:
    """`count` events of many cases, in batches."""
    events: list[dict[str, Any]] = []
    while len(events) < count:
        key = f"x:{len(events)}"
        events += [*opening(key), event("replied", {"channel": "public", "text": "Dank!"}, key)]
    return [events[i : i + BATCH] for i in range(0, count, BATCH)]


class Load:
    """Clients that deliver every batch, however often the server dies."""

    def __init__(self, server: Server, batches: list[list[dict[str, Any]]], clients: int) -> None:
        self.server, self.waiting = server, list(reversed(batches))
        self.lock, self.held, self.sent = threading.Lock(), set[str](), 0
        self.threads = [threading.Thread(target=self._deliver) for _ in range(clients)]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def _next(self) -> list[dict[str, Any]] | None:
        with self.lock:
            return self.waiting.pop() if self.waiting else None

    def _deliver(self) -> None:
        api = Api(self.server)
        while batch := self._next():
            while not (answer := api.try_events(batch)):
                self.server.alive.wait(20)
            with self.lock:
                self.held.update(answer["held"])
                self.sent += len(batch)


def run(events: int, kills: int, clients: int = 4) -> dict[str, Any]:
    """The whole experiment; what was counted."""
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder)) as server:
        server.pair()
        batches = batches_of(events)
        load = Load(server, batches, clients)
        began = time.monotonic()
        load.start()
        done = kill_often(server, load, kills, events)
        for thread in load.threads:
            thread.join()
        seconds = time.monotonic() - began
        server.stop()
        return {
            "kills": done,
            "seconds": round(seconds),
            "acknowledged": len(load.held),
            **count(Path(folder), load.held),
        }


def kill_often(server: Server, load: Load, kills: int, events: int) -> int:
    """Kill at random moments, spread over the whole delivery."""
    for n in range(kills):
        # Wait for this kill's share of the events, then for a random moment inside a request.
        while load.sent < events * n / (kills + 1) and any(t.is_alive() for t in load.threads):
            time.sleep(0.002)
        time.sleep(random.uniform(0, 0.03))
        server.kill()
        server.start()
    return kills


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=100)
    given = parser.parse_args()
    result = run(given.events, given.kills)
    print(json.dumps(result))
    sys.exit(0 if ok(result) and result["acknowledged"] == given.events else 1)
