"""What a record holds beside what it should hold, read by other processes than the server."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

IDS = """
import json, pysqlite3, sys
rows = pysqlite3.connect(sys.argv[1]).execute("SELECT id FROM events")
print(json.dumps([row[0] for row in rows]))
"""


def count(folder: Path, expected: set[str]) -> dict[str, Any]:
    """How many of these event ids are lost, strange (not expected) or doubled; `webcare verify`."""
    verify = [sys.executable, "-m", "webcare", "verify", "--data", str(folder)]
    verified = subprocess.run(verify, capture_output=True, text=True, check=False)
    read = [sys.executable, "-c", IDS, str(folder / "webcare.db")]
    ids: list[str] = json.loads(subprocess.check_output(read))
    return {
        "lost": len(expected - set(ids)),
        "strange": len(set(ids) - expected),
        "doubled": len(ids) - len(set(ids)),
        "verify": verified.stdout.strip() or verified.stderr.strip(),
        "whole": verified.returncode == 0,
    }


def ok(result: dict[str, Any]) -> bool:
    """Whether nothing is wrong with what `count` found."""
    return result["whole"] and not any(result[name] for name in ("lost", "strange", "doubled"))
