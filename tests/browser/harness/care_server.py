"""A real `webcare serve` process that tests may kill and start again."""

import http.client
import json
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from .processes import end, free_port, wait_until


class CareServer:
    """One server on its own data folder. `start` after `kill` keeps folder and port."""

    def __init__(self, folder: Path, package: Path | None = None) -> None:
        """`package` is a folder with a copy of the package webcare, to be run instead of ours."""
        self.package = package
        self.data = folder / "webcare-data"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.said: list[str] = []
        self.process: subprocess.Popen[str] | None = None
        self.start()

    def start(self) -> None:
        """Start (again) and wait until it answers; the link and the code are new each time."""
        self.said = []
        command = [sys.executable, "-m", "webcare", "serve"]
        command += ["--data", str(self.data), "--port", str(self.port)]
        self.process = subprocess.Popen(
            command,
            cwd=self.package,  # the first place where `python -m` looks
            text=True,
            encoding="utf-8",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        threading.Thread(target=self._listen, args=(self.process,), daemon=True).start()
        wait_until(lambda: self.is_up() and self.code, "the server's pairing code")

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout
        with process.stdout:
            self.said.extend(process.stdout)

    def is_up(self) -> bool:
        """Whether it answers; fails at once with its last words when it has ended."""
        assert self.process and self.process.poll() is None, "".join(self.said)
        try:
            return self.get("/health")[0] == 200
        except OSError:
            return False

    @property
    def login(self) -> str:
        """The one-time link that opens the dashboard."""
        return self._said(r"(http://127\.0\.0\.1:\d+/login\?k=\S+)")

    @property
    def code(self) -> str:
        """The one-time pairing code."""
        return self._said(r"\b([A-Z2-9]{4}-[A-Z2-9]{4})\b")

    def _said(self, pattern: str) -> str:
        found = re.findall(pattern, "".join(self.said))
        return found[-1] if found else ""

    def get(self, path: str, **headers: str) -> tuple[int, Any]:
        """(status, JSON or text) of a plain GET without the browser."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            body = answer.read().decode()
            is_json = "json" in (answer.getheader("Content-Type") or "")
            return answer.status, json.loads(body) if is_json else body
        finally:
            connection.close()

    def kill(self) -> None:
        """End it as a crash does."""
        assert self.process
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def close(self) -> None:
        end(self.process)
