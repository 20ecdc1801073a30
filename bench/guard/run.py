"""How many replies get past the guard, how many are held for nothing, and what it costs.

    .venv/bin/python bench/guard/run.py                  10,000 attempts each, and the latency
    .venv/bin/python bench/guard/run.py --parts          200 attempts without each part of the guard

Every attempt is one of the ways of tests/browser/harness/ways.py, with real input in Chromium.
"""

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
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
    "listeners set once": (GUARD, "setInterval(listen, AGAIN)", "0"),
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
# the time from the input to the page's own handler, summed over the events of a click
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
    return through


def free(playwright: Playwright, site: Site, attempts: int, seed: int) -> None:
    """So many attempts on drafts that may go out; fails at the first that is held."""
    chance = random.Random(seed)
    with browser(playwright, site) as running:
        use_brand(running, platforms=[PLATFORM])
        for start in range(0, attempts, CHUNK):
            site.reset()
            ways = WaysSite(site)
            hand = open_ways(running, "wanted")
            try_free(hand, ways, at_random(chance, min(CHUNK, attempts - start)))
            hand.page.close()


def latency(playwright: Playwright, site: Site, clicks: int) -> float:
    """Median milliseconds from input to the page's handlers, over the five events of a click."""
    ways = WaysSite(site)
    with browser(playwright, site) as running:
        use_brand(running, platforms=[PLATFORM])
        hand = open_ways(running, "wanted")
        hand.page.evaluate(MEASURE)
        try_free(hand, ways, ["Draft.js, click"] * clicks)
        delays = hand.page.evaluate("() => window.delays")
    return sum(statistics.median(found) for found in delays.values())


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


def whole(playwright: Playwright, site: Site, attempts: int) -> None:
    begun = time.monotonic()
    through = held(playwright, site, attempts, seed=1)
    print(
        f"held: {attempts} attempts in {len(WAYS)} ways, {len(through)} got through {through[:5]}"
    )
    free(playwright, site, attempts, seed=2)
    print(f"free: {attempts} attempts in {len(WAYS)} ways, 0 held")
    with_guard = latency(playwright, site, 300)
    with changed_extension("manifest.json", '"content_scripts"', '"no_content_scripts"'):
        without = latency(playwright, site, 300)
    print(f"a click reaches the page after {with_guard:.2f} ms, without the guard {without:.2f} ms")
    print(f"{time.monotonic() - begun:.0f} s")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--attempts", type=int)
    options.add_argument(
        "--parts", action="store_true", help="leave out one part of the guard each"
    )
    chosen = options.parse_args()
    with sync_playwright() as playwright:
        site = Site()
        run, count = (without_parts, 200) if chosen.parts else (whole, 10_000)
        run(playwright, site, chosen.attempts or count)
        site.close()


if __name__ == "__main__":
    main()
