"""POST /api/health-note: a browser reads less of a platform's page than it should."""

from flask import Blueprint

from webcare.api.body import read_object, text_of
from webcare.current import server
from webcare.gate import Refusal
from webcare.record import notes

routes = Blueprint("note", __name__)

FOUND = ("nothing_read", "half_read")
MOST_FIELDS = 20


@routes.post("/api/health-note")
def take() -> dict[str, bool]:
    """{platform, version, found: nothing_read | half_read, fields: [names of a Post's fields]}."""
    body = read_object()
    fields = body.get("fields")
    if body.get("found") not in FOUND or not _are_names(fields):
        raise Refusal(422, "No note", "Send `found` and a short list of field names in `fields`.")
    note = {
        "platform": text_of(body, "platform", 40),
        "version": text_of(body, "version", 40),
        "found": body["found"],
        "fields": fields,
    }
    record = server().record
    record.write(lambda: notes.take(record.db, note))
    return {"noted": True}


def _are_names(fields: object) -> bool:
    """Names only: nothing that was read can come along."""
    return (
        isinstance(fields, list)
        and len(fields) <= MOST_FIELDS
        and all(isinstance(f, str) and f.replace(".", "").isidentifier() for f in fields)
    )
