"""Many clients at once from one thread, so that what is measured is the server."""

import json
import re
import selectors
import socket
import time
from dataclasses import dataclass, field
from typing import Any

from driving import Server

from webcare.settings import EXTENSION

LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)


@dataclass
class Client:
    """One kept connection: a request under way, when it went out, what has come back."""

    connection: socket.socket
    sent_at: float = 0.0
    received: bytes = b""
    count: int = 0


@dataclass
class Load:
    """Delivers every batch once; each client sends its next as soon as it has its answer."""

    server: Server
    batches: list[list[dict[str, Any]]]
    times: list[float] = field(default_factory=list)
    answers: list[tuple[int, bytes]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def run(self, clients: int) -> dict[str, Any]:
        """{events_per_s, p50_ms, p99_ms, CPU, errors} of so many clients at once."""
        waiting = [(len(batch), self._request(batch)) for batch in reversed(self.batches)]
        ready = selectors.DefaultSelector()
        own = time.process_time()
        began, cpu = time.perf_counter(), self.server.cpu_seconds()
        for _ in range(min(clients, len(waiting))):
            made = Client(socket.create_connection(("127.0.0.1", self.server.port)))
            made.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            ready.register(made.connection, selectors.EVENT_READ, made)
            self._send(made, waiting)
        while ready.get_map():
            for key, _ in ready.select():
                client: Client = key.data
                client.received += client.connection.recv(65536)
                if self._is_answered(client) and not self._send(client, waiting):
                    ready.unregister(client.connection)
                    client.connection.close()
        seconds, used = time.perf_counter() - began, self.server.cpu_seconds() - cpu
        own = time.process_time() - own
        self._look_through()
        return self._told(seconds, used, own)

    def _request(self, batch: list[dict[str, Any]]) -> bytes:
        body = json.dumps({"events": batch}).encode()
        head = (
            f"POST /api/events HTTP/1.1\r\nHost: 127.0.0.1:{self.server.port}\r\n"
            f"Origin: {EXTENSION}\r\nAuthorization: Bearer {self.server.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def _send(self, client: Client, waiting: list[tuple[int, bytes]]) -> bool:
        if not waiting:
            return False
        client.count, request = waiting.pop()
        client.received, client.sent_at = b"", time.perf_counter()
        client.connection.sendall(request)
        return True

    def _is_answered(self, client: Client) -> bool:
        head, end, body = client.received.partition(b"\r\n\r\n")
        if not end or len(body) < int(LENGTH.search(head + end)[1]):  # type: ignore[index]
            return False
        self.times.append((time.perf_counter() - client.sent_at) * 1000)
        self.answers.append((client.count, client.received))
        return True

    def _look_through(self) -> None:
        """Whether every answer holds what was sent; afterwards, so that the load stays even."""
        for count, answer in self.answers:
            head, _, body = answer.partition(b"\r\n\r\n")
            if b" 200 " not in head[:16] or len(json.loads(body)["held"]) != count:
                self.errors.append(answer[:200].decode("latin-1"))

    def _told(self, seconds: float, used: float, own: float) -> dict[str, Any]:
        count, ordered = sum(map(len, self.batches)), sorted(self.times)
        return {
            "events_per_s": round(count / seconds),
            "p50_ms": round(ordered[len(ordered) // 2], 1),
            "p99_ms": round(ordered[int(len(ordered) * 0.99)], 1),
            "server_cpu_us_per_event": round(used / count * 1e6),
            "client_cpu_us_per_event": round(own / count * 1e6),
            "errors": self.errors[:3] or 0,
        }
