"""GET /api/rulebook: rules, platforms and this brand; 304 while the browser has the same."""

from flask import Blueprint, Response, request

from webcare.current import server
from webcare.record import store

routes = Blueprint("rulebook", __name__)


@routes.get("/api/rulebook")
def rulebook() -> Response:
    """The rulebook in use, with its version as ETag."""
    app = server()
    version, content = app.rulebooks.current(store.profile(app.record.db))
    answer = Response(content, mimetype="application/json")
    answer.set_etag(version)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer.make_conditional(request)  # type: ignore[return-value]
