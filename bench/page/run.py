"""What the content files cost a page, and how soon the sidebar knows.

    .venv/bin/python bench/page/run.py [--posts 5000] [EXTENSION_FOLDER ...]

Appends posts to an endless feed, 20 in a frame, scrolling along, as X and as a Spirit forum write
them: with no extension, with ours, and with any other unpacked extension given. Script time is what
Chromium's sampling profiler (every 0.2 ms) finds on stacks with a file of an extension in them; it
counts wall time, so other work on the machine makes it larger.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from playwright.sync_api import Page, Playwright, sync_playwright  # noqa: E402

from harness.brand import use_brand  # noqa: E402
from harness.chromium import Browser, sidebar  # noqa: E402
from harness.editors import Tweet, tweet  # noqa: E402
from harness.processes import wait_until  # noqa: E402
from harness.site import Answer, Site  # noqa: E402
from harness.states import States  # noqa: E402
from webcare import paths  # noqa: E402

INTERVAL = 200  # microseconds between two samples
TEXTS = ("Nooit meer Fietsrijk. Ga lekker naar een ander.", "@FietsrijkNL waar blijft mijn fiets?")
SPIRIT = """<div class="comment js-comment" id="cNUMBER" data-pk="NUMBER">
<a class="comment__info__username__link" href="/user/NUMBER/klantNUMBER/">klantNUMBER</a>
<div class="comment__text">TEXT</div><div class="comment__footer">
<input class="comment__footer__share__url" value="/comment/NUMBER/find/"></div></div>"""
POSTS = {
    "X": tweet(Tweet(987654, "klant987654", "Klant", "TEXT"))
    .format(focus="0")
    .replace("987654", "NUMBER"),
    "forum": SPIRIT,
}
PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>feed</title>
<style>article, .comment { padding: 30px 10px; border-bottom: 1px solid #ccc }</style></head>
<body class="spirit_wrapper"><main class="comments_list"></main></body></html>"""
GROW = """async ([html, texts, count, perFrame]) => {
  const main = document.querySelector("main");
  const parser = document.createElement("template");
  for (let number = 1; number <= count; number += perFrame) {
    let batch = "";
    for (let at = number; at < number + perFrame; at += 1) {
      batch += html.replaceAll("NUMBER", at).replace("TEXT", texts[at % 2]);
    }
    parser.innerHTML = batch;
    main.append(parser.content.cloneNode(true));
    scrollTo(0, document.documentElement.scrollHeight);
    await new Promise(requestAnimationFrame);
  }
}"""


@dataclass
class Cost:
    """Of one feed: milliseconds of script, longest run of it, long tasks, heap bytes per post."""

    script: float
    longest: float
    long_tasks: int
    heap: float
    left: float  # heap bytes per post after all posts have left the page


@contextmanager
def feed(playwright: Playwright, site: Site, folder: Path) -> Iterator[tuple[Browser, Page]]:
    """A page on x.com in a browser with this extension."""
    original = paths.extension
    paths.extension = lambda: folder
    site.route = lambda request: Answer(PAGE)
    with tempfile.TemporaryDirectory() as profile:
        browser = Browser(playwright, Path(profile), *site.chromium_arguments())
        try:
            if folder == original():
                use_brand(browser)
            page = browser.context.new_page()
            page.goto("https://x.com/search?q=fietsrijk")
            yield browser, page
        finally:
            browser.close()
            paths.extension = original


def ours(profile: dict[str, Any]) -> tuple[float, float]:
    """Milliseconds in samples with an extension's file on the stack, and their longest run."""
    parents = {child: node["id"] for node in profile["nodes"] for child in node.get("children", [])}
    own = {n["id"] for n in profile["nodes"] if "chrome-extension:" in n["callFrame"]["url"]}

    def is_ours(node: int | None) -> bool:
        while node is not None and node not in own:
            node = parents.get(node)
        return node is not None

    known = {node["id"]: is_ours(node["id"]) for node in profile["nodes"]}
    total = run = longest = 0.0
    for sample, delta in zip(profile["samples"], profile["timeDeltas"], strict=True):
        run = run + delta if known[sample] else 0.0
        total += delta if known[sample] else 0.0
        longest = max(longest, run)
    return total / 1000, longest / 1000


