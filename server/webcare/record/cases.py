"""Reading cases: one with all that happened, and lists of them."""

import json
from dataclasses import dataclass
from typing import Any

import peewee

from webcare.record import case as derived
from webcare.record import chain, clock, promises, sql
from webcare.record.events import events_of
from webcare.record.record import Record

Json = dict[str, Any]
PAGE = 50


def by_id(db: peewee.Database, case_id: int) -> Json | None:
    """A case's row with its events, post, promises and six steps; None when there is none."""
    row = sql.row(db, "SELECT * FROM cases WHERE id = ?", (case_id,))
    return _whole(db, row) if row else None


def by_post(record: Record, post_key: str) -> Json | None:
    """What the sidebar shows of a post's case: the contract `Case`."""
    key = chain.key_hash(record.secret, post_key)
    row = sql.row(record.db, "SELECT * FROM cases WHERE key_hash = ?", (key,))
    if row is None:
        return None
    return for_sidebar(_whole(record.db, row))


def _whole(db: peewee.Database, row: sql.Row) -> Json:
    events = sorted(events_of(db, [row["id"]])[row["id"]], key=lambda e: (e["at"], e["n"]))
    opened = next((e for e in events if e["type"] == "opened"), None)
    assessed = [e for e in events if e["type"] == "assessed"]
    return {
        **row,
        "tags": json.loads(row["tags"]),
        "events": events,
        "post": opened["data"]["post"] if opened else None,
        "verdict": assessed[-1]["data"]["verdict"] if assessed else None,
        "promises": promises.of_case(db, row["id"]),
        "steps": six_steps(row, events),
    }


def approvals(events: list[Json]) -> list[Json]:
    """Replies that a lead was asked to approve, with the word on each: {text, word, note, by}."""
    words = {e["data"]["event"]: e for e in events if e["type"] in ("approved", "rejected")}
    asked = [e for e in events if e["type"] == "warned" and e["data"]["reason"] == "needs_approval"]
    return [_answered(e["data"].get("text"), words.get(e["id"])) for e in asked]


def _answered(text: str | None, word: Json | None) -> Json:
    if word is None:
        return {"text": text, "word": None, "note": None, "by": None}
    note = word["data"].get("note")
    return {"text": text, "word": word["type"], "note": note, "by": word["agent"]}


def for_sidebar(case: Json) -> Json:
    """A case as the extension gets it."""
    holder = current_holder(case)
    return {
        "id": case["id"],
        "post_key": case["post_key"],
        "version": case["length"],
        **{name: case[name] for name in ("step", "status", "outcome", "kind", "reply", "approach")},
        "platform_type": case["platform_type"],
        "priority": case["priority"],
        "opened_by": case["opened_by"],
        "approvals": approvals(case["events"]),
        **{name: _iso(case[name]) for name in ("opened_at", "first_reply_at", "finished_at")},
        "holder": holder and {"agent": holder, "until": _iso(case["held_until"])},
        "promises": [_promise(p) for p in case["promises"]],
        "replies": [_said(e) for e in case["events"] if e["type"] in ("replied", "answered")],
        "skipped": next(
            (e["data"] for e in reversed(case["events"]) if e["type"] == "skipped"), None
        ),
        "cause": case["cause"],
        "learning": case["learning"],
        "tags": case["tags"],
    }


def _promise(promise: Json) -> Json:
    return {
        **{name: promise[name] for name in ("id", "kind", "agent", "text", "to_whom", "colour")},
        **{name: _iso(promise[name]) for name in ("made_at", "due_at", "kept_at")},
    }


def _said(event: Json) -> Json:
    data = event["data"]
    return {
        "agent": event["agent"],
        "at": _iso(event["at"]),
        "channel": data.get("channel"),
        "text": data.get("text"),
    }


def _iso(ms: int | None) -> str | None:
    return clock.to_iso(ms) if ms is not None else None


def current_holder(case: Json, now: int | None = None) -> str | None:
    """Who has this case in hand at this moment."""
    live = case["held_until"] is not None and case["held_until"] > (now or clock.now_ms())
    return case["holder"] if live else None


STEP_EVENTS = {
    derived.MONITOR: ("opened",),
    derived.ASSESS: ("assessed", "corrected"),
    derived.RESPOND: ("replied", "promised", "skipped"),
    derived.GATHER: ("handed_over", "informed"),
    derived.ANSWER: ("answered",),
    derived.DOCUMENT: ("closed", "skipped"),
}
STEPS = ("monitor", "assess", "respond", "gather", "answer", "document")


