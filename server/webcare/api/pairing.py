"""POST /api/pair: a one-time code becomes this browser's own token."""

from flask import Blueprint, request

from webcare.api.body import read_object, text_of
from webcare.current import server
from webcare.gate import EXTENSION_ORIGIN, Refusal
from webcare.record import access

routes = Blueprint("pairing", __name__)


@routes.post("/api/pair")
def pair() -> dict[str, str]:
    """{code, agent} -> {token, agent}; 403 when the code is wrong, used or too old."""
    origin = request.headers.get("Origin", "")
    if not EXTENSION_ORIGIN.fullmatch(origin):
        raise Refusal(403, "Not an extension", "Pair from the extension's own options page.")
    body = read_object()
    code, agent = text_of(body, "code", 40), text_of(body, "agent", 80)
    record = server().record
    token = record.write(lambda: access.pair(record.db, code, origin, agent))
    if token is None:
        raise Refusal(
            403,
            "Code not accepted",
            "This code is wrong, used or too old; make a new one on the dashboard's Team page.",
        )
    return {"token": token, "agent": agent}
