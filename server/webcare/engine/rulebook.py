"""A rulebook: rules, lexicon, platforms and brand as one versioned document.

`load` is the only function of this package that reads files; it refuses what would not work,
naming the file, the place in it and the reason.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from webcare.engine import check, json_text

Rulebook = dict[str, Any]


class RulebookError(Exception):
    """The rulebook cannot be used. `problems`: sentences naming file, place and reason."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load(
    shared_dir: Path,
    brand: dict[str, Any],
    rules_file: Path | None = None,
    learned: dict[str, dict[str, float]] | None = None,
) -> Rulebook:
    """Read, check and compose; raises RulebookError.

    `brand` is a Brand (extension/types.d.ts). `rules_file`: other rules than shared_dir's own.
    `learned`: points to add, signal -> label -> points.
    """
    path = rules_file or shared_dir / "rules.json"
    rules = read(path)
    lexicon = read(shared_dir / "lexicon.json")
    platforms = [read(file) for file in sorted((shared_dir / "platforms").glob("*.json"))]
    problems = check.problems(rules, read(shared_dir / "schemas/rules.json"))
    if problems:
        raise RulebookError([f"{path.name}: {problem}" for problem in problems])
    return compose(adjusted(rules, learned or {}), lexicon, platforms, brand)


def adjusted(rules: dict[str, Any], learned: dict[str, dict[str, float]]) -> dict[str, Any]:
    """The rules with what was learned added; signals that are gone since are passed over."""
    signals = []
    for signal in rules["signals"]:
        points = dict(signal["points"])
        for label, more in learned.get(signal["id"], {}).items():
            points[label] = round(points.get(label, 0) + more, 3)
        signals.append({**signal, "points": points})
    return {**rules, "signals": signals}


def compose(rules: Any, lexicon: Any, platforms: list[Any], brand: dict[str, Any]) -> Rulebook:
    """The document with its version: the rules' own, and a digest of everything in it."""
    parts = {"rules": rules, "lexicon": lexicon, "platforms": platforms, "brand": brand}
    written = json.dumps(parts, sort_keys=True, ensure_ascii=True).encode()
    digest = hashlib.sha256(written).hexdigest()[:12]
    return {"version": f"{rules['version']}-{digest}", **parts}


def read(path: Path) -> Any:
    """A JSON file; raises RulebookError with file, place and reason."""
    try:
        return json_text.parse(path.read_bytes())
    except OSError as error:
        raise RulebookError([f"{path}: cannot be read: {error.strerror}"]) from error
    except json_text.JsonError as error:
        raise RulebookError([f"{path.name}: {problem}" for problem in error.problems]) from error
