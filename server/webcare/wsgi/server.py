"""Accepts connections and answers what comes in over each, in a thread of its own."""

import contextlib
import errno
import logging
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable
from email.utils import formatdate
from typing import Any

from webcare.wsgi.request import BadRequestError, Environ, Requests

App = Callable[[Environ, Any], Iterable[bytes]]
log = logging.getLogger("webcare.wsgi")

AT_ONCE = 64
"""Requests that the app works on at the same time; the others wait for their turn."""
MOST_CONNECTIONS = 512
PASSING = (errno.EMFILE, errno.ENFILE, errno.ECONNABORTED)
"""What accepting may fail of and be tried again: no file handle left, a client gone already."""
WAITING = 1024
"""Connections that the system keeps until we accept them."""
IDLE = 75
"""Seconds without a byte after which a connection is closed."""
FAREWELL = 5
"""Seconds that requests under way have to finish when the server stops."""
RECEIVE = 64 * 1024
BODYLESS = ("1", "204", "304")


class Server:
    """Serves a WSGI app on a bound socket until `run` is interrupted."""

    def __init__(self, app: App, listener: socket.socket) -> None:
        self._app, self._listener = app, listener
        listener.listen(WAITING)
        self._lock = threading.Lock()
        self._open: set[Connection] = set()
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        host, port = listener.getsockname()[:2]
        self._base = {
            "SERVER_NAME": host,
            "SERVER_PORT": str(port),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            "wsgi.input_terminated": True,
        }

    def run(self) -> None:
        """Accept until an exception, such as a signal's, ends it."""
        self._listener.settimeout(1)  # Windows hears Ctrl+C only between two waits
        while True:
            try:
                connected, address = self._listener.accept()
            except TimeoutError:
                continue
            except OSError as error:
                if error.errno not in PASSING:
                    raise
                time.sleep(0.05)
                continue
            if len(self._open) >= MOST_CONNECTIONS:
                connected.close()  # nobody needs so many; the client tries again
                continue
            base = {**self._base, "REMOTE_ADDR": address[0]}
            connection = Connection(self, connected, base)
            with self._lock:
                self._open.add(connection)
            threading.Thread(target=connection.serve, daemon=True).start()

    def answer(self, environ: Environ, start: Any) -> Iterable[bytes]:
        """What the app says, when it is this request's turn."""
        with self._turns:
            return self._app(environ, start)

    def forget(self, connection: "Connection") -> None:
        """It has ended."""
        with self._lock:
            self._open.discard(connection)

    def close(self) -> None:
        """Take no new request, let those under way finish, close every connection."""
        self._listener.close()
        with self._lock:
            open_now = list(self._open)
        until = time.monotonic() + FAREWELL
        for connection in open_now:
            connection.end(max(0.0, until - time.monotonic()))


class Connection:
    """One client's connection: a request, its answer, the next request."""

    def __init__(self, server: Server, connected: socket.socket, base: Environ) -> None:
        self._server, self._socket, self._base = server, connected, base
        self._requests = Requests()
        self._busy = threading.Lock()
        self._ended = False

    def serve(self) -> None:
        """Until the client goes, says that it will, or is silent for too long."""
        try:
            self._socket.settimeout(IDLE)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while self._answer_next():
                pass
        except BadRequestError as error:
            self._refuse(str(error))
        except OSError:
            pass  # the client has gone
        except Exception:
            log.exception("a request failed outside the app")
            self._refuse("500 Internal Server Error")
        finally:
            self._socket.close()
            self._server.forget(self)

    def end(self, patience: float) -> None:
        """Close once the request under way is answered, or after so many seconds."""
        self._ended = True
        if self._busy.acquire(timeout=patience):
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def _answer_next(self) -> bool:
        while (environ := self._requests.next()) is None:
            received = self._socket.recv(RECEIVE)
            if not received:
                return False
            self._requests.feed(received)
            if self._requests.expects_continue:
                self._requests.expects_continue = False
                self._socket.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        with self._busy:
            return not self._ended and self._answer(environ)

    def _answer(self, environ: Environ) -> bool:
        environ.update(self._base)
        keep = environ["webcare.keep_alive"] and not self._ended
        said: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], _error: Any = None) -> None:
            said[:] = [(status, headers)]

        parts = self._server.answer(environ, start)
        try:
            body = b"".join(parts)
        finally:
            close = getattr(parts, "close", None)
            if close:
                close()
        status, headers = said[0]
        self._send(status, headers, body, keep, bare=environ["REQUEST_METHOD"] == "HEAD")
        return keep

    def _send(
        self, status: str, headers: list[tuple[str, str]], body: bytes, keep: bool, bare: bool
    ) -> None:
        lines = [f"HTTP/1.1 {status}", f"Date: {formatdate(usegmt=True)}"]
        lines += [f"{name}: {value}" for name, value in headers]
        if status.startswith(BODYLESS):
            body = b""
        elif not any(name.lower() == "content-length" for name, _ in headers):
            lines.append(f"Content-Length: {len(body)}")
        lines.append(f"Connection: {'keep-alive' if keep else 'close'}")
        head = "\r\n".join([*lines, "", ""]).encode("latin-1")
        self._socket.sendall(head if bare else head + body)

    def _refuse(self, status: str) -> None:
        with contextlib.suppress(OSError):
            self._send(status, [("Content-Type", "text/plain")], b"", keep=False, bare=False)
