"""The case file: the post as it was read, the verdict, and everything that happened."""

from flask import Blueprint, abort, render_template

from webcare.current import server
from webcare.record import cases

routes = Blueprint("case", __name__)


@routes.get("/cases/<int:case_id>")
def show(case_id: int) -> str:
    """One case."""
    found = cases.by_id(server().record.db, case_id)
    if found is None:
        abort(404, "There is no such case.")
    return render_template(
        "case.html", page="cases", case=found, holder=cases.current_holder(found)
    )
