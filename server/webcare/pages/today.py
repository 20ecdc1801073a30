"""Today: what waits, what was promised, how the day goes."""

from typing import Any

from flask import Blueprint, render_template

from webcare.current import server
from webcare.record import cases, judgement, notes, promises, today

routes = Blueprint("today", __name__)


@routes.get("/")
def show() -> str:
    """The start page."""
    record = server().record
    db = record.db
    day = today.day(db, record.calendar().zone)
    return render_template(
        "today.html",
        page="today",
        day={**day, "word": word(day)},
        approvals=judgement.approvals(db),
        notes=notes.latest(db),
        promises=promises.open_ones(db),
        waiting=cases.oldest_open(db),
        latest=cases.find(db, cases.Filter())[:8],
    )


def word(day: dict[str, Any]) -> str:
    """Which sentence says how the day goes: quiet | behind | on_top | busy."""
    if not day["opened"] and not day["replied"] and not day["skipped"]:
        return "quiet"
    if day["overdue"]:
        return "behind"
    return "busy" if day["open"] else "on_top"
