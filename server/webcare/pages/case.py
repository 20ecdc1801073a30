"""The case file: the post as it was read, the verdict, and everything that happened."""

from typing import Any

from flask import Blueprint, abort, render_template

from webcare.current import server
from webcare.record import cases, handover
from webcare.record.record import Record

routes = Blueprint("case", __name__)


@routes.get("/cases/<int:case_id>")
def show(case_id: int) -> str:
    """One case."""
    record = server().record
    found = cases.by_id(record.db, case_id)
    if found is None:
        abort(404, "There is no such case.")
    return render_template(
        "case.html",
        page="cases",
        case=found,
        holder=cases.current_holder(found),
        links=_links(record, found),
    )


def _links(record: Record, case: dict[str, Any]) -> dict[str, str]:
    """The link by which the second line answers, for each hand-over that still waits."""
    waiting = [p for p in case["promises"] if p["kind"] == "handover" and p["kept_at"] is None]
    return {p["id"]: f"/answer/{handover.token_of(record, p['id'])}" for p in waiting}
