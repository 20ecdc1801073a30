"""Insights: every figure with its definition, its numbers and, where it helps, a picture."""

import csv
import io
from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from markupsafe import Markup

from webcare.current import server
from webcare.pages import pictures, show
from webcare.record import brand, cases, clock, judgement, store
from webcare.record.figures import FIGURES, Figure, Scope, over_time, quality
from webcare.record.transfer.tables import harmless

routes = Blueprint("insights", __name__)

PERIODS = (7, 30, 90, 365)
SPEED = ("team_response", "next_response", "substantive", "handling")
DECISIONS = ("warning_effect", "warning_load", "unwanted_replies")
QUALITY = ("duplicate_replies", "coverage", "sameness", "trainee_agreement")
MARKS = {"warning_load": 0.1, "response_rate": 0.61}
"""The aim (DOMAIN: at most 10 %), and what 134 Dutch organisations answered in 2016-17."""
WEEKLY = ("speed", "answers", "warnings", "cause", "kind")


@routes.get("/insights")
def show_all() -> str:
    """All figures of the chosen period."""
    scope, chosen = _scope()
    figures = {name: figure(scope) for name, figure in FIGURES.items()}
    return render_template(
        "insights.html",
        page="insights",
        figures=figures,
        speed=SPEED,
        decisions=DECISIONS,
        care=QUALITY,
        chosen=chosen,
        periods=PERIODS,
        choices=cases.choices(scope.db),
        pictures=_pictures(figures),
        marks=MARKS,
        distribution=_distribution(figures["first_response"]),
        weekly=_weekly(scope),
        places=over_time.places(scope),
        judged=_judged(scope),
        trainees=quality.by_trainee(scope),
        practice_weeks=quality.by_week(scope),
        query=request.query_string.decode(),
        total=scope.tally.totals["cases"],
    )


def _weekly(scope: Scope) -> dict[str, Any]:
    columns = {column: over_time.weekly(scope, column) for column in ("cause", "kind")}
    return {**over_time.per_week(scope), **columns}


def _judged(scope: Scope) -> dict[str, Any]:
    """Warnings that were overridden, by the lead's word; those without one are listed."""
    found = judgement.overridden(scope.db, scope.since)
    words = [one["word"]["type"] if one["word"] else "open" for one in found]
    return {
        "counts": {word: words.count(word) for word in ("approved", "rejected", "open")},
        "open": [one for one in found if not one["word"]][:4],
    }


@routes.get("/insights/<name>.csv")
def as_csv(name: str) -> Response:
    """One figure's numbers as a file for a spreadsheet."""
    scope, chosen = _scope()
    if name in FIGURES:
        rows = [["figure", "part", "unit", "value"], *rows_of(name, FIGURES[name](scope))]
    elif name in WEEKLY:
        rows = weekly_rows(_weekly(scope)[name])
    elif name == "places":
        rows = [list(over_time.PLACES), *(list(p.values()) for p in over_time.places(scope))]
    else:
        abort(404, "There is no such figure.")
    out = io.StringIO()
    write = csv.writer(out, delimiter=";").writerow
    for row in rows:
        write([harmless(cell) for cell in row])
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


def weekly_rows(data: dict[str, Any]) -> list[list[Any]]:
    """Counts per week, a row per week, under a header."""
    rows = zip(*data["series"].values(), strict=True)
    weeks = [clock.to_iso(ms)[:10] for ms in data["weeks"]]
    names = [name.rpartition(".")[2] for name in data["series"]]
    return [["week", *names], *([week, *row] for week, row in zip(weeks, rows, strict=False))]


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


def outcomes(place: dict[str, Any]) -> Markup:
    """A place's posts as one bar: answered, left on purpose, not decided."""
    done = [place["replied"], place["skipped"]]
    return pictures.parts([*done, place["posts"] - sum(done)])


def _pictures(figures: dict[str, Figure]) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: pictures.bar(figure.value, MARKS.get(name))
        for name, figure in figures.items()
        if figure.unit == "share" and figure.value is not None and not figure.table
    }
    if (effect := figures["warning_effect"]).value is not None:
        counts = [round(effect.parts[name][0] or 0) for name in over_time.WARNINGS]
        found["warning_effect"] = pictures.parts(counts)
    return found


def _distribution(figure: Figure) -> list[dict[str, Any]]:
    """Its buckets as [{n, count, share, bar}]; the longest bar is the fullest bucket."""
    total, most = sum(figure.buckets) or 1, max(figure.buckets, default=0) or 1
    return [
        {"n": n, "count": count, "share": count / total, "bar": pictures.bar(count / most)}
        for n, count in enumerate(figure.buckets)
    ]
