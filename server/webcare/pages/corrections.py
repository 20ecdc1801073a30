"""What agents corrected: by field and direction, and whether the rules now lead there."""

from typing import Any

from flask import Blueprint, render_template, request

from webcare.current import server
from webcare.engine import engine
from webcare.pages import rules
from webcare.record import clock, judgement
from webcare.record.events import events_of
from webcare.record.rulebook import NoRulebookError

routes = Blueprint("corrections", __name__)
routes.register_error_handler(NoRulebookError, rules.without)
Json = dict[str, Any]

PERIODS = (30, 90, 365, 0)
EXAMPLES = 3


@routes.get("/rules/corrections")
def show() -> str:
    """The corrections of a period, the commonest direction first."""
    days = request.args.get("days", 90, type=int)
    since = clock.now_ms() - days * clock.DAY_MS if days else 0
    found = judgement.corrections(server().record.db, since)
    book = rules.current()
    return render_template(
        "corrections.html",
        page="rules",
        tab="corrections",
        periods=PERIODS,
        days=days,
        total=len(found),
        directions=directions(found, engine.compile(book)),
        because=rules.because(book),
    )


def directions(found: list[Json], compiled: Any) -> list[Json]:
    """[{field, before, after, count, learned, signals, examples}], most first.

    `learned`: how many today's rules decide as corrected. `signals`: what spoke most often in
    the others.
    """
    posts = _posts_of(found)
    groups: dict[tuple[str, str, str], list[Json]] = {}
    for one in found:
        data = one["data"]
        groups.setdefault((data["field"], data["from"], data["to"]), []).append(one)
    return sorted(
        (_direction(*way, ones, posts, compiled) for way, ones in groups.items()),
        key=lambda one: -one["count"],
    )


def _direction(
    field: str, before: str, after: str, ones: list[Json], posts: dict[int, Json], compiled: Any
) -> Json:
    known = [posts[one["case_id"]] for one in ones if one["case_id"] in posts]
    verdicts = [engine.decide(compiled, post) for post in known]
    wrong = [v for v in verdicts if v[field] != after]
    spoke: dict[str, int] = {}
    for verdict in wrong:
        for reason in (r for r in verdict["reasons"] if r["points"]):
            spoke[reason["signal"]] = spoke.get(reason["signal"], 0) + 1
    return {
        "field": field,
        "before": before,
        "after": after,
        "count": len(ones),
        "learned": len(verdicts) - len(wrong),
        "known": len(verdicts),
        "signals": sorted(spoke.items(), key=lambda pair: -pair[1])[:EXAMPLES],
        "examples": ones[:EXAMPLES],
    }


def _posts_of(found: list[Json]) -> dict[int, Json]:
    """Each case's post as it was read."""
    ids = sorted({one["case_id"] for one in found})
    return {
        case_id: event["data"]["post"]
        for case_id, events in events_of(server().record.db, ids).items()
        for event in reversed(events)
        if event["type"] == "opened"
    }
