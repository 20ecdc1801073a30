"""Start, watch and end the processes of a test."""

import socket
import subprocess
import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


def free_port() -> int:
    """A port on 127.0.0.1 that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(look: Callable[[], Found | None], what: str, seconds: float = 20) -> Found:
    """The first true answer of `look`; fails with `what` when none comes in time."""
    end = time.monotonic() + seconds
    pause = 0.01
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds:g} s for: {what}")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.2)


def answers(port: int) -> bool:
    """Whether something listens on this port."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def end(process: subprocess.Popen[str] | None) -> None:
    """Ask a process to stop, then make it."""
    if process is None or process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)
