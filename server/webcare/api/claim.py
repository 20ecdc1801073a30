"""POST /api/claim: take a case in hand, or hear who has it."""

from typing import Any

from flask import Blueprint, g

from webcare.api.body import read_object, text_of
from webcare.current import server
from webcare.record import claims

routes = Blueprint("claim", __name__)


@routes.post("/api/claim")
def claim() -> dict[str, Any]:
    """{id, post_key, minutes?, take_over?} -> {claimed: true, until}, or what stands against it.

    `id` is a UUID of the client, so that a repeated request claims once.
    """
    body = read_object()
    minutes = body.get("minutes")
    return claims.take(
        server().record,
        g.device.agent,
        text_of(body, "post_key", 2100),
        text_of(body, "id", 36),
        minutes=minutes if isinstance(minutes, int) else None,
        take_over=body.get("take_over") is True,
    )
