"""How many replies get past the guard, how many are held for nothing, and what it costs.

    .venv/bin/python bench/guard/run.py             10,000 attempts each, and the latency
    .venv/bin/python bench/guard/run.py --held      only the attempts that should be held
    .venv/bin/python bench/guard/run.py --free      only those that should not
    .venv/bin/python bench/guard/run.py --latency   only what an allowed press costs
    .venv/bin/python bench/guard/run.py --parts     200 attempts without each part of the guard

Every attempt is one of the ways of tests/browser/harness/ways.py, with real input in Chromium.
"""

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from playwright.sync_api import Playwright, sync_playwright  # noqa: E402

from harness.brand import use_brand  # noqa: E402
from harness.chromium import Browser  # noqa: E402
from harness.site import Site  # noqa: E402
from harness.ways import (  # noqa: E402
    PLATFORM,
    WAYS,
    WaysSite,
    at_random,
    open_ways,
    try_free,
    try_held,
)
from webcare import paths  # noqa: E402

CHUNK = 500  # attempts on one page
TURNS = 3
GUARD = "content/guard.js"
POINTER = '"pointerdown", "mousedown", "touchstart", "pointerup", "mouseup", "touchend"'
# a part of the guard, the file it is in, what stands there, what takes its place
PARTS = {
    "nothing (whole guard)": (GUARD, "", ""),
    "click, keys and submit only": (GUARD, f"[{POINTER},", "["),
    "on document, not window": (
        GUARD,
        "window.addEventListener(type, on,",
        "document.addEventListener(type, on,",
    ),
    "bubble, not capture": (GUARD, "{ ...common, passive: false }", "{ signal: common.signal }"),
    "stopPropagation only": (GUARD, "event.stopImmediatePropagation()", "event.stopPropagation()"),
    "no closed shadow roots": (
        GUARD,
        "dom.openOrClosedShadowRoot(element)",
        "element.shadowRoot",
    ),
    "listeners set once": (
        GUARD,
        "opened.observe(document, { childList: true });\n"
        "    const clock = setInterval(listen, AGAIN);",
        "const clock = 0;",
    ),
    "top frame only": ("manifest.json", '"all_frames": true', '"all_frames": false'),
    "no about:blank, no sandbox": (
        "manifest.json",
        '"match_origin_as_fallback": true',
        '"match_origin_as_fallback": false',
    ),
    "at document_idle": (
        "manifest.json",
        '"run_at": "document_start"',
        '"run_at": "document_idle"',
    ),
}
# the time from the input to the page's own handler
MEASURE = """() => {
  window.delays = {};
  for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"]) {
    window.delays[type] = [];
    window.addEventListener(type, (event) => {
      const sends = event.composedPath().some((node) => node.matches?.("[role=button]"));
      if (sends) window.delays[type].push(performance.now() - event.timeStamp);
    }, true);
  }
}"""


@contextmanager
def browser(playwright: Playwright, site: Site, *switches: str) -> Iterator[Browser]:
    with tempfile.TemporaryDirectory() as folder:
        running = Browser(playwright, Path(folder), *site.chromium_arguments(), *switches)
        try:
            yield running
        finally:
            running.close()


def held(playwright: Playwright, site: Site, attempts: int, seed: int) -> list[str]:
    """What got through of so many attempts on drafts that must not go out; hostile by turns."""
    chance = random.Random(seed)
    through: list[str] = []
    with browser(playwright, site) as running:
        use_brand(running, platforms=[PLATFORM])
        for start in range(0, attempts, CHUNK):
            site.reset()
            ways = WaysSite(site)
            hand = open_ways(running, "unwanted", trap=start % (2 * CHUNK) == 0)
            through += try_held(hand, ways, chance, min(CHUNK, attempts - start))
            hand.page.close()
            told(start, attempts, f"{len(through)} through")
    return through


def free(playwright: Playwright, site: Site, attempts: int, seed: int) -> list[str]:
    """The ways that did not send at once, of so many attempts on drafts that may go out."""
    chance = random.Random(seed)
    stopped: list[str] = []
    with browser(playwright, site) as running:
        use_brand(running, platforms=[PLATFORM])
        for start in range(0, attempts, CHUNK):
            site.reset()
            ways = WaysSite(site)
            hand = open_ways(running, "wanted")
            stopped += try_free(hand, ways, at_random(chance, min(CHUNK, attempts - start)))
            hand.page.close()
            told(start, attempts, f"{len(stopped)} held")
    return stopped


