"""The browser's engine beside Python's: a node process that answers JSON lines."""

import json
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


class Twin:
    """The browser's engine in node: one JSON line in, one out; `raw` keeps its very bytes."""

    def __init__(self) -> None:
        command = ["node", str(HERE / "twin.js")]
        self._node = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def raw(self, **question: Any) -> str:
        """The answer as it was written."""
        assert self._node.stdin and self._node.stdout
        self._node.stdin.write(json.dumps(question) + "\n")
        self._node.stdin.flush()
        return self._node.stdout.readline().rstrip("\n")

    def close(self) -> None:
        assert self._node.stdin and self._node.stdout
        self._node.stdin.close()
        self._node.wait(10)
        self._node.stdout.close()


def written(answer: Any) -> str:
    """JSON as JavaScript writes it."""
    return (
        json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
        .encode("utf-8", "surrogatepass")
        .decode("utf-8", "replace")
    )
