"""GET /api/case: what the record knows of a post, at once or when it changes."""

import threading
import time
from typing import Any

from flask import Blueprint, request

from webcare.current import server
from webcare.gate import Refusal
from webcare.record import cases
from webcare.record.record import Record

routes = Blueprint("case", __name__)

LONGEST_WAIT_S = 25
_waiting = threading.BoundedSemaphore(40)
"""Threads that may wait at once; the others of the 64 answer. Beyond it nobody waits."""


@routes.get("/api/case")
def case() -> dict[str, Any]:
    """?post_key=… -> {known: false} or {known: true, case, page}.

    With `after=<case.version>` and `wait=<seconds>` the answer comes when the case has a newer
    version (0: when it is known at all), or after that time as it then is.
    """
    post_key = request.args.get("post_key", "")
    if not post_key:
        raise Refusal(422, "Field missing", "Give `post_key`.")
    record = server().record
    wait = min(request.args.get("wait", 0.0, type=float), LONGEST_WAIT_S)
    found = cases.by_post(record, post_key)
    if wait > 0 and _version(found) <= request.args.get("after", 0, type=int):
        found = _when_newer(record, post_key, _version(found), time.monotonic() + wait)
    if found is None:
        return {"known": False}
    return {"known": True, "case": found, "page": f"/cases/{found['id']}"}


def _version(case: dict[str, Any] | None) -> int:
    return case["version"] if case else 0


def _when_newer(record: Record, post_key: str, after: int, until: float) -> dict[str, Any] | None:
    found = cases.by_post(record, post_key)
    if not _waiting.acquire(blocking=False):
        return found
    try:
        while _version(found) <= after and time.monotonic() < until and not record.closing:
            # Half a second at most: another server on the same database does not wake us.
            record.wait_for_change(min(0.5, max(0.0, until - time.monotonic())))
            found = found if record.closing else cases.by_post(record, post_key)
    finally:
        _waiting.release()
    return found
