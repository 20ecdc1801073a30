"""What an allowed press costs: the time from the input to the page's own handler.

By turns with us, with an extension that has the same listeners and nothing in them, and with none,
so that what else the machine does falls on all alike. Two kinds of press: a quick person's, who has
typed, goes to the button and holds it down for a moment, and a script's, all of it at once.
"""

import json
import statistics
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from parts import browser, other_extension
from playwright.sync_api import Playwright

from harness.brand import use_brand
from harness.hand import Hand
from harness.processes import wait_until
from harness.site import Site
from harness.ways import PLATFORM, WaysSite, open_ways

TURNS = 4
WAY = "draft"  # Draft.js, a button that sends on click
TYPES = ["pointerdown", "mousedown", "pointerup", "mouseup", "click"]
TYPED, MOVED, DOWN = 250, 100, 60  # ms: from typing to the mouse, on the button, the button down
MEASURE = """(types) => {
  window.delays = Object.fromEntries(types.map((type) => [type, []]));
  for (const type of types) window.addEventListener(type, (event) => {
    const sends = event.composedPath().some((node) => node.matches?.("[role=button]"));
    if (sends) window.delays[type].push(performance.now() - event.timeStamp);
  }, true);
}"""
WAIT = "(ms) => new Promise((done) => setTimeout(done, ms))"
LISTENERS = """for (const type of ["pointerdown", "mousedown", "touchstart", "pointerup", "mouseup",
  "touchend", "click", "auxclick", "dblclick", "contextmenu", "dragstart", "keydown", "keypress",
  "keyup", "submit"]) addEventListener(type, () => {}, { capture: true, passive: false });"""

Delays = dict[str, list[float]]


def _without(copy: Path) -> None:
    _rewrite(copy, content_scripts=[])


def _empty(copy: Path) -> None:
    (copy / "empty.js").write_text(LISTENERS)
    (content,) = json.loads((copy / "manifest.json").read_text("utf-8"))["content_scripts"]
    _rewrite(copy, content_scripts=[content | {"js": ["empty.js"]}])


def _rewrite(copy: Path, **parts: object) -> None:
    file = copy / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | parts), "utf-8")


EXTENSIONS: dict[str, Callable[[], AbstractContextManager[None]]] = {
    "with us": nullcontext,
    "empty listeners": lambda: other_extension(_empty),
    "without": lambda: other_extension(_without),
}


def _by_person(hand: Hand) -> None:
    """One thing after the other: each event has only its own delay in it."""
    hand.page.evaluate(WAIT, TYPED)
    hand.page.mouse.move(*hand.spot(WAY, "button"))
    hand.page.evaluate(WAIT, MOVED)
    hand.page.mouse.down()
    hand.page.evaluate(WAIT, DOWN)
    hand.page.mouse.up()


def _by_script(hand: Hand) -> None:
    """All at once: each event has in it the time of those before it."""
    hand.click(WAY)


PRESSES = {"a person's press": _by_person, "a script's press": _by_script}


def _measure(
    playwright: Playwright, site: Site, press: Callable[[Hand], None], clicks: int
) -> Delays:
    site.reset()
    ways = WaysSite(site)
    with browser(playwright, site) as running:
        use_brand(running, platforms=[PLATFORM])
        hand = open_ways(running, "wanted")
        hand.page.evaluate(MEASURE, TYPES)
        for number in range(1, clicks + 1):
            hand.write(WAY)
            press(hand)
            wait_until(lambda number=number: len(ways.sent()) == number, "the reply")
        found: Delays = hand.page.evaluate("() => window.delays")
    return found


def print_latency(playwright: Playwright, site: Site, clicks: int) -> None:
    """The median of each event of a click that sends, in milliseconds; the site sends on one."""
    for name, press in PRESSES.items():
        found: dict[str, Delays] = {kind: {type_: [] for type_ in TYPES} for kind in EXTENSIONS}
        for _ in range(TURNS):
            for kind, extension in EXTENSIONS.items():
                with extension():
                    some = _measure(playwright, site, press, clicks // TURNS)
                for type_, delays in some.items():
                    found[kind][type_] += delays
        print(f"{name}, ms")
        print("| event | with us | empty listeners | without | added | of that our own |")
        print("|---|---|---|---|---|---|")
        for type_ in TYPES:
            us, empty, bare = (statistics.median(each[type_]) for each in found.values())
            print(
                f"| {type_} | {us:.2f} | {empty:.2f} | {bare:.2f} "
                f"| {us - bare:.2f} | {us - empty:.2f} |",
                flush=True,
            )
