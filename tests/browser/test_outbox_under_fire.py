"""The full proof is one command: `python bench/record/outbox.py`. Here a smaller one."""

import json
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[2] / "bench" / "record" / "outbox.py"


def test_worker_stopped_and_server_killed_at_random_lose_and_double_nothing():
    done = subprocess.run(
        [sys.executable, BENCH, "--events", "240", "--kills", "4", "--stops", "4"],
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads(done.stdout)
    assert (result["made"], result["kills"], result["stops"]) == (240, 4, 4)
