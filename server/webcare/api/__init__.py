"""Thin JSON routes for the extension; docs/security.md says who may call them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from werkzeug import Response

    from webcare.app import Webcare


def register(app: "Webcare", problem: Callable[[Exception], "Response"]) -> None:
    """Add every route of the API. `problem`: how an error is told."""
    from webcare.api import case, claim, due, events, health, note, pairing, rulebook, similar

    for module in (health, pairing, rulebook, case, claim, due, note, similar):
        app.register_blueprint(module.routes, name=f"api_{module.routes.name}")
    app.wsgi_app = events.before_flask(app, problem)  # type: ignore[method-assign,assignment]
