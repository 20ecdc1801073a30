"""Thin HTML routes of the dashboard: they ask the record and fill a template."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Response, g, make_response, render_template
from werkzeug.exceptions import HTTPException

if TYPE_CHECKING:
    from webcare.app import Webcare

NAVIGATION = (
    ("today", "/"),
    ("cases", "/cases"),
    ("places", "/places"),
    ("insights", "/insights"),
    ("rules", "/rules"),
    ("brand", "/brand"),
    ("team", "/team"),
    ("transfer", "/transfer"),
    ("privacy", "/privacy"),
    ("help", "/help"),
)


def register(app: "Webcare", shared: Path) -> None:
    """Add every page, the texts and the small words that templates use."""
    from webcare.pages import (
        answer,
        brand,
        case,
        cases,
        corrections,
        help,
        insights,
        learn,
        places,
        privacy,
        rules,
        session,
        show,
        team,
        today,
        transfer,
        trial,
        what_if,
    )
    from webcare.pages.texts import Texts

    texts = Texts(shared / "messages")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(show.FILTERS, reason=texts.reason, value=texts.value)
    app.jinja_env.filters.update(figure_value=insights.value, outcomes=insights.outcomes)
    for module in (
        *(session, today, cases, case, places, insights, brand, team, transfer, privacy, help),
        *(rules, trial, what_if, corrections, learn, answer),
    ):
        app.register_blueprint(module.routes)

    @app.before_request
    def bring_texts() -> None:
        g.texts = texts

    @app.context_processor
    def common() -> dict[str, Any]:
        return {
            "t": texts.say,
            "lang": texts.language(),
            "csrf": g.get("csrf", ""),
            "navigation": NAVIGATION,
        }


def error(app: "Webcare", problem: HTTPException) -> Response:
    """A refusal as a page that says what to do."""
    title = getattr(problem, "title", None) or problem.name
    detail = problem.description
    if problem.code == 413:
        detail = f"{app.settings.max_body // 1024**2} MB is the most that can be sent at once."
    page = render_template("error.html", title=title, detail=detail)
    return make_response(page, problem.code)
