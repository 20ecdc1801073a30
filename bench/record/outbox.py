"""The whole way under fire: a browser with the extension, its worker stopped and the server killed.

    python bench/record/outbox.py --events 10000 --kills 100 --stops 100

A page of the extension records events by the code that the content files use. Meanwhile, at
moments that nothing chooses but chance, the server is killed with -9 and started again, and the
extension's worker is stopped. At the end the outbox must be empty (an event leaves it only when
the server has acknowledged it) and the record must hold exactly what was made, each event once,
the chain whole, `PRAGMA integrity_check` ok. Prints one JSON line; exit code 1 otherwise.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "browser"))

from playwright.sync_api import sync_playwright
from proof import count, ok

from harness.agent import Agent
from harness.care_server import CareServer
from harness.chromium import Browser
from harness.processes import wait_until

EVENTS_PER_ACT = 3
"""An act on a new post is opened, assessed and the act itself."""
PATIENCE = 180
"""Seconds for the last deliveries: the alarm goes every half minute."""


def run(events: int, kills: int, stops: int) -> dict[str, Any]:
    """The whole experiment; what was counted."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server, browser = CareServer(Path(folder)), Browser(playwright, Path(folder))
        try:
            browser.pair(server)
            agent, began = Agent(browser), time.monotonic()
            interrupt(agent, server, events, ["kill"] * kills + ["stop"] * stops)
            wait_until(lambda: not agent.kept("outbox:"), "an empty outbox", PATIENCE)
            refused = len(agent.kept("refused:"))
        finally:
            browser.close()
            server.close()
        return {
            "kills": kills,
            "stops": stops,
            "seconds": round(time.monotonic() - began),
            "refused": refused,
            "made": len(agent.made),
            **count(server.data, set(agent.made)),
        }


def interrupt(agent: Agent, server: CareServer, events: int, blows: list[str]) -> None:
    """Record a share of the events before each blow, which falls while they are delivered."""
    random.shuffle(blows)
    session = agent.browser.context.new_cdp_session(agent.page)
    session.send("ServiceWorker.enable")
    for n, blow in enumerate(blows, 1):
        acts = round(events * n / len(blows) / EVENTS_PER_ACT) - len(agent.made) // EVENTS_PER_ACT
        agent.record(acts)
        time.sleep(random.uniform(0, 0.25))
        if blow == "kill":
            server.kill()
            server.start()
        else:
            session.send("ServiceWorker.stopAllWorkers")
        if n % 20 == 0:
            print(n, "of", len(blows), file=sys.stderr, flush=True)
    session.detach()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--stops", type=int, default=100)
    given = parser.parse_args()
    result = run(given.events, given.kills, given.stops)
    print(json.dumps(result))
    sys.exit(0 if ok(result) and not result["refused"] else 1)
