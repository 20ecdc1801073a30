"""Accuracy on a labelled file: decides every row and hands the predictions to its score.py.

accuracy.py FILE [--out PREDICTIONS.jsonl] [-- OPTIONS FOR SCORE.PY]
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from rows import post_of, read

from webcare import paths
from webcare.engine import engine, rulebook


def predictions(file: Path) -> list[dict[str, object]]:
    """One prediction a row: {id, reactive, kind, sentiment, priority, platform_type}."""
    book = rulebook.load(paths.shared(), {"name": ""})
    compiled = engine.compile(book)
    out = []
    for row in read(file):
        post = post_of(row)
        verdict = engine.decide(engine.for_brand(compiled, post.pop("brand")), post)
        taken = ("kind", "sentiment", "priority", "platform_type")
        reactive = verdict["approach"] == "reactive"
        kind = "neutral" if verdict["kind"] == "other" else verdict["kind"]
        prediction = {name: verdict[name] for name in taken}
        out.append({"id": row["id"], "reactive": reactive, **prediction, "kind": kind})
    return out


def main() -> int:
    """Write the predictions and run the score.py that lies beside the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path)
    options, rest = parser.parse_known_args()
    out = options.out or Path(tempfile.mkdtemp()) / "predictions.jsonl"
    lines = (json.dumps(one) for one in predictions(options.file))
    out.write_text("\n".join(lines) + "\n", "utf-8")
    score = options.file.parent / "score.py"
    if not score.exists():
        print(f"Predictions: {out}. There is no score.py beside {options.file}.")
        return 0
    command = [sys.executable, str(score), "--pred", str(out), "--split", str(options.file)]
    return subprocess.run([*command, "--no-baselines", "--no-confusion", *rest]).returncode


if __name__ == "__main__":
    sys.exit(main())
