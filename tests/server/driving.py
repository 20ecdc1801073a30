"""A real server process for tests and benches, and a client that speaks to it over HTTP."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from webcare.settings import EXTENSION


def free_port() -> int:
    """A port that nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`webcare serve` on a folder; can be killed and started again on the same port."""

    def __init__(self, folder: Path, port: int | None = None, **environment: str) -> None:
        self.folder, self.port = folder, port or free_port()
        self.environment = {**os.environ, **environment}
        self.alive = threading.Event()
        self.token = self.code = self.link = ""
        self.connections: list[http.client.HTTPConnection] = []

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        for connection in self.connections:
            connection.close()

    def start(self) -> None:
        """Start it and wait until it has printed its two lines."""
        command = [sys.executable, "-m", "webcare", "serve", "--data", str(self.folder)]
        self.log = (self.folder.parent / f"{self.folder.name}.log").open("a", encoding="utf-8")
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port)],
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
            env=self.environment,
        )
        said = dict(self._said() for _ in range(3))
        self.link, self.code = said["Dashboard"], said["Pairing code"]
        self.alive.set()

    def _said(self) -> tuple[str, str]:
        """The next line that the server prints, as (what, value)."""
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, Path(self.log.name).read_text("utf-8")
        what, _, value = line.partition(":")
        return what, value.strip()

    def cpu_seconds(self) -> float:
        """What the process has used of the processors so far (Linux)."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float:
        """What it holds in memory (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def kill(self) -> None:
        """kill -9: no farewell."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """SIGTERM, as a system stops it."""
        self._end(signal.SIGTERM)

    def _end(self, how: int) -> None:
        self.alive.clear()
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.process.wait(20)
        assert self.process.stdout
        self.process.stdout.close()
        self.log.close()

    def pair(self, agent: str = "Sanne") -> str:
        """Pair a device; its token."""
        status, body = Api(self).call("POST", "/api/pair", {"code": self.code, "agent": agent})
        assert status == 200, body
        self.token = body["token"]
        return self.token


class Api:
    """One keep-alive connection of one device."""

    def __init__(self, server: Server, token: str = "") -> None:
        self.server, self.token = server, token
        self.connection: http.client.HTTPConnection | None = None

    def call(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """(status, JSON answer). OSError or HTTPException when the server is gone."""
        connection = self.connection or self._connect()
        headers = {"Origin": EXTENSION, "Content-Type": "application/json"}
        headers["Authorization"] = f"Bearer {self.token or self.server.token}"
        connection.request(method, path, json.dumps(body).encode() if body else None, headers)
        answer = connection.getresponse()
        content = answer.read()
        return answer.status, json.loads(content) if content else None

    def try_events(self, events: list[dict[str, Any]]) -> dict[str, Any] | None:
        """Deliver events; None when the server was not there or not able."""
        try:
            status, answer = self.call("POST", "/api/events", {"events": events})
        except (OSError, http.client.HTTPException):
            self.close()
            return None
        return answer if status == 200 else None

    def close(self) -> None:
        """Drop the connection."""
        if self.connection:
            self.connection.close()
        self.connection = None

    def _connect(self) -> http.client.HTTPConnection:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=40)
        self.server.connections.append(self.connection)
        self.connection.connect()
        # Small requests on a kept connection would otherwise wait for delayed acknowledgements.
        self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self.connection
