"""POST /api/events: what happened, each event kept exactly once.

The one route that stands before Flask. Many browsers deliver single events at the same time, and
of what each of them cost, Flask's own work was the larger half (bench/record/ingest.py).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import orjson
from werkzeug import Request, Response

from webcare import gate
from webcare.api.body import parse_object
from webcare.record import access, clock
from webcare.record.record import Record
from webcare.settings import EXTENSION

if TYPE_CHECKING:
    from webcare.app import Webcare

PATH = "/api/events"
LARGEST_BATCH = 100
HEADERS = [
    ("Content-Type", "application/json"),
    # as flask-cors answers on the other routes: only our own extension, by its exact origin
    ("Access-Control-Allow-Origin", EXTENSION),
    ("Vary", "Origin"),
]


def before_flask(app: "Webcare", problem: Callable[[Exception], Response]) -> gate.Wsgi:
    """What the app answers, with this route in front of it. `problem`: how an error is told."""
    inner, record = app.wsgi_app, app.record

    def answer(environ: Any, start: Any) -> Any:
        if environ["PATH_INFO"] != PATH or environ["REQUEST_METHOD"] != "POST":
            return inner(environ, start)
        request = Request(environ)
        request.max_content_length = app.config["MAX_CONTENT_LENGTH"]
        try:
            with record.db.connection_context():
                device = cast("access.Device", gate.admit(request, app.settings, record))
            body = orjson.dumps(take(record, device, request.get_data(cache=False)))
        except Exception as error:
            return problem(error)(environ, start)
        start("200 OK", [*HEADERS, ("Content-Length", str(len(body)))])
        return [body]

    return answer


def take(record: Record, device: access.Device, content: bytes) -> dict[str, Any]:
    """{events, sent_at?} -> {held: [ids], refused: [{id, reason}], server_time}."""
    body = parse_object(content)
    events = body.get("events")
    if not isinstance(events, list) or len(events) > LARGEST_BATCH:
        raise gate.Refusal(
            422, "No batch", f"`events` must be a list of at most {LARGEST_BATCH} events."
        )
    sent_at = body.get("sent_at")
    answer = record.receive(events, device, sent_at if isinstance(sent_at, str) else None)
    return {**answer, "server_time": clock.to_iso(clock.now_ms())}
