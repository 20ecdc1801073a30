"""How many replies get past the guard, how many are held for nothing, and what it costs.

    .venv/bin/python bench/guard/run.py             10,000 attempts each, and the latency
    .venv/bin/python bench/guard/run.py --held      only the attempts that should be held
    .venv/bin/python bench/guard/run.py --free      only those that should not
    .venv/bin/python bench/guard/run.py --latency   only what an allowed press costs
    .venv/bin/python bench/guard/run.py --parts     200 attempts without each part of the guard

Every attempt is one of the ways of tests/browser/harness/ways.py, with real input in Chromium.
They are made in stretches of 500, each in a browser of its own; what goes wrong is said at once.
A stretch is always the same: `--free --from 9000 --attempts 500` makes that one again, and a run
that was stopped goes on with `--from`.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from latency import print_latency  # noqa: E402
from parts import PARTS, browser, changed_extension  # noqa: E402
from playwright.sync_api import Error, Playwright, sync_playwright  # noqa: E402

from harness.brand import use_brand  # noqa: E402
from harness.site import Site  # noqa: E402
from harness.ways import (  # noqa: E402
    PLATFORM,
    WAYS,
    Fault,
    WaysSite,
    at_random,
    open_ways,
    try_free,
    try_held,
)

STRETCH = 500  # attempts on one page
# input waits for the next frame: no more of it than the machine needs to draw one
UNHURRIED = ["--disable-frame-rate-limit", "--disable-gpu-vsync"]


def stretch(playwright: Playwright, site: Site, kind: str, start: int, size: int) -> list[Fault]:
    """Attempts on drafts that must be "held" (on a hostile page by turns) or are "free" to go."""
    chance = random.Random(f"{kind} {start}")
    site.reset()
    ways = WaysSite(site)
    with browser(playwright, site, *UNHURRIED) as running:
        use_brand(running, platforms=[PLATFORM])
        if kind == "held":
            hand = open_ways(running, "unwanted", trap=start % (2 * STRETCH) == 0)
            return try_held(hand, ways, chance, size)
        return try_free(open_ways(running, "wanted"), ways, at_random(chance, size))


def tally(playwright: Playwright, site: Site, kind: str, start: int, attempts: int) -> None:
    """Make the attempts from number `start` on, and say what came of them."""
    wrong = "got through" if kind == "held" else "not sent as they should"
    faults = undone = 0
    for begin in range(start, start + attempts, STRETCH):
        size = min(STRETCH, start + attempts - begin)
        try:
            found = stretch(playwright, site, kind, begin, size)
        except (Error, AssertionError) as failure:  # the browser or the page, not an attempt
            undone += size
            print(f"{kind} from {begin}: given up: {failure}", flush=True)
            continue
        faults += len(found)
        for fault in found:
            print(f"{kind} from {begin}, {fault}", flush=True)
        print(f"{kind} {begin + size}: {faults} {wrong}", file=sys.stderr, flush=True)
    done = f"{attempts - undone} attempts in {len(WAYS)} ways"
    print(f"{kind}: {done}, {faults} {wrong}, {undone} given up", flush=True)


def without_parts(playwright: Playwright, site: Site, start: int, attempts: int) -> None:
    print(f"| without | requests that got through, of {attempts} attempts | ways |\n|---|---|---|")
    for part, change in PARTS.items():
        with changed_extension(*change):
            through = stretch(playwright, site, "held", start, attempts)
        ways = {fault.way for fault in through}
        print(f"| {part} | {len(through)} | {len(ways)} |", flush=True)


def the_held(playwright: Playwright, site: Site, start: int, attempts: int) -> None:
    tally(playwright, site, "held", start, attempts)


def the_free(playwright: Playwright, site: Site, start: int, attempts: int) -> None:
    tally(playwright, site, "free", start, attempts)


def the_latency(playwright: Playwright, site: Site, _start: int, clicks: int) -> None:
    print_latency(playwright, site, clicks)


RUNS: dict[str, tuple[Callable[[Playwright, Site, int, int], None], int]] = {
    "held": (the_held, 10_000),
    "free": (the_free, 10_000),
    "latency": (the_latency, 200),
    "parts": (without_parts, 200),
}


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--attempts", type=int)
    options.add_argument("--from", dest="start", type=int, default=0)
    for name in RUNS:
        options.add_argument(f"--{name}", action="store_true")
    chosen = options.parse_args()
    asked = [name for name in RUNS if getattr(chosen, name)] or ["held", "free", "latency"]
    with sync_playwright() as playwright:
        site = Site()
        for name in asked:
            begun = time.monotonic()
            run, attempts = RUNS[name]
            run(playwright, site, chosen.start, chosen.attempts or attempts)
            print(f"{time.monotonic() - begun:.0f} s", flush=True)
        site.close()


if __name__ == "__main__":
    main()
