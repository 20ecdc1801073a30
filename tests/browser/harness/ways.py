"""Every way of sending a reply that a site may build, each tried with real input events.

The page is tests/fixtures/ways/ways.html; what a way sends reaches the site as POST /send/<name>.
"""

import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .brand import VENT
from .chromium import Browser
from .editors import bundle
from .hand import Hand
from .processes import wait_until
from .screenshots import keep_screenshot
from .site import Answer, Request, Site

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "ways"
PLATFORM = json.loads((FIXTURE / "platform.json").read_text(encoding="utf-8"))
TEXTS = {
    "unwanted": VENT,
    "wanted": "@FietsrijkNL waar blijft mijn bestelling?",
}
PATIENCE = 10  # seconds in which an allowed reply reaches the site

Press = Callable[[Hand, str], None]


def key(keys: str, part: str = "box") -> Press:
    return lambda hand, name: hand.key(name, keys, part)


def repeat(keys: str) -> Press:
    return lambda hand, name: hand.repeat(name, keys)


def click(part: str) -> Press:
    return lambda hand, name: hand.click(name, part)


# (the way's name in ways.js, how it is pressed); `send` is what reaches the site
WAYS: dict[str, tuple[str, Press]] = {
    "Draft.js, click": ("draft", Hand.click),
    "Draft.js, double click": ("draft", Hand.double),
    "Draft.js, finger": ("draft", Hand.tap),
    "Draft.js, pen": ("draft", Hand.pen),
    "Draft.js, Ctrl+Enter": ("draft", key("Control+Enter")),
    "Draft.js, Cmd+Enter": ("draft", key("Meta+Enter")),
    "Draft.js, Ctrl+Enter held down": ("draft", repeat("Control+Enter")),
    "Draft.js, Enter on the button": ("draft", key("Enter", "button")),
    "Draft.js, Space on the button": ("draft", key("Space", "button")),
    "Draft.js, sends on pointerdown": ("draft pointerdown", Hand.click),
    "Draft.js, sends on mousedown": ("draft mousedown", Hand.click),
    "Draft.js, sends on mouseup": ("draft mouseup", Hand.click),
    "Draft.js, sends on touchstart": ("draft touchstart", Hand.tap),
    "Draft.js, sends on touchend": ("draft touchend", Hand.tap),
    "Draft.js, sends on dblclick": ("draft dblclick", Hand.double),
    "Draft.js, wants trusted events": ("draft trusted", Hand.click),
    "Lexical, click": ("lexical", Hand.click),
    "Lexical, pen": ("lexical", Hand.pen),
    "Lexical, Ctrl+Enter": ("lexical", key("Control+Enter")),
    "Lexical, Enter": ("lexical enter", key("Enter")),
    "Lexical, Enter held down": ("lexical enter", repeat("Enter")),
    "React form, click": ("react form", Hand.click),
    "React form, Enter on the button": ("react form", key("Enter", "button")),
    "React form, Enter in a field": ("react form", key("Enter", "field")),
    "textarea, click": ("textarea", Hand.click),
    "textarea, Ctrl+Enter": ("textarea", key("Control+Enter")),
    "textarea, Enter": ("textarea enter", key("Enter")),
    "textarea, Alt+Enter": ("textarea alt", key("Alt+Enter")),
    "textarea, on keypress": ("textarea keypress", key("Enter")),
    "textarea, on keyup": ("textarea keyup", key("Control+Enter")),
    "form, click": ("form", Hand.click),
    "form, finger": ("form", Hand.tap),
    "form, Space on the button": ("form", key("Space", "button")),
    "form, Enter in a field": ("form", key("Enter", "field")),
    "form, picture button": ("form image", Hand.click),
    "form, button outside it": ("form outside", Hand.click),
    "form, label of the button": ("form label", click("label")),
    "form, access key": ("form accesskey", Hand.access_key),
    "form, submitted by script": ("form by script", Hand.click),
    "form, button with its own action": ("form formaction", Hand.click),
    "form, Enter in a field, own action": ("form formaction", key("Enter", "field")),
    "form, box outside it": ("form box outside", Hand.click),
    "form, button that no file names": ("form other button", Hand.click),
    "form, such a button on pointerdown": ("form other pointerdown", Hand.click),
    "form, fields named like its methods": ("form clobbered", Hand.click),
    "form, such fields, Enter in a field": ("form clobbered", key("Enter", "field")),
    "box in an open shadow root, button outside": ("box in open shadow", Hand.click),
    "box in a closed shadow root, button outside": ("box in closed shadow", Hand.click),
    "editor in a frame, button outside": ("editor frame", Hand.click),
    "handler on document, focus elsewhere": ("keys elsewhere", key("Control+Enter", "field")),
    "Enter of an input method": ("composing", Hand.compose),
    "button, right click": ("on contextmenu", Hand.right),
    "button, dragged": ("on dragstart", Hand.drag),
    "summary of details": ("summary", Hand.click),
    "summary of details, Enter on it": ("summary", key("Enter", "button")),
    "opener of a popover": ("popover", Hand.click),
    "button with a command": ("command", Hand.click),
    "button with a command, Space on it": ("command", key("Space", "button")),
    "link with a ping": ("link", Hand.click),
    "label of a checkbox": ("checkbox", Hand.click),
    "open shadow root, click": ("open shadow", Hand.click),
    "open shadow root, Ctrl+Enter": ("open shadow", key("Control+Enter")),
    "closed shadow root, click": ("closed shadow", Hand.click),
    "closed shadow root, finger": ("closed shadow", Hand.tap),
    "closed shadow root, Ctrl+Enter": ("closed shadow", key("Control+Enter")),
    "closed shadow root, Enter on the button": ("closed shadow", key("Enter", "button")),
    "closed roots in each other, click": ("closed in closed", Hand.click),
    "closed roots in each other, Ctrl+Enter": ("closed in closed", key("Control+Enter")),
    "frame, click": ("frame", Hand.click),
    "frame, Ctrl+Enter": ("frame", key("Control+Enter")),
    "srcdoc frame, click": ("frame srcdoc", Hand.click),
    "srcdoc frame, Ctrl+Enter": ("frame srcdoc", key("Control+Enter")),
    "written frame, click": ("frame written", Hand.click),
    "written frame, Ctrl+Enter": ("frame written", key("Control+Enter")),
    "sandboxed frame, click": ("frame sandboxed", Hand.click),
    "sandboxed frame, Ctrl+Enter": ("frame sandboxed", key("Control+Enter")),
    "handler on window": ("window handler", Hand.click),
    "handler on document": ("document handler", key("Control+Enter")),
    "the page's own shortcut": ("page shortcut", key("F9")),
}


