"""What of a CPU profile is an extension's: Chromium's sampling profiler, every 0.2 ms."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession

INTERVAL = 200  # microseconds between two samples


@dataclass
class Script:
    """Milliseconds of an extension's script: in all, and its longest run without a pause."""

    total: float = 0.0
    longest: float = 0.0


@contextmanager
def profiled(tools: CDPSession) -> Iterator[Script]:
    """Fills in the script that ran within the block."""
    found = Script()
    tools.send("Profiler.enable")
    tools.send("Profiler.setSamplingInterval", {"interval": INTERVAL})
    tools.send("Profiler.start")
    yield found
    found.total, found.longest = _ours(tools.send("Profiler.stop")["profile"])


def _ours(profile: dict[str, Any]) -> tuple[float, float]:
    """Samples with an extension's file anywhere on the stack."""
    parents = {child: node["id"] for node in profile["nodes"] for child in node.get("children", [])}
    own = {n["id"] for n in profile["nodes"] if "chrome-extension:" in n["callFrame"]["url"]}

    def is_ours(node: int | None) -> bool:
        while node is not None and node not in own:
            node = parents.get(node)
        return node is not None

    known = {node["id"]: is_ours(node["id"]) for node in profile["nodes"]}
    total = run = longest = 0.0
    for sample, delta in zip(profile["samples"], profile["timeDeltas"], strict=True):
        run = run + delta if known[sample] else 0.0
        total += delta if known[sample] else 0.0
        longest = max(longest, run)
    return total / 1000, longest / 1000
