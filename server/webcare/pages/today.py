"""Today: what waits, what was promised, how the day goes."""

from flask import Blueprint, render_template

from webcare.current import server
from webcare.record import cases, promises, today

routes = Blueprint("today", __name__)


@routes.get("/")
def show() -> str:
    """The start page."""
    db = server().record.db
    return render_template(
        "today.html",
        page="today",
        day=today.day(db),
        promises=promises.open_ones(db),
        waiting=cases.oldest_open(db),
        latest=cases.find(db, cases.Filter())[:8],
    )
