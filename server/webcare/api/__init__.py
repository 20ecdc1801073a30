"""Thin JSON routes for the extension; docs/security.md says who may call them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webcare.app import Webcare


def register(app: "Webcare") -> None:
    """Add every route of the API."""
    from webcare.api import case, claim, due, events, health, note, pairing, rulebook, similar

    for module in (health, pairing, rulebook, events, case, claim, due, note, similar):
        app.register_blueprint(module.routes, name=f"api_{module.routes.name}")
