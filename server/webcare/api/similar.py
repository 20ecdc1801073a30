"""POST /api/similar: what the record knows that helps with a post or with a draft."""

from typing import Any

from flask import Blueprint

from webcare.api.body import read_object, text_of
from webcare.current import server
from webcare.record import alike, contacts

routes = Blueprint("similar", __name__)

LONGEST = 100_000


@routes.post("/api/similar")
def similar() -> dict[str, Any]:
    """{post_key, platform, author?, text?} -> {similar, earlier}: cases about the same thing, and
    of the same writer on the same platform.

    Each [{id, page, excerpt, outcome, kind, cause, learning, reply, helped, agent, at}].
    """
    body, record = read_object(), server().record
    platform, key = text_of(body, "platform", 80), text_of(body, "post_key", 2100)
    return {
        "similar": contacts.similar(record, text_of(body, "text", LONGEST), key)
        if body.get("text")
        else [],
        "earlier": contacts.earlier(record, platform, text_of(body, "author", 400), key)
        if body.get("author")
        else [],
    }


@routes.post("/api/alike")
def most_alike() -> dict[str, Any]:
    """{text} of a draft -> {alike: {share, at, agent, page, text}}, null when none is like it."""
    return {"alike": alike.most_alike(server().record.db, text_of(read_object(), "text", LONGEST))}
