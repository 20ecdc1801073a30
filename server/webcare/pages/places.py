"""Places to monitor: where to look several times a day, and when somebody last did."""

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request

from webcare.current import server
from webcare.pages import rules
from webcare.record import hours, places, store
from webcare.record.rulebook import NoRulebookError

routes = Blueprint("places", __name__)


@routes.get("/places")
def show() -> str:
    """The list."""
    return _page()


@routes.post("/places")
def add() -> Any:
    """Put a place on the list."""
    try:
        places.add(server().record, request.form.get("name", ""), request.form.get("url", ""))
    except places.PlaceError as error:
        return _page(str(error)), 422
    return redirect("/places", 303)


@routes.post("/places/remove")
def remove() -> Response:
    """Take a place off the list."""
    places.remove(server().record, request.form.get("url", ""))
    return redirect("/places", 303)  # type: ignore[return-value]


@routes.get("/places/visit")
def visit() -> Response:
    """Note the visit and go there. Only to places on the list: this is no open redirect."""
    url = request.args.get("url", "")
    record = server().record
    if url not in [place["url"] for place in store.profile(record.db).get("monitor", [])]:
        abort(404, "This place is not on the list.")
    places.visit(record, url)
    return redirect(url, 303)  # type: ignore[return-value]


def _page(problem: str = "") -> str:
    record = server().record
    db, profile = record.db, store.profile(record.db)
    try:
        platforms = rules.current()["platforms"]
    except NoRulebookError:
        platforms = []
    return render_template(
        "places.html",
        page="places",
        problem=problem,
        given=request.form,
        places=places.listed(db, profile, platforms),
        unlisted=places.unlisted(db, profile, platforms),
        days=places.COUNTED_DAYS,
        today=hours.start_of_today(record.calendar().zone),
    )
