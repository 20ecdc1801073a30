"""The parts of the guard, and browsers that load an extension without one of them."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Playwright

from harness.chromium import Browser
from harness.site import Site
from webcare import paths

GUARD = "content/guard.js"
POINTER = '"pointerdown", "mousedown", "touchstart", "pointerup", "mouseup", "touchend"'
# a part of the guard, the file it is in, what stands there, what takes its place
PARTS = {
    "nothing (whole guard)": (GUARD, "", ""),
    "click, keys and submit only": (GUARD, f"[{POINTER},", "["),
    "on document, not window": (
        GUARD,
        "window.addEventListener(type, hear,",
        "document.addEventListener(type, hear,",
    ),
    "bubble, not capture": (GUARD, "{ capture: true, passive, ", "{ "),
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


@contextmanager
def browser(playwright: Playwright, site: Site, *switches: str) -> Iterator[Browser]:
    with tempfile.TemporaryDirectory() as folder:
        running = Browser(playwright, Path(folder), *site.chromium_arguments(), *switches)
        try:
            yield running
        finally:
            running.close()


@contextmanager
def other_extension(change: Callable[[Path], None]) -> Iterator[None]:
    """Makes new browsers load a copy of the extension, changed in its folder."""
    original = paths.extension
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "extension"
        shutil.copytree(original(), copy)
        change(copy)
        paths.extension = lambda: copy
        try:
            yield
        finally:
            paths.extension = original


@contextmanager
def changed_extension(file: str, old: str, new: str) -> Iterator[None]:
    """Makes new browsers load a copy of the extension in which `old` is `new`."""

    def change(copy: Path) -> None:
        text = (copy / file).read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r} any more"
        (copy / file).write_text(text.replace(old, new), encoding="utf-8")

    with other_extension(change):
        yield
