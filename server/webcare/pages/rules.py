"""The rules in use, and what is wrong with a newer version of them."""

import json

from flask import Blueprint, render_template

from webcare.current import server
from webcare.record import store

routes = Blueprint("rules", __name__)


@routes.get("/rules")
def show() -> str:
    """The rulebook to read."""
    app = server()
    version, content = app.rulebooks.current(store.profile(app.record.db))
    return render_template(
        "rules.html",
        page="rules",
        version=version,
        book=json.loads(content),
        problem=app.rulebooks.problem,
    )
