"""What is kept of a person: look it up, hand it over, erase it with proof."""

import json
from typing import Any

from flask import Blueprint, Response, render_template, request

from webcare.current import server
from webcare.record import cases, privacy
from webcare.record.privacy import Proof

routes = Blueprint("privacy", __name__)


@routes.get("/privacy")
def show() -> str:
    """Look a person up."""
    return _page(None)


@routes.get("/privacy/person.json")
def person() -> Response:
    """Everything of one person as a file."""
    found = privacy.take_out(server().record, *_who(request.args))
    answer = Response(json.dumps(found, ensure_ascii=False, indent=1), mimetype="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="person.json"'
    return answer


@routes.post("/privacy/erase")
def erase() -> str:
    """Erase a person for good; the page then shows the proof."""
    return _page(privacy.erase(server().record, *_who(request.form)))


def _who(given: Any) -> tuple[str, str]:
    return given.get("platform", "")[:40], given.get("author", "").strip()[:200]


def _page(proof: Proof | None) -> str:
    record = server().record
    platform, author = ("", "") if proof else _who(request.args)
    return render_template(
        "privacy.html",
        page="privacy",
        proof=proof,
        platform=platform,
        author=author,
        found=privacy.cases_of(record, platform, author) if author else None,
        choices=cases.choices(record.db),
    )
