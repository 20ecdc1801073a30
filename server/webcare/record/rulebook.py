"""The rulebook of this brand: rules, lexicon, platforms and profile in one versioned document.

A malformed file or profile leaves the last good rulebook in use and is said, with its place.
"""

import json
import logging
import threading
from pathlib import Path
from typing import Any

from webcare.engine import rulebook
from webcare.platforms import files
from webcare.record import chain, learned

Json = dict[str, Any]
log = logging.getLogger("webcare.rulebook")


class MalformedError(Exception):
    """A file or the profile cannot be used; the message says which, where and why."""


class NoRulebookError(Exception):
    """There is no rulebook at all: malformed from the very first start."""


class Rulebooks:
    """Composes the rulebook anew when a file or the profile has changed."""

    def __init__(self, shared: Path, folder: Path) -> None:
        self._shared, self._folder = shared, folder
        self._kept = folder / "rulebook.json"
        self._lock = threading.Lock()
        self._stamp: Any = None
        self._good: tuple[str, bytes] | None = None
        self.problem: str | None = None

    def current(self, profile: Json) -> tuple[str, bytes]:
        """(version, rulebook as JSON bytes); NoRulebookError when there never was a good one."""
        with self._lock:
            stamp = (self._files(), chain.canonical(profile))
            if stamp != self._stamp:
                self._compose(profile)
                self._stamp = stamp
            if self._good is None:
                raise NoRulebookError(self.problem or "There are no rules yet.")
            return self._good

    def _files(self) -> tuple[tuple[str, int, int], ...]:
        paths = [self._shared / "rules.json", self._shared / "lexicon.json"]
        paths += sorted((self._shared / "platforms").glob("*.json"))
        paths += learned.files(self._folder)
        stats = [(path, path.stat()) for path in paths if path.exists()]
        return tuple((path.name, stat.st_mtime_ns, stat.st_size) for path, stat in stats)

    def _compose(self, profile: Json) -> None:
        try:
            book = compose(self._shared, profile, learned.points(self._folder))
        except MalformedError as error:
            self.problem = str(error)
            log.error("rulebook not renewed, the last good one stays in use: %s", error)
            self._good = self._good or self._read_kept()
            return
        self.problem = None
        self._good = (book["version"], json.dumps(book, ensure_ascii=False).encode())
        self._keep(self._good[1])

    def _keep(self, content: bytes) -> None:
        fresh = self._kept.with_suffix(".new")
        fresh.write_bytes(content)
        fresh.replace(self._kept)

    def _read_kept(self) -> tuple[str, bytes] | None:
        if not self._kept.exists():
            return None
        content = self._kept.read_bytes()
        return json.loads(content)["version"], content


def compose(shared: Path, profile: Json, more: dict[str, dict[str, float]]) -> Json:
    """The rulebook of the files, this profile and what was learned (signal -> label -> points).

    MalformedError names file, place and reason.
    """
    try:
        files.load_all(shared / "platforms")
        return rulebook.load(shared, profile, learned=more)
    except (files.PlatformError, rulebook.RulebookError) as error:
        raise MalformedError(str(error)) from error
