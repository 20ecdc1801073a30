"""What other rules would have decided about the record: which verdicts change, and how."""

from typing import Any

from flask import Blueprint, Response, render_template, request, stream_template

from webcare import paths
from webcare.current import server
from webcare.engine import check, json_text, rulebook
from webcare.learning import posts
from webcare.pages import rules
from webcare.pages.redecide import Redecision
from webcare.record import cases, clock, learned
from webcare.record.rulebook import NoRulebookError

routes = Blueprint("what_if", __name__)
routes.register_error_handler(NoRulebookError, rules.without)
Json = dict[str, Any]

PERIODS = (30, 90, 365, 0)
"""Days back; 0 is everything."""
SAID = 12
"""So many problems of a file are listed."""


class NotRulesError(Exception):
    """The text holds no rules that can be used. `problems`: sentences with place and reason."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@routes.get("/rules/what-if")
def show() -> str:
    """The form."""
    return render_template("what_if.html", page="rules", tab="what_if", periods=PERIODS, days=30)


@routes.post("/rules/what-if")
def decide_again() -> Response | tuple[str, int]:
    """The record under the rules of the form, sent as it is decided."""
    days = request.form.get("days", 30, type=int)
    common = {"page": "rules", "tab": "what_if", "periods": PERIODS, "days": days}
    now = rules.current()
    try:
        then = under(now, _given())
    except NotRulesError as error:
        return render_template("what_if.html", **common, problems=error.problems[:SAID]), 422
    since = clock.now_ms() - days * clock.DAY_MS if days else 0
    record = server().record
    again = Redecision(now, then, posts.of_record(record, since), cases.count(record.db, since))
    page = stream_template("what_if.html", **common, again=again)
    return Response(page, mimetype="text/html")


def under(now: Json, new_rules: Any) -> Json:
    """The rulebook in use with other rules in it, what was learned over them. NotRulesError."""
    app = server()
    schemas = (app.settings.shared or paths.shared()) / "schemas"
    wrong = check.problems(new_rules, rulebook.read(schemas / "rules.json"))
    if wrong:
        raise NotRulesError(wrong)
    adjusted = rulebook.adjusted(new_rules, learned.points(app.settings.data))
    return rulebook.compose(adjusted, now["lexicon"], now["platforms"], now["brand"])


def _given() -> Any:
    file = request.files.get("file")
    raw = file.read() if file and file.filename else request.form.get("rules", "").encode()
    try:
        return json_text.parse(raw)
    except json_text.JsonError as error:
        raise NotRulesError(error.problems) from error
