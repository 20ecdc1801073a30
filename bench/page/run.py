"""What the content files cost a page, and how soon the sidebar knows.

    .venv/bin/python bench/page/run.py [--posts 5000] [EXTENSION_FOLDER ...]

Appends posts to an endless feed, 20 in a frame, scrolling along, as X, Facebook and a Spirit forum
write them: with no extension, with ours, and with any other unpacked extension given. Script is
counted in wall time, so other work on the machine makes it larger. What a page's start costs, once,
stands in its own column. Memory is measured over a second round of the same feed: what the first
leaves behind is code and caches, and what the second adds to it would be growth.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from feeds import FEEDS, TEXTS, Feed, X  # noqa: E402
from paints import seen  # noqa: E402
from playwright.sync_api import CDPSession, Page, Playwright, sync_playwright  # noqa: E402
from sampling import Script, profiled  # noqa: E402

from harness.brand import use_brand  # noqa: E402
from harness.chromium import Browser, sidebar  # noqa: E402
from harness.processes import wait_until  # noqa: E402
from harness.site import Answer, Site  # noqa: E402
from harness.states import States  # noqa: E402
from harness.unpacked import everywhere, nothing  # noqa: E402
from webcare import paths  # noqa: E402

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
CLEAR = """async () => {
  document.querySelector("main").replaceChildren();
  await new Promise((done) => setTimeout(done, 500)); // every look that is due takes place
}"""
LONG = """() => { window.long = []; new PerformanceObserver((list) =>
  window.long.push(...list.getEntries())).observe({ type: "longtask" }); }"""
JUMP = """y => new Promise((done) => {
  const asked = Date.now();
  scrollTo(0, y);
  // its own time stamp may lie before `asked`
  requestAnimationFrame(() => done([asked, Date.now()]));
})"""


REST = 500  # ms between two jumps: posts that follow each other sooner fly by


@dataclass
class Cost:
    """Of one feed: script at the page's start and while it grows, long tasks, bytes per post."""

    start: Script
    script: Script
    long_tasks: int
    heap: float
    left: float  # after all posts have left the page


@contextmanager
def opened(playwright: Playwright, site: Site, folder: Path) -> Iterator[Browser]:
    """A browser with this extension and nothing else."""
    original = paths.extension
    paths.extension = lambda: folder
    with tempfile.TemporaryDirectory() as profile:
        browser = Browser(playwright, Path(profile), *site.chromium_arguments())
        try:
            if folder.name == "everywhere":
                use_brand(browser)
            yield browser
        finally:
            browser.close()
            paths.extension = original


def measure(browser: Browser, site: Site, feed: Feed, posts: int, ours: bool) -> Cost:
    page = browser.context.new_page()
    tools = page.context.new_cdp_session(page)
    site.route = lambda request: Answer(feed.page)
    page.goto(feed.url)
    with profiled(tools) as start:
        page.goto(feed.url)
        if ours:
            sidebar(page)
        page.evaluate(GROW, [feed.post, list(TEXTS), 40, 20])
        page.evaluate(CLEAR)
    if ours:
        check(browser, page, feed)
    page.evaluate(LONG)
    grow = [feed.post, list(TEXTS), posts, 20]
    with profiled(tools) as script:
        page.evaluate(GROW, grow)
    long_tasks = page.evaluate("() => window.long.length")
    page.evaluate(CLEAR)
    before = heap(tools)
    page.evaluate(GROW, grow)
    grown = heap(tools)
    page.evaluate(CLEAR)
    left = heap(tools)
    page.close()
    return Cost(start, script, long_tasks, (grown - before) / posts, (left - before) / posts)


def heap(tools: CDPSession) -> float:
    tools.send("HeapProfiler.collectGarbage")
    return float(tools.send("Runtime.getHeapUsage")["usedSize"])


def check(browser: Browser, page: Page, feed: Feed) -> None:
    """The feed's posts are really read: else nothing would be measured."""
    states = States(browser, page)
    page.evaluate(GROW, [feed.post, list(TEXTS), 40, 20])
    wait_until(lambda: (states.last().get("post") or {}).get("text"), "a post that is read")
    assert states.last()["platform"] == feed.platform
    states.own.close()
    page.evaluate(CLEAR)


def delays(browser: Browser, page: Page, jumps: int) -> list[tuple[float, float]]:
    """Milliseconds until the sidebar hears of the post there: since a jump in the page was asked
    for, and since the frame in which that post was first drawn."""
    page.evaluate(GROW, [X.post, list(TEXTS), 400, 20])
    states = States(browser, page)
    found = []
    for jump in range(1, jumps + 1):
        page.wait_for_timeout(REST)
        before = len(states.all())
        asked, drawn = page.evaluate(JUMP, jump * 1400)
        wait_until(lambda before=before: len(states.all()) > before, "the next state")
        heard = states.all()[before]["heard"]
        found.append((heard - asked, heard - drawn))
    return found


def costs(playwright: Playwright, site: Site, folders: dict[str, Path], posts: int) -> None:
    print(
        "| feed | extension | script ms per 1,000 posts | longest run, ms | at the page's start, "
        "ms | its longest run | long tasks | heap per post, bytes | after they left |\n"
        "|---|---|---|---|---|---|---|---|---|"
    )
    for label, folder in folders.items():
        with opened(playwright, site, folder) as browser:
            for feed in FEEDS:
                cost = measure(browser, site, feed, posts, label == "ours")
                print(
                    f"| {feed.name} | {label} | {cost.script.total * 1000 / posts:.1f} "
                    f"| {cost.script.longest:.1f} | {cost.start.total:.0f} "
                    f"| {cost.start.longest:.0f} | {cost.long_tasks} | {cost.heap:.0f} "
                    f"| {cost.left:.0f} |",
                    flush=True,
                )


def latencies(playwright: Playwright, site: Site, folder: Path) -> None:
    with opened(playwright, site, folder) as browser:
        site.route = lambda request: Answer(X.page)
        page = browser.context.new_page()
        page.goto(X.url)
        found = delays(browser, page, 30)
        post = X.post.replace("NUMBER", "1").replace("TEXT", TEXTS[0])
        site.route = lambda request: Answer(X.page.replace("<main>", f"<main>{post}"))
        paints = [seen(browser, X.url) for _ in range(11)]
    for name, times in zip(("scrolled to", "drawn"), zip(*found, strict=True), strict=True):
        middle, most = statistics.median(times), max(times)
        print(f"post {name} -> state at the sidebar: median {middle:.0f} ms, most {most:.0f}")
    names = ("tab seen", "verdict seen")
    for name, times in zip(names, zip(*paints, strict=True), strict=True):
        middle, most = statistics.median(times), max(times)
        print(f"page ready -> {name}: median {middle:.0f} ms, most {most:.0f}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--posts", type=int, default=5000)
    options.add_argument("others", nargs="*", type=Path, help="other unpacked extensions")
    chosen = options.parse_args()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as kept:
        site = Site()
        own = everywhere(Path(kept))
        folders = {"no extension": nothing(Path(kept)), "ours": own}
        folders |= {other.name: other.resolve() for other in chosen.others}
        costs(playwright, site, folders, chosen.posts)
        latencies(playwright, site, own)
        site.close()


if __name__ == "__main__":
    main()
