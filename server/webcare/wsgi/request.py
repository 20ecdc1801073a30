"""Requests as they come in over one connection, each as the environment that WSGI wants."""

import io
from collections import deque
from typing import Any
from urllib.parse import unquote_to_bytes

import httptools

MOST_HEADERS = 32 * 1024
LARGEST_BODY = 64 * 1024 * 1024
"""Well above what the app takes, so that it can say what is too large in its own words."""

Environ = dict[str, Any]


class BadRequestError(Exception):
    """No HTTP, or too much of it; the status line to answer with. The connection ends."""


class Requests:
    """Feed it what is received; it gives the requests that are complete."""

    def __init__(self) -> None:
        self._parser = httptools.HttpRequestParser(self)
        self._complete: deque[Environ] = deque()
        self.expects_continue = False
        self.on_message_begin()

    def feed(self, data: bytes) -> None:
        """Take more bytes; BadRequestError when they are no request."""
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as error:
            raise BadRequestError("400 Bad Request") from error
        except httptools.HttpParserError as error:
            cause = error.__context__
            raise (
                cause if isinstance(cause, BadRequestError) else BadRequestError("400 Bad Request")
            ) from error

    def next(self) -> Environ | None:
        """The oldest complete request, if there is one."""
        return self._complete.popleft() if self._complete else None

    # -- called by the parser --------------------------------------------------------------------

    def on_message_begin(self) -> None:
        self._url, self._size = b"", 0
        self._headers: dict[str, str] = {}
        self._body: list[bytes] = []

    def on_url(self, url: bytes) -> None:
        self._grow(len(url), MOST_HEADERS, "414 URI Too Long")
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self._grow(len(name) + len(value), MOST_HEADERS, "431 Request Header Fields Too Large")
        if b"_" in name:
            return  # "X_Y" would pass for "X-Y"
        key = name.decode("latin-1").upper().replace("-", "_")
        text = value.decode("latin-1")
        known = self._headers.get(key)
        joint = "; " if key == "COOKIE" else ","
        self._headers[key] = text if known is None else f"{known}{joint}{text}"

    def on_headers_complete(self) -> None:
        self.expects_continue = self._headers.get("EXPECT", "").lower() == "100-continue"
        self._size = 0

    def on_body(self, body: bytes) -> None:
        self._grow(len(body), LARGEST_BODY, "413 Content Too Large")
        self._body.append(body)

    def on_message_complete(self) -> None:
        self._complete.append(self._environ())

    # -- helpers ---------------------------------------------------------------------------------

    def _grow(self, size: int, most: int, status: str) -> None:
        self._size += size
        if self._size > most:
            raise BadRequestError(status)

    def _environ(self) -> Environ:
        try:
            url = httptools.parse_url(self._url)
        except httptools.HttpParserInvalidURLError as error:
            raise BadRequestError("400 Bad Request") from error
        body = b"".join(self._body)
        headers = self._headers
        environ: Environ = {f"HTTP_{name}": value for name, value in headers.items()}
        for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            environ.pop(f"HTTP_{name}", None)
        environ.update(
            REQUEST_METHOD=self._parser.get_method().decode("ascii"),
            SCRIPT_NAME="",
            PATH_INFO=unquote_to_bytes(url.path or b"/").decode("latin-1"),
            QUERY_STRING=(url.query or b"").decode("latin-1"),
            CONTENT_TYPE=headers.get("CONTENT_TYPE", ""),
            CONTENT_LENGTH=str(len(body)),
            SERVER_PROTOCOL=f"HTTP/{self._parser.get_http_version()}",
        )
        environ["wsgi.input"] = io.BytesIO(body)
        environ["webcare.keep_alive"] = self._parser.should_keep_alive()
        return environ
