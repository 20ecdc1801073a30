"""GET /api/case: what the record knows of a post."""

from typing import Any

from flask import Blueprint, request

from webcare.api.body import server
from webcare.gate import Refusal
from webcare.record import cases

routes = Blueprint("case", __name__)


@routes.get("/api/case")
def case() -> dict[str, Any]:
    """?post_key=… -> {known: false} or {known: true, case, page}."""
    post_key = request.args.get("post_key", "")
    if not post_key:
        raise Refusal(422, "Field missing", "Give `post_key`.")
    found = cases.by_post(server().record, post_key)
    if found is None:
        return {"known": False}
    return {"known": True, "case": found, "page": f"/cases/{found['id']}"}
