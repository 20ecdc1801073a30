"""POST /api/events in the event loop: no thread for each of the many that deliver at once.

Sixty-four threads that each wait for the same COMMIT spend more on waking each other than on
the events. Here the loop reads and checks, the writer writes what has come together, and wakes the
loop once for all of it. What is seldom or slow (a browser not seen yet, a large body, every other
route) goes on to Flask, which answers the same.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import orjson
from werkzeug import Response
from werkzeug.datastructures import Headers
from werkzeug.sansio.request import Request

from webcare import gate
from webcare.api import Asgi, events
from webcare.record import errors, writer
from webcare.record.access import Device
from webcare.record.delivery import Delivery
from webcare.settings import EXTENSION

if TYPE_CHECKING:
    from webcare.app import Webcare

LARGEST_BODY = 256 * 1024
"""Bytes; checking a larger body would keep the others waiting."""

Raw = list[tuple[bytes, bytes]]


class Front:
    """An ASGI app that answers deliveries itself and leaves the rest to `inner`."""

    def __init__(
        self, app: "Webcare", inner: Asgi, problem: Callable[[Exception], Response]
    ) -> None:
        self._app, self._inner, self._problem = app, inner, problem
        self._settled: deque[tuple[asyncio.Future[Any], Any, BaseException | None]] = deque()
        self._loop: asyncio.AbstractEventLoop | None = None
        app.record.writer.after_group.append(self._wake)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        request = _delivery(scope)
        if request is None or not (device := self._device(request)):
            await self._inner(scope, receive, send)
            return
        content = await _body(receive)
        if content is None:
            return
        try:
            gate.admit(request, self._app.settings, self._app.record, device)
            found, sent_at = events.batch(content)
            delivery = self._app.record.examine(found, device, sent_at)
            kept = delivery.answer(await self._keep(delivery))
            await _send(send, 200, TAKEN, orjson.dumps(events.answer(kept)))
        except Exception as error:
            problem = self._problem(error)
            headers = [*_raw(problem.headers.items()), *EVERY_ANSWER]
            await _send(send, problem.status_code, headers, problem.get_data())

    def _device(self, request: Request) -> Device | None:
        return self._app.devices.get(request.headers.get("Authorization", ""))

    async def _keep(self, delivery: Delivery) -> Any:
        """What the writer says of a delivery, once it is committed."""
        self._loop = loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        job = self._app.record.deliver(
            delivery, lambda result, error: self._settled.append((future, result, error))
        )
        late = loop.call_later(writer.PATIENCE, _give_up, future, job)
        try:
            return await future
        finally:
            late.cancel()
            job.abandoned |= future.cancelled()

    def _wake(self) -> None:
        """In the writer's thread: have the loop tell all of a group at once."""
        if self._settled and self._loop:
            with suppress(RuntimeError):  # the server stops: the loop has ended
                self._loop.call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        while self._settled:
            future, result, error = self._settled.popleft()
            if future.done():  # nobody waits any more
                continue
            if error:
                future.set_exception(error)
            else:
                future.set_result(result)


def _give_up(future: "asyncio.Future[Any]", job: writer.Job) -> None:
    if not future.done():
        job.abandoned = True
        future.set_exception(errors.busy())


def _delivery(scope: Any) -> Request | None:
    """The request when it is a delivery of no great size."""
    if scope["type"] != "http" or scope["path"] != events.PATH or scope["method"] != "POST":
        return None
    headers = Headers()
    for name, value in scope["headers"]:
        headers.add(name.decode("latin-1"), value.decode("latin-1"))
    request = Request("POST", scope["scheme"], None, "", events.PATH, b"", headers, None)
    length = request.content_length
    return request if length is not None and length <= LARGEST_BODY else None


async def _body(receive: Any) -> bytes | None:
    """The whole body; None when the client went away before its end."""
    parts = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


async def _send(send: Any, status: int, headers: Raw, body: bytes) -> None:
    length = (b"content-length", b"%d" % len(body))
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})


def _raw(headers: Iterable[tuple[str, str]]) -> Raw:
    """Headers as ASGI takes them, without the length."""
    pairs = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    return [(name, value) for name, value in pairs if name != b"content-length"]


# as flask-cors answers on the other routes: only our own extension, by its exact origin
ONLY_OURS = {"Access-Control-Allow-Origin": EXTENSION, "Vary": "Origin"}
EVERY_ANSWER = _raw({**gate.HEADERS, **ONLY_OURS, "Cache-Control": "no-store"}.items())
TAKEN = [(b"content-type", b"application/json"), *EVERY_ANSWER]
