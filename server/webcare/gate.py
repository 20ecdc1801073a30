"""Who may talk to us. One function before every request, the reason on top of each check.

What is refused hears in one sentence what to do. docs/security.md tells how each was attacked.
"""

import hmac
import json
import re
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.sansio.request import Request

from webcare import __version__
from webcare.record import access
from webcare.record.errors import PAIR_AGAIN
from webcare.record.record import Record
from webcare.settings import Settings

EXTENSION_ORIGIN = re.compile(r"chrome-extension://[a-p]{32}|moz-extension://[0-9a-f-]{36}")
OPEN_PATHS = ("/health", "/login", "/answer/", "/static/", "/favicon.ico")
Wsgi = Callable[[Any, Any], Any]
SAFE = ("GET", "HEAD", "OPTIONS")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Webcare": __version__,
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # not "no-referrer": under it Chromium posts our own forms with `Origin: null`
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Refusal(HTTPException):
    """A request that is turned away: status, title and a sentence that says what to do."""

    def __init__(self, status: int, title: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.title, self.detail = status, title, detail


Devices = dict[str, access.Device]
"""Browsers that have been here since the start, by their Authorization header.

What it says of one never changes, but for being revoked: that is looked up with every delivery.
"""


def guard(app: Flask, settings: Settings, record: Record, devices: Devices) -> None:
    """Put the gate before every request of the app; `devices` is filled by it."""

    @app.before_request
    def check() -> None:
        g.device = _device(request, record)
        admit(request, settings, record, g.device)
        if g.device:
            devices[request.headers["Authorization"]] = g.device
        if not request.path.startswith(("/api/", *OPEN_PATHS)):
            _check_session(settings, record)


def admit(
    request: Request, settings: Settings, record: Record, device: access.Device | None
) -> None:
    """Refusal when a request may not talk to us; `device` is the one whose token it carries."""
    _check_host(request, settings)
    _check_origin(request, settings, record, device)
    _check_site(request)
    _check_type(request)
    if request.path.startswith("/api/"):
        _check_token(request, device)


def marked(inner: Wsgi) -> Wsgi:
    """Every answer with our headers; no route sets one of these but for Cache-Control."""
    ours = list(HEADERS.items())

    def answer(environ: Any, start: Any) -> Any:
        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            kept = any(name == "Cache-Control" for name, _ in headers)
            rest = ours if kept else [*ours, ("Cache-Control", "no-store")]
            return start(status, headers + rest, *more)

        return inner(environ, begin)

    return answer


def _check_host(request: Request, settings: Settings) -> None:
    # DNS rebinding: a stranger's name that resolves to 127.0.0.1 would otherwise read everything.
    if request.host.lower() not in settings.hosts:
        raise Refusal(421, "Unknown host", f"Open {settings.address} instead.")


def _check_origin(
    request: Request, settings: Settings, record: Record, device: access.Device | None
) -> None:
    # CORS is no access control: a refused origin's request still runs. So it is refused here.
    origin = request.headers.get("Origin")
    if origin is None or origin in settings.origins:
        return
    pairing = request.path == "/api/pair" and EXTENSION_ORIGIN.fullmatch(origin)
    known = device.origin == origin if device else access.is_paired_origin(record.db, origin)
    if not pairing and not known:
        raise Refusal(
            403, "Origin not allowed", "Pair this browser's extension first, on the Team page."
        )


def _device(request: Request, record: Record) -> access.Device | None:
    header = request.headers.get("Authorization", "")
    return access.device_of(record.db, header[7:]) if header.startswith("Bearer ") else None


def _check_site(request: Request) -> None:
    # A form on another page posts to us without Origin in some browsers; this header tells.
    if request.headers.get("Origin") is None:
        site = request.headers.get("Sec-Fetch-Site", "none")
        if site not in ("none", "same-origin"):
            raise Refusal(
                403, "Cross-site request", "Type this address yourself or use a bookmark."
            )


def _check_type(request: Request) -> None:
    # Only JSON: a text/plain or form post crosses origins without a preflight.
    writes_api = request.path.startswith("/api/") and request.method not in SAFE
    if writes_api and request.mimetype != "application/json":
        raise Refusal(415, "JSON only", "Send application/json.")


def _check_token(request: Request, device: access.Device | None) -> None:
    # A GET of the extension carries no Origin, so the token is what counts.
    if request.path == "/api/pair" or request.method == "OPTIONS":
        return
    if device is None:
        raise Refusal(401, "Device not known", PAIR_AGAIN)


def cookie_name(settings: Settings) -> str:
    """Cookies are shared by all ports of a host, so the port is in the name."""
    return f"webcare_{settings.port}"


def _check_session(settings: Settings, record: Record) -> None:
    csrf = access.csrf_of(record.db, request.cookies.get(cookie_name(settings), ""))
    if csrf is None:
        raise Refusal(
            401,
            "Not signed in",
            "Open the link that the server printed, or run `webcare link` for a new one.",
        )
    g.csrf = csrf
    # SameSite does not separate ports: another program on 127.0.0.1 could post our forms.
    if request.method not in SAFE and not hmac.compare_digest(request.form.get("csrf", ""), csrf):
        raise Refusal(403, "Form too old", "Go back, reload the page and send the form again.")


def problem(error: HTTPException) -> Response:
    """An error as application/problem+json {title, status, detail}."""
    if isinstance(error, RequestEntityTooLarge):
        error.description = "Send fewer or smaller events in one batch."
    title = getattr(error, "title", None) or error.name
    body: dict[str, Any] = {"title": title, "status": error.code, "detail": error.description}
    answer = Response(json.dumps(body), error.code, mimetype="application/problem+json")
    if error.code == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if error.code == 503:
        answer.headers["Retry-After"] = "1"
    return answer
