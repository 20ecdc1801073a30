"""The sidebar names all its modules beforehand: its first paint waits for one round of reading."""

import re
from pathlib import PurePosixPath

from tree import EXTENSION, js_facts

LINK = re.compile(r'<link rel="modulepreload" href="([^"]+)"')


def resolved(file: str, name: str) -> str:
    """A module's path in the extension, from how another one imports it."""
    parts: list[str] = []
    for part in (PurePosixPath(file).parent / name).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def reached(start: str) -> set[str]:
    """Every module of ours that `start` imports, and what those import."""
    facts, found, todo = js_facts(), set[str](), [start]
    while todo:
        file = todo.pop()
        named = facts[file]["imports"] if file in facts else []
        new = {resolved(file, name) for name in named if name.endswith(".js")} - found
        found |= new
        todo += new
    return found


def test_the_sidebar_preloads_exactly_what_it_imports() -> None:
    html = (EXTENSION / "sidebar" / "sidebar.html").read_text(encoding="utf-8")
    named = {resolved("sidebar/sidebar.html", link) for link in LINK.findall(html)}
    assert named == reached("sidebar/main.js")
