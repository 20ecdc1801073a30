"""Asks the browser's side: what the extension's own reader answers in a real Chromium."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


def ask(jobs: list[dict[str, Any]]) -> list[Any]:
    """One answer per job; a process of its own, for only one Playwright may run in a process."""
    program = Path(__file__).with_name("in_browser.py")
    done = subprocess.run(
        [sys.executable, str(program)], input=json.dumps(jobs), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers
