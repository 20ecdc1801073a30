"""GET /health: open to all, so that a stranger on our port is told apart."""

from flask import Blueprint

from webcare import __version__

routes = Blueprint("health", __name__)


@routes.get("/health")
def health() -> dict[str, object]:
    """That we are webcare, and ready."""
    return {"webcare": __version__, "ready": True}
