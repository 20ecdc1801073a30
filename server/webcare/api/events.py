"""POST /api/events: what happened, each event kept exactly once."""

from typing import Any

from flask import Blueprint, g

from webcare.api.body import read_object
from webcare.current import server
from webcare.gate import Refusal
from webcare.record import clock

routes = Blueprint("events", __name__)

LARGEST_BATCH = 100


@routes.post("/api/events")
def take_events() -> dict[str, Any]:
    """{events, sent_at?} -> {held: [ids], refused: [{id, reason}], server_time}."""
    body = read_object()
    events = body.get("events")
    if not isinstance(events, list) or len(events) > LARGEST_BATCH:
        raise Refusal(
            422, "No batch", f"`events` must be a list of at most {LARGEST_BATCH} events."
        )
    sent_at = body.get("sent_at")
    answer = server().record.receive(
        events, g.device, sent_at if isinstance(sent_at, str) else None
    )
    return {**answer, "server_time": clock.to_iso(clock.now_ms())}
