"""Thin JSON routes for the extension; docs/security.md says who may call them."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from werkzeug import Response

    from webcare.app import Webcare

Asgi = Callable[[Any, Any, Any], Awaitable[None]]


def register(app: "Webcare") -> None:
    """Add every route of the API."""
    from webcare.api import case, claim, due, events, health, note, pairing, rulebook, similar

    for module in (health, pairing, rulebook, case, claim, due, events, note, similar):
        app.register_blueprint(module.routes, name=f"api_{module.routes.name}")


def in_front(app: "Webcare", inner: Asgi, problem: Callable[[Exception], "Response"]) -> Asgi:
    """The app with deliveries answered in the event loop. `problem`: how an error is told."""
    from webcare.api.front import Front

    return Front(app, inner, problem)