def measure(page: Page, html: str, posts: int) -> Cost:
    tools = page.context.new_cdp_session(page)

    def heap() -> float:
        tools.send("HeapProfiler.collectGarbage")
        return float(tools.send("Runtime.getHeapUsage")["usedSize"])

    page.evaluate(
        "() => { window.long = []; new PerformanceObserver((list) => "
        "window.long.push(...list.getEntries())).observe({ type: 'longtask' }); }"
    )
    tools.send("Profiler.enable")
    tools.send("Profiler.setSamplingInterval", {"interval": INTERVAL})
    before = heap()
    tools.send("Profiler.start")
    page.evaluate(GROW, [html, list(TEXTS), posts, 20])
    script, longest = ours(tools.send("Profiler.stop")["profile"])
    grown = heap()
    page.evaluate("() => document.querySelector('main').replaceChildren()")
    page.evaluate("() => new Promise((done) => setTimeout(done, 500))")  # let every look take place
    return Cost(
        script,
        longest,
        page.evaluate("() => window.long.length"),
        (grown - before) / posts,
        (heap() - before) / posts,
    )


def delays(browser: Browser, page: Page, jumps: int) -> list[float]:
    """Milliseconds from a jump in the page to the state about a post there, at the sidebar."""
    page.evaluate(GROW, [POSTS["X"], list(TEXTS), 400, 20])
    states = States(browser, page)
    found = []
    for jump in range(1, jumps + 1):
        before = len(states.all())
        at = page.evaluate("y => { scrollTo(0, y); return Date.now(); }", jump * 1400)
        wait_until(lambda before=before: len(states.all()) > before, "the next state")
        found.append(states.all()[before]["heard"] - at)
    return found


def first_paint(browser: Browser) -> float:
    """Milliseconds from "DOM ready" of a page to the first paint of its sidebar."""
    page = browser.context.new_page()
    page.goto("https://x.com/search?q=fietsrijk")
    ready = page.evaluate(
        "() => performance.timeOrigin + "
        "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
    )
    paint = (
        "() => performance.getEntriesByName('first-contentful-paint')"
        ".map(({ startTime }) => performance.timeOrigin + startTime)[0]"
    )
    painted = wait_until(lambda: sidebar(page).evaluate(paint), "the sidebar's first paint")
    page.close()
    return float(painted - ready)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--posts", type=int, default=5000)
    options.add_argument("others", nargs="*", type=Path, help="other unpacked extensions")
    chosen = options.parse_args()
    none = tempfile.mkdtemp()
    (Path(none) / "manifest.json").write_text('{"manifest_version":3,"name":"none","version":"1"}')
    folders = {"no extension": Path(none), "ours": paths.extension()}
    folders |= {other.name: other.resolve() for other in chosen.others}
    with sync_playwright() as playwright:
        site = Site()
        print(
            "| feed | extension | script ms per 1,000 posts | longest run, ms | long tasks "
            "| heap per post, bytes | after they left |\n|---|---|---|---|---|---|---|"
        )
        for name, html in POSTS.items():
            for label, folder in folders.items():
                with feed(playwright, site, folder) as (_, page):
                    cost = measure(page, html, chosen.posts)
                share = cost.script * 1000 / chosen.posts
                print(
                    f"| {name} | {label} | {share:.1f} | {cost.longest:.1f} | {cost.long_tasks} "
                    f"| {cost.heap:.0f} | {cost.left:.0f} |",
                    flush=True,
                )
        with feed(playwright, site, paths.extension()) as (browser, page):
            found = sorted(delays(browser, page, 30))
            paints = [first_paint(browser) for _ in range(10)]
        print(
            f"post in view -> state: median {statistics.median(found):.0f} ms, most {found[-1]:.0f}"
        )
        print(f"page ready -> sidebar painted: median {statistics.median(paints):.0f} ms")
        site.close()


if __name__ == "__main__":
    main()
