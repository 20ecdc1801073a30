"""Writes the verdicts of shared/cases anew after a change of the rules, and says what changed.

    .venv/bin/python tools/build_cases.py

A case is {name, post, must, verdict}. `must` is set by people: what has to hold whatever the points
are; a case that breaks it is told and the exit code is 1. To add a case, write post and must.
"""

import json
import sys
from pathlib import Path
from typing import Any

from webcare import paths
from webcare.engine import engine, rulebook

CASES = Path(__file__).resolve().parent.parent / "shared" / "cases"


def main() -> int:
    """Decide every case again."""
    compiled = engine.compile(example_book())
    changed = broken = 0
    for path in sorted(CASES.glob("*.json")):
        cases = json.loads(path.read_text("utf-8"))
        for case in cases:
            verdict = engine.decide(compiled, case["post"])
            del verdict["rules_version"]
            changed += verdict != case.get("verdict")
            case["verdict"] = verdict
            for field, wanted in case["must"].items():
                if verdict[field] != wanted:
                    broken += 1
                    told = f"{field} is {verdict[field]}, must be {wanted}"
                    print(f"{path.name}: {case['name']}: {told}: {case['post']['text'][:80]!r}")
        lines = ",\n".join(json.dumps(case) for case in cases)
        path.write_text(f"[\n{lines}\n]\n", "utf-8")
    print(f"{changed} verdicts changed, {broken} break what must hold.")
    return 1 if broken else 0


def example_book() -> dict[str, Any]:
    """The shipped rules with the invented brand of their examples."""
    book = rulebook.load(paths.shared(), {"name": ""})
    return rulebook.compose(book["rules"], book["lexicon"], [], book["rules"]["example_brand"])


if __name__ == "__main__":
    sys.exit(main())
