"""The case file: the post as it was read, everything that happened, and what a lead adds."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request

from webcare.current import server
from webcare.pages import visitor
from webcare.record import cases, clock, handover, store
from webcare.record.act import ActError, act
from webcare.record.record import Record

routes = Blueprint("case", __name__)
Json = dict[str, Any]

WORKDAY_MS = 8 * 3_600_000


@routes.get("/cases/<int:case_id>")
def show(case_id: int) -> str:
    """One case."""
    return _page(_found(case_id), None)


@routes.post("/cases/<int:case_id>/<any(note, handover, informed, judge):what>")
def add(case_id: int, what: str) -> Any:
    """Record a note, a question to the second line, its answer, or the lead's judgement."""
    case = _found(case_id)
    try:
        act(server().record, case, *FORMS[what](request.form, case), visitor.name())
    except ActError as error:
        return _page(case, str(error)), 422
    answer: Response = redirect(f"/cases/{case_id}#latest", 303)  # type: ignore[assignment]
    visitor.remember(answer)
    return answer


def _note(form: Any, case: Json) -> tuple[str, Json]:
    return "noted", {"text": _text(form, "text")}


def _handover(form: Any, case: Json) -> tuple[str, Json]:
    data = {"to": _text(form, "to"), "question": _text(form, "question")}
    due = _moment(form.get("due", ""))
    return "handed_over", {**data, "due": due} if due else data


def _informed(form: Any, case: Json) -> tuple[str, Json]:
    return "informed", {"text": _text(form, "text")}


def _judge(form: Any, case: Json) -> tuple[str, Json]:
    note = form.get("note", "").strip()
    if form.get("event") not in [event["id"] for event in case["events"]]:
        raise ActError("What is judged does not stand in this case.")
    data = {"event": form.get("event", ""), **({"note": note} if note else {})}
    return ("approved" if form.get("right") == "yes" else "rejected"), data


FORMS: dict[str, Callable[[Any, Json], tuple[str, Json]]] = {
    "note": _note,
    "handover": _handover,
    "informed": _informed,
    "judge": _judge,
}


def _text(form: Any, name: str) -> str:
    text: str = form.get(name, "").strip()
    if not text:
        raise ActError("Write something first.")
    return text


def _moment(local: str) -> str | None:
    """What a date and time field gives, in the brand's zone, as the record writes it."""
    try:
        at = datetime.fromisoformat(local).replace(tzinfo=server().record.calendar().zone)
    except ValueError:
        return None
    return clock.to_iso(round(at.timestamp() * 1000))


def _found(case_id: int) -> Json:
    found = cases.by_id(server().record.db, case_id)
    if found is None:
        abort(404, "There is no such case.")
    return found


def _page(case: Json, problem: str | None) -> str:
    record = server().record
    return render_template(
        "case.html",
        page="cases",
        case=case,
        problem=problem,
        given=request.form,
        holder=cases.current_holder(case),
        links=_links(record, case),
        judged=judged(case["events"]),
        me=visitor.name(),
        due=_next_workday(record),
        departments=store.profile(record.db).get("departments", []),
    )


def judged(events: list[Json]) -> dict[str, Json]:
    """The latest judgement of each event that has one: {event id: approved or rejected event}."""
    return {e["data"]["event"]: e for e in events if e["type"] in ("approved", "rejected")}


def _next_workday(record: Record) -> str:
    """A working day from now, for the due time's field: 2026-11-23T12:30."""
    now = clock.now_ms()
    calendar = record.calendar()
    due = calendar.after(now, WORKDAY_MS) or now + clock.DAY_MS
    return f"{datetime.fromtimestamp(due / 1000, calendar.zone):%Y-%m-%dT%H:%M}"


def _links(record: Record, case: Json) -> dict[str, str]:
    """The link by which the second line answers, for each hand-over that still waits."""
    waiting = [p for p in case["promises"] if p["kind"] == "handover" and p["kept_at"] is None]
    base = server().settings.address
    return {p["id"]: f"{base}/answer/{handover.token_of(record, p['id'])}" for p in waiting}
