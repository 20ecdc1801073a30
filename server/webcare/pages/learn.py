"""Learning from the team's own corrections: fitted, looked at, then kept; and undone."""

import json
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, stream_template

from webcare import paths
from webcare.current import server
from webcare.engine import rulebook
from webcare.learning import fit, posts
from webcare.pages import rules
from webcare.pages.redecide import Redecision
from webcare.record import learned, store
from webcare.record.rulebook import NoRulebookError

routes = Blueprint("learn", __name__)
routes.register_error_handler(NoRulebookError, rules.without)
routes.register_error_handler(rulebook.RulebookError, rules.without)
Json = dict[str, Any]


@routes.get("/rules/learn")
def show() -> str:
    """What was learned until now, and the button to learn."""
    return render_template("learn.html", **_common())


@routes.post("/rules/learn")
def look() -> Response | tuple[str, int]:
    """Fit, and send what would change as it is decided; nothing is kept yet."""
    known = list(posts.of_record(server().record))
    plain = _plain()
    used, left_out = fit.counted(known)
    common = _common()
    if not used or not common["can_learn"]:
        problem = "no_corrections" if common["can_learn"] else None
        return render_template("learn.html", **common, problem=problem, left_out=left_out), 422
    found = fit.adjustments(plain, known)
    now = rules.current()
    then = {**plain, "rules": rulebook.adjusted(plain["rules"], found)}
    made_of = {
        "posts": len(known),
        "corrected": used,
        "rules": plain["version"],
    }
    page = stream_template(
        "learn.html",
        **common,
        found=found,
        same=found == learned.points(server().settings.data),
        used=used,
        left_out=left_out,
        because=rules.because(now),
        offer=json.dumps({"adjustments": found, "made_of": made_of}),
        again=Redecision(now, then, known, len(known)),
    )
    return Response(page, mimetype="text/html")


@routes.post("/rules/learn/accept")
def accept() -> Any:
    """Keep what was shown, as a new version."""
    offer = _checked(request.form.get("offer", ""))
    if offer is None:
        return render_template("learn.html", **_common(), problem="bad_offer"), 422
    at = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        learned.keep(server().settings.data, offer["adjustments"], offer["made_of"], at)
    except learned.NothingToKeepError:
        problem = "same" if offer["adjustments"] else "nothing"
        return render_template("learn.html", **_common(), problem=problem), 422
    return redirect("/rules/learn", 303)


@routes.post("/rules/learn/undo")
def undo() -> Any:
    """Take the version in use away; the one before is in use again."""
    try:
        learned.undo(server().settings.data)
    except learned.NothingToUndoError:
        return render_template("learn.html", **_common(), problem="no_undo"), 422
    return redirect("/rules/learn", 303)


def _common() -> Json:
    return {
        "page": "rules",
        "tab": "learn",
        "versions": learned.versions(server().settings.data)[::-1],
        "can_learn": find_spec("sklearn") is not None,
    }


def _plain() -> Json:
    """The rulebook as it is shipped: learning twice is learning once."""
    app = server()
    return rulebook.load(app.settings.shared or paths.shared(), store.profile(app.record.db))


def _checked(text: str) -> Json | None:
    """What the form sends back, if it is points that learning can give."""
    try:
        offer: Json = json.loads(text)
        known = {signal["id"] for signal in _plain()["rules"]["signals"]}
        points = offer["adjustments"].items()
        held = all(signal in known and _are_points(labels) for signal, labels in points)
        return {name: offer[name] for name in ("adjustments", "made_of")} if held else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _are_points(labels: Json) -> bool:
    return all(
        label in fit.LABELS and isinstance(more, int | float) and abs(more) <= fit.MOST
        for label, more in labels.items()
    )
