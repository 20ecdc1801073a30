"""The list of cases; every filter stands in the address, so a list can be kept and shared."""

from flask import Blueprint, render_template, request

from webcare.current import server
from webcare.record import cases

routes = Blueprint("cases", __name__)

NAMES = ("status", "platform", "outcome", "kind", "reply", "priority", "place", "agent", "tag")


@routes.get("/cases")
def show() -> str:
    """One page of cases."""
    db = server().record.db
    chosen = {name: request.args.get(name, "")[:200] for name in NAMES}
    before = request.args.get("before", type=int)
    words = request.args.get("q", "").strip()[:200]
    wanted = cases.Filter(**chosen, before=before)
    found = cases.search(server().record, words, wanted) if words else cases.find(db, wanted)
    more = found[-1]["last_at"] if len(found) == cases.PAGE and not words else None
    return render_template(
        "cases.html",
        page="cases",
        cases=found,
        chosen=chosen,
        words=words,
        more=more,
        choices=cases.choices(db),
        filtered=bool(words or any(chosen.values()) or before),
    )