class WaysSite:
    """Serves the page; `sent` counts what reached the site, per name."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.script = bundle()
        site.route = self.route

    def route(self, request: Request) -> Answer:
        if request.path == "/editors.js":
            return Answer(self.script, type="text/javascript")
        if request.path.startswith("/send/"):
            return Answer("")
        name = request.path.split("?")[0].removeprefix("/ways/")
        if request.path.startswith("/ways/") and (FIXTURE / name).is_file():
            kind = "text/javascript" if name.endswith(".js") else "text/html; charset=utf-8"
            return Answer((FIXTURE / name).read_text(encoding="utf-8"), type=kind)
        if request.path.startswith("/post/"):
            verdict = "unwanted" if "unwanted" in request.path else "wanted"
            page = (FIXTURE / "ways.html").read_text(encoding="utf-8")
            return Answer(page.replace("POST", verdict).replace("TEXT", TEXTS[verdict]))
        return Answer("not here", status=404)

    def sent(self) -> list[str]:
        """The names of the ways that got through, oldest first."""
        posts = [r.path for r in self.site.posted() if r.path.startswith("/send/")]
        return [path.removeprefix("/send/").replace("%20", " ") for path in posts]


def open_ways(browser: Browser, verdict: str, trap: bool = False) -> Hand:
    """The page under a post whose reply is "wanted" or "unwanted"; `trap`: a hostile page."""
    page = browser.context.new_page()
    page.set_viewport_size({"width": 1300, "height": 1900})
    page.goto(f"https://x.com/post/{verdict}{'?trap' if trap else ''}")
    page.wait_for_function("() => typeof spot === 'function'")
    hand = Hand(page)
    hand.cdp.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    return hand


def at_random(chance: random.Random, count: int) -> list[str]:
    """Names of ways at random, each once before any twice, never a box twice within seven."""
    picked: list[str] = []
    left = set(WAYS)
    while len(picked) < count:
        recent = {WAYS[name][0] for name in picked[-6:]}
        able = [name for name in WAYS if WAYS[name][0] not in recent]
        picked.append(chance.choice([name for name in able if name in left] or able))
        left.discard(picked[-1])
    return picked


def press(hand: Hand, name: str, times: int = 1) -> None:
    way, how = WAYS[name]
    for _ in range(times):
        how(hand, way)


@dataclass(frozen=True)
class Fault:
    """An attempt that went otherwise than it should."""

    number: int
    way: str
    what: str

    def __str__(self) -> str:
        return f"attempt {self.number}, {self.way}: {self.what}"


def try_held(hand: Hand, ways: WaysSite, chance: random.Random, count: int) -> list[Fault]:
    """Press `count` ways on drafts that must not go out, some twice at once; what got through,
    each with the attempt after which it was seen."""
    for box in sorted({box for box, _ in WAYS.values()}):
        hand.write(box)
    through: list[Fault] = []
    for number, name in enumerate(at_random(chance, count)):
        press(hand, name, 2 if chance.random() < 0.3 else 1)
        if number == count - 1:
            settle(hand)
        through += [Fault(number, name, f"sent {sent}") for sent in ways.sent()[len(through) :]]
    return through


def try_free(hand: Hand, ways: WaysSite, names: list[str]) -> list[Fault]:
    """Write and press once, way after way; the ways that did not send their reply, once."""
    faults: list[Fault] = []
    expected: list[str] = []
    for number, name in enumerate(names):
        hand.write(WAYS[name][0])
        press(hand, name)
        if not _has_sent(ways, expected, WAYS[name][0]):
            keep_screenshot(hand.page, f"not-sent-{number}-{name}")
            left = hand.page.evaluate("(name) => draftIn(name)", WAYS[name][0])
            faults.append(Fault(number, name, f"not sent in {PATIENCE} s, in its box: {left!r}"))
    settle(hand)
    more = Counter(ways.sent()) - Counter(expected)
    return faults + [Fault(len(names), way, f"sent {n} times more") for way, n in more.items()]


def _has_sent(ways: WaysSite, expected: list[str], way: str) -> bool:
    """Whether one request more comes in time; it is `expected` from then on."""
    count = expected.count(way) + 1
    try:
        wait_until(lambda: ways.sent().count(way) >= count, way, PATIENCE)
    except AssertionError:
        return False
    expected.append(way)
    return True


def settle(hand: Hand) -> None:
    """Let everything that the page has begun reach the site: its own request comes last."""
    hand.page.evaluate("async () => { await fetch('/settle', { method: 'POST' }); }")
