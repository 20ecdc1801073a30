"""Insights: every figure with its definition, its numbers and, where it helps, a picture."""

import csv
import io
from typing import Any

from flask import Blueprint, Response, abort, g, render_template, request

from webcare.current import server
from webcare.pages import pictures, show
from webcare.record import brand, cases, clock, store
from webcare.record.figures import FIGURES, Figure, Scope, over_time

routes = Blueprint("insights", __name__)

PERIODS = (7, 30, 90, 365)
GROUPS = {
    "speed": ("first_response", "team_response", "next_response", "substantive", "handling"),
    "service": ("response_rate", "service_level", "oldest_open"),
    "decisions": ("adherence", "unwanted_replies", "warning_effect", "warning_load"),
    "quality": ("duplicate_replies", "coverage", "sameness", "trainee_agreement"),
}
WARNING_LOAD_AIM = 0.1


@routes.get("/insights")
def show_all() -> str:
    """All figures of the chosen period."""
    scope, chosen = _scope()
    figures = {name: figure(scope) for name, figure in FIGURES.items()}
    weekly = {column: over_time.weekly(scope, column) for column in ("kind", "cause")}
    return render_template(
        "insights.html",
        page="insights",
        figures=figures,
        groups=GROUPS,
        chosen=chosen,
        periods=PERIODS,
        choices=cases.choices(scope.db),
        pictures=_pictures(figures, weekly),
        weekly=weekly,
        places=over_time.places(scope),
        query=request.query_string.decode(),
        total=sum(scope.sums("1")),
    )


@routes.get("/insights/<name>.csv")
def as_csv(name: str) -> Response:
    """One figure's numbers as a file for a spreadsheet."""
    if name not in FIGURES:
        abort(404, "There is no such figure.")
    scope, chosen = _scope()
    out = io.StringIO()
    write = csv.writer(out, delimiter=";").writerow
    write(["figure", "part", "unit", "value"])
    for row in rows_of(name, FIGURES[name](scope)):
        write(row)
    write(["", "days", "count", chosen["days"]])
    answer = Response("\ufeff" + out.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def rows_of(name: str, figure: Figure) -> list[list[Any]]:
    """A figure as rows of [figure, part, unit, value]; no value is an empty cell."""
    rows: list[list[Any]] = [[name, "value", figure.unit, figure.value]]
    rows += [[name, part, unit, value] for part, (value, unit) in figure.parts.items()]
    rows += [[name, f"bucket_{n}", "count", count] for n, count in enumerate(figure.buckets)]
    rows += [
        [name, f"table_{i}_{j}", "count", count]
        for i, line in enumerate(figure.table)
        for j, count in enumerate(line)
    ]
    return rows


def _scope() -> tuple[Scope, dict[str, Any]]:
    app = server()
    days = request.args.get("days", 30, type=int)
    chosen = {name: request.args.get(name, "")[:200] for name in ("platform", "agent", "place")}
    now, profile = clock.now_ms(), store.profile(app.record.db)

    def target_ms(platform: str | None) -> int | None:
        minutes = brand.target_minutes(profile, platform)
        return minutes * 60_000 if minutes else None

    scope = Scope(
        app.record.db,
        now - days * clock.DAY_MS if days else 0,
        now + 1,
        app.record.calendar().business_ms,
        target_ms,
        **chosen,
    )
    return scope, {**chosen, "days": days}


def value(number: float | None, unit: str) -> str:
    """A number as it is read: a share in per cent, a time in its two largest units."""
    if number is None:
        return "–"
    if unit == "ms":
        return show.span(number)
    if unit == "share":
        return show.percent(number)
    return f"{number:.2f}" if unit == "kappa" else show.count(round(number))


def _pictures(figures: dict[str, Figure], weekly: dict[str, Any]) -> dict[str, Any]:
    say = g.texts.say
    found: dict[str, Any] = {}
    for name in ("first_response", "team_response"):
        if sum(figures[name].buckets):
            labels = [say(f"bucket.{n}") for n in range(5)]
            items = [
                (label, count, str(count))
                for label, count in zip(labels, figures[name].buckets, strict=True)
            ]
            found[name] = pictures.bars(say(f"figure.{name}"), items)
    for name, figure in figures.items():
        if figure.unit == "share" and figure.value is not None and not figure.table:
            aim = WARNING_LOAD_AIM if name == "warning_load" else None
            found[name] = pictures.meter(say(f"figure.{name}"), figure.value, aim)
    for column, data in weekly.items():
        if data["series"]:
            labels = [show.moment(ms).rsplit(" ", 1)[0] for ms in data["weeks"]]
            found[column] = pictures.columns(say(f"insights.{column}"), labels, data["series"])
    return found