def told(start: int, attempts: int, what: str) -> None:
    print(f"{min(start + CHUNK, attempts)}: {what}", file=sys.stderr, flush=True)


def latency(playwright: Playwright, site: Site, clicks: int) -> dict[str, list[float]]:
    """Milliseconds from the input to the page's handlers, of each event of a click that sends."""
    ways = WaysSite(site)
    with browser(playwright, site) as running:
        use_brand(running, platforms=[PLATFORM])
        hand = open_ways(running, "wanted")
        hand.page.evaluate(MEASURE)
        assert not try_free(hand, ways, ["Draft.js, click"] * clicks)
        delays: dict[str, list[float]] = hand.page.evaluate("() => window.delays")
    return delays


@contextmanager
def changed_extension(file: str, old: str, new: str) -> Iterator[None]:
    """Makes new browsers load a copy of the extension in which `old` is `new`."""
    original = paths.extension
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "extension"
        shutil.copytree(original(), copy)
        text = (copy / file).read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r} any more"
        (copy / file).write_text(text.replace(old, new), encoding="utf-8")
        paths.extension = lambda: copy
        try:
            yield
        finally:
            paths.extension = original


def without_parts(playwright: Playwright, site: Site, attempts: int) -> None:
    print(f"| without | requests that got through, of {attempts} attempts | ways |\n|---|---|---|")
    for part, change in PARTS.items():
        with changed_extension(*change):
            through = held(playwright, site, attempts, seed=3)
        print(f"| {part} | {len(through)} | {len(set(through))} |", flush=True)


def the_held(playwright: Playwright, site: Site, attempts: int) -> None:
    through = held(playwright, site, attempts, seed=1)
    print(
        f"held: {attempts} attempts in {len(WAYS)} ways, {len(through)} got through {through[:5]}"
    )


def the_free(playwright: Playwright, site: Site, attempts: int) -> None:
    stopped = free(playwright, site, attempts, seed=2)
    print(f"free: {attempts} attempts in {len(WAYS)} ways, {len(stopped)} held {stopped[:5]}")


def the_latency(playwright: Playwright, site: Site, clicks: int) -> None:
    """By turns with and without us, so that what else the machine does falls on both.

    The site sends on one of the five; each has in it the time of those that came before it of the
    same press (mouseup and click carry one time stamp), so they are not added up.
    """
    ours: dict[str, list[float]] = {}
    bare: dict[str, list[float]] = {}
    for _ in range(TURNS):
        _add(ours, latency(playwright, site, clicks // TURNS))
        with changed_extension("manifest.json", '"content_scripts"', '"no_content_scripts"'):
            _add(bare, latency(playwright, site, clicks // TURNS))
    print("| event | with us, ms | without, ms | added, ms |\n|---|---|---|---|")
    for type_, delays in ours.items():
        with_us, without = statistics.median(delays), statistics.median(bare[type_])
        print(f"| {type_} | {with_us:.2f} | {without:.2f} | {with_us - without:.2f} |")


def _add(to: dict[str, list[float]], found: dict[str, list[float]]) -> None:
    for type_, delays in found.items():
        to.setdefault(type_, []).extend(delays)


RUNS: dict[str, tuple[Callable[[Playwright, Site, int], None], int]] = {
    "held": (the_held, 10_000),
    "free": (the_free, 10_000),
    "latency": (the_latency, 300),
    "parts": (without_parts, 200),
}


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--attempts", type=int)
    for name in RUNS:
        options.add_argument(f"--{name}", action="store_true")
    chosen = options.parse_args()
    asked = [name for name in RUNS if getattr(chosen, name)] or ["held", "free", "latency"]
    with sync_playwright() as playwright:
        site = Site()
        for name in asked:
            begun = time.monotonic()
            run, count = RUNS[name]
            run(playwright, site, chosen.attempts or count)
            print(f"{time.monotonic() - begun:.0f} s", flush=True)
        site.close()


if __name__ == "__main__":
    main()