def six_steps(row: sql.Row, events: list[Json]) -> list[Json]:
    """The six steps as [{n, name, state: done|now|next|not_needed, at, by}]."""
    steps = []
    for n, name in enumerate(STEPS, 1):
        mine = [e for e in events if e["type"] in STEP_EVENTS[n]]
        step = {"n": n, "name": name, "at": None, "by": None}
        if mine:
            step.update(at=mine[-1]["at"], by=mine[-1]["agent"])
        step["state"] = _state(n, row, bool(mine))
        steps.append(step)
    return steps


def _state(n: int, row: sql.Row, happened: bool) -> str:
    if row["status"] == "waiting" and n == row["step"]:
        return "now"
    if happened:
        return "done"
    if row["status"] == "done":
        return "next" if n == derived.DOCUMENT else "not_needed"
    first_undone = row["step"] + 1 if row["status"] == "open" else row["step"]
    return "now" if n == first_undone else "next"


@dataclass(frozen=True)
class Filter:
    """What the list of cases is narrowed to; empty means all."""

    status: str = ""
    platform: str = ""
    outcome: str = ""
    kind: str = ""
    reply: str = ""
    priority: str = ""
    place: str = ""
    """Whose page, group, site or forum it is; a profile is a person's, so it is no place."""
    agent: str = ""
    tag: str = ""
    before: int | None = None
    """Only cases whose last event lies before this moment (the next page)."""


COLUMNS = (
    "id, platform, place_kind, place_owner, author, excerpt, url, posted_at, opened_at, last_at,"
    " status, outcome, step, reply, kind, sentiment, priority, platform_type, approach, holder,"
    " held_until, due_at, decided_by, cause, learning, erased_at"
)


def search(record: Record, text: str, wanted: Filter) -> list[Json]:
    """One page of the cases that hold what was typed, the best first."""
    narrowed = wanted != Filter()
    ids = record.search(text, narrowed)
    found: list[Json] = []
    for start in range(0, len(ids), 400):
        some = ids[start : start + 400]
        rows = {row["id"]: row for row in find(record.db, wanted, some)}
        found += [rows[case_id] for case_id in some if case_id in rows]
        if len(found) >= PAGE:
            break
    return found[:PAGE]


def find(db: peewee.Database, wanted: Filter, ids: list[int] | None = None) -> list[Json]:
    """One page of cases, the latest first; `ids` narrows to these cases."""
    where, values = conditions(wanted)
    if ids is not None:
        where.append(f"id IN ({sql.marks(len(ids))})")
        values += ids
    clause = f" WHERE {' AND '.join(where)}" if where else ""
    query = f"SELECT {COLUMNS} FROM cases{clause} ORDER BY last_at DESC LIMIT ?"  # noqa: S608
    values.append(max(PAGE, len(ids or [])))
    return sql.rows(db, query, values)


def conditions(wanted: Filter) -> tuple[list[str], list[Any]]:
    """The filter as SQL conditions and their values."""
    where: list[str] = []
    values: list[Any] = []
    for column, value in (
        ("status", wanted.status),
        ("platform", wanted.platform),
        ("outcome", wanted.outcome),
        ("kind", wanted.kind),
        ("reply", wanted.reply),
        ("priority", wanted.priority),
        ("place_owner", wanted.place),
        ("decided_by", wanted.agent),
    ):
        if value:
            where.append(f"{column} = ?")
            values.append(value)
    if wanted.place:
        where.append("place_kind <> 'profile'")
    if wanted.tag:
        where.append("tags LIKE ? ESCAPE '\\'")
        values.append(f"%{_escaped(json.dumps(wanted.tag, ensure_ascii=False))}%")
    if wanted.before is not None:
        where.append("last_at < ?")
        values.append(wanted.before)
    return where, values


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def count(db: peewee.Database, since: int) -> int:
    """How many cases something has happened in since that moment."""
    return int(sql.value(db, "SELECT count(*) FROM cases WHERE last_at >= ?", (since,)))


def choices(db: peewee.Database) -> dict[str, list[str]]:
    """The platforms and agents that occur, for the filters."""
    return {
        name: sql.distinct(db, "cases", column)
        for name, column in (("platform", "platform"), ("agent", "decided_by"))
    }


def oldest_open(db: peewee.Database, limit: int = 20) -> list[Json]:
    """What nobody has decided on yet, the longest waiting first."""
    query = (
        f"SELECT {COLUMNS} FROM cases WHERE status <> 'done' AND opened_at IS NOT NULL"  # noqa: S608
        " ORDER BY opened_at LIMIT ?"
    )
    return sql.rows(db, query, (limit,))
