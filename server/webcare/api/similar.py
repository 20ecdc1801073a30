"""POST /api/similar: earlier cases about the same thing, and how they were answered."""

from typing import Any

from flask import Blueprint

from webcare.api.body import read_object, text_of
from webcare.current import server
from webcare.record import cases

routes = Blueprint("similar", __name__)


@routes.post("/api/similar")
def similar() -> dict[str, Any]:
    """{text} -> {similar: [{id, page, excerpt, outcome, cause, learning, reply, agent, at}]}."""
    return {"similar": cases.similar(server().record, text_of(read_object(), "text", 100_000))}
