"""POST /api/events: what happened, each event kept exactly once."""

from typing import Any

from flask import Blueprint, g, request

from webcare.api.body import parse_object
from webcare.current import server
from webcare.gate import Refusal
from webcare.record import clock

routes = Blueprint("events", __name__)

PATH = "/api/events"
LARGEST_BATCH = 100


@routes.post(PATH)
def events() -> dict[str, Any]:
    """{events, sent_at?} -> {held: [ids], refused: [{id, reason}], server_time}.

    api/front.py answers most of these without coming here.
    """
    found, sent_at = batch(request.get_data(cache=False))
    return answer(server().record.receive(found, g.device, sent_at))


def batch(content: bytes) -> tuple[list[Any], str | None]:
    """The events of a body, and the client's clock when it sent them."""
    body = parse_object(content)
    found, sent_at = body.get("events"), body.get("sent_at")
    if not isinstance(found, list) or len(found) > LARGEST_BATCH:
        raise Refusal(
            422, "No batch", f"`events` must be a list of at most {LARGEST_BATCH} events."
        )
    return found, sent_at if isinstance(sent_at, str) else None


def answer(kept: dict[str, Any]) -> dict[str, Any]:
    """What became of a batch, as the client hears it."""
    return {**kept, "server_time": clock.to_iso(clock.now_ms())}
