"""GET /api/due: until when an agent can promise something, in the brand's own hours."""

from typing import Any

from flask import Blueprint

from webcare.current import server
from webcare.record import clock, due

routes = Blueprint("due", __name__)


@routes.get("/api/due")
def due_times() -> dict[str, Any]:
    """{due: {hours_4, today, tomorrow, days_3}}: ISO times, or null; record/due.py says which."""
    times = due.times(server().record.calendar(), clock.now_ms())
    return {"due": {name: at if at is None else clock.to_iso(at) for name, at in times.items()}}
