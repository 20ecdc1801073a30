"""What was learned lies over the rules, versioned and reversible: DATA/learned/0001.json and so on.

The highest number is in use. Undoing moves the highest one to `undone/`.
"""

import json
from pathlib import Path
from typing import Any

Json = dict[str, Any]


class NothingToKeepError(Exception):
    """What was learned changes nothing."""


class NothingToUndoError(Exception):
    """There is no learned version."""


def current(folder: Path) -> Json | None:
    """The version in use, or None. `folder`: the data folder."""
    kept = files(folder)
    if not kept:
        return None
    version: Json = json.loads(kept[-1].read_text("utf-8"))
    return version


def points(folder: Path) -> dict[str, dict[str, float]]:
    """What the version in use adds: signal -> label -> points."""
    version = current(folder)
    return version["adjustments"] if version else {}


def keep(folder: Path, adjustments: dict[str, dict[str, float]], made_of: Json, at: str) -> Json:
    """Writes a new version and returns it; NothingToKeepError when it would change nothing."""
    if not adjustments:
        raise NothingToKeepError(
            "No points would move, so nothing has been kept: what is in use stays as it is. "
            "A signal moves once it was part of three corrected posts that ask for the same."
        )
    if adjustments == points(folder):
        raise NothingToKeepError(
            "These are the very points that are in use already, so nothing has been kept."
        )
    number = _number(files(folder)[-1]) + 1 if files(folder) else 1
    version = {"version": number, "at": at, "made_of": made_of, "adjustments": adjustments}
    _write(folder, version)
    return version


def _write(folder: Path, version: Json) -> None:
    path = folder / "learned" / f"{int(version['version']):04}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(version, indent=1, ensure_ascii=False) + "\n", "utf-8")
    fresh.replace(path)


def versions(folder: Path) -> list[Json]:
    """All kept versions, the one in use last, to be taken elsewhere."""
    return [json.loads(path.read_text("utf-8")) for path in files(folder)]


def put_back(folder: Path, kept: list[Json]) -> None:
    """The kept versions of another folder, in place of any that are here."""
    for path in files(folder):
        path.unlink()
    for version in kept:
        _write(folder, version)


def undo(folder: Path) -> Json | None:
    """Takes the version in use away; returns the one before, or None. NothingToUndoError."""
    kept = files(folder)
    if not kept:
        raise NothingToUndoError("Nothing has been learned yet, so there is nothing to undo.")
    aside = folder / "learned" / "undone"
    aside.mkdir(exist_ok=True)
    kept[-1].replace(aside / kept[-1].name)
    return current(folder)


def files(folder: Path) -> list[Path]:
    """The kept versions, the one in use last."""
    return sorted((folder / "learned").glob("[0-9]*.json"), key=_number)


def _number(path: Path) -> int:
    return int(path.stem)
