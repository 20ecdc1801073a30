"""Pages under a faked host such as x.com, over TLS, seen by the browser as on the public net."""

import datetime
import http.server
import ssl
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

OWN = ("accounts.google.com", "googleapis.com")
"""Where Chromium itself asks now and then, whatever its switches say: no doing of a page."""


@dataclass(frozen=True)
class Request:
    method: str
    host: str
    path: str
    body: str


@dataclass(frozen=True)
class Answer:
    body: str | bytes
    type: str = "text/html; charset=utf-8"
    status: int = 200
    csp: str | None = None


Route = Callable[[Request], Answer]


class Site:
    """Serves every host; `route` may be replaced by a test. `requests` holds what was asked."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.route: Route = lambda request: Answer("not here", status=404)
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.port = int(self._server.server_address[1])
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with tempfile.TemporaryDirectory() as folder:
            context.load_cert_chain(_certificate(Path(folder) / "site.pem"))
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def posted(self) -> list[Request]:
        """The POST requests so far, oldest first."""
        return [request for request in self.requests if request.method == "POST"]

    def chromium_arguments(self) -> list[str]:
        """Every host but loopback leads here, and counts as public as in real life."""
        return [
            f"--host-resolver-rules=MAP * 127.0.0.1:{self.port},EXCLUDE 127.0.0.1",
            f"--ip-address-space-overrides=127.0.0.1:{self.port}=public",
            "--ignore-certificate-errors",
        ]

    def reset(self) -> None:
        self.requests.clear()
        self.route = lambda request: Answer("not here", status=404)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser drops connections all the time; that is no news."""


def _handler(site: Site) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(size).decode("utf-8", "replace")
            host = (self.headers.get("Host") or "").split(":")[0]
            request = Request(self.command, host, self.path, body)
            if not host.endswith(OWN):
                site.requests.append(request)
            said = site.route(request)
            content = said.body.encode() if isinstance(said.body, str) else said.body
            self.send_response(said.status)
            self.send_header("Content-Type", said.type)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Access-Control-Allow-Origin", "*")  # for sandboxed frames
            if said.csp:
                self.send_header("Content-Security-Policy", said.csp)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = answer  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """The test's own log is enough."""

    return Handler


def _certificate(path: Path) -> Path:
    """A self-signed certificate with its key, for one day."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "site")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(secret + certificate.public_bytes(pem))
    return path
