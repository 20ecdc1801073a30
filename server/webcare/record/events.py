"""Appending events: each exactly once, each linked to the one before it in its case."""

import secrets
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import orjson
import peewee

from webcare.record import case as cases
from webcare.record import chain, claims, clock, sql
from webcare.record.incoming import Incoming

_CASE = "SELECT * FROM cases"
COLUMNS = (
    *("id", "case_id", "n", "type", "agent", "at", "client_at", "received_at", "facts"),
    *("personal", "salt", "digest", "hash"),
)
_NEW = ("uid", "key_hash", "post_key", "length", "head", "stale", *cases.COLUMNS)
_row_of = itemgetter(*_NEW)
_PROMISE = (*("case_id", "id", "kind", "agent", "made_at", "due_at", "kept_at", "text", "to_whom"),)

Json = dict[str, Any]


class Ledger:
    """Writes events and the cases they add up to. Every method runs inside a transaction."""

    def __init__(self, db: peewee.Database, secret: str, business: cases.Business) -> None:
        self.db, self._secret, self.business = db, secret, business

    def append(self, batch: Sequence[Incoming], received_at: int) -> dict[str, str]:
        """Append what is new; {event id: reason} of those that are refused."""
        new = self._unknown(batch)
        keys = {e.post_key for e in new}
        hashes = {key: chain.key_hash(self._secret, key) for key in keys}
        found = self._cases(hashes)
        reasons = {e.id: _reason_against(e, found[e.post_key], received_at) for e in new}
        refused = {id_: reason for id_, reason in reasons.items() if reason}
        fresh = [e for e in new if e.id not in refused]
        links = [self._link(found[e.post_key], e, received_at) for e in fresh]
        if links:
            touched = {e.post_key: found[e.post_key] for e in fresh}
            self._begin([case for case in touched.values() if case["id"] is None], fresh)
            rows = [(id_, case["id"], *rest) for id_, case, *rest in links]
            sql.insert(self.db, "events", COLUMNS, rows)
            self.derive([case for case in touched.values() if not case.pop("new", False)])
        return refused

    def derive(self, touched: list[sql.Row]) -> None:
        """Make the rows of these cases again from their events."""
        read = events_of(self.db, [case["id"] for case in touched])
        promises: list[tuple[int, Json]] = []
        changes: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        for case in touched:
            columns, owed = cases.derive(read[case["id"]], self.business)
            changed = _changed(case, columns)
            changes.setdefault(tuple(changed), []).append((case["id"], *changed.values()))
            promises += [(case["id"], promise) for promise in owed]
        for names, rows in changes.items():
            sql.update(self.db, "cases", names, rows)
        self._forget_promises(sorted({case_id for case_id, _ in promises}))
        self._add_promises(promises)

    def _begin(self, new: list[sql.Row], fresh: list[Incoming]) -> None:
        """Write the rows of cases that begin with this batch: all there is of them is at hand."""
        if not new:
            return
        mine: dict[str, list[Json]] = {case["post_key"]: [] for case in new}
        for e in fresh:
            if e.post_key in mine:
                mine[e.post_key].append(_bare(e, len(mine[e.post_key]) + 1))
        derived = [cases.derive(mine[case["post_key"]], self.business) for case in new]
        for case, (columns, _) in zip(new, derived, strict=True):
            case.update(columns, stale=1, new=True)
        rows = [_row_of(case) for case in new]
        ids = dict(sql.insert_and_return(self.db, "cases", _NEW, rows, "key_hash, id"))
        for case in new:
            case["id"] = ids[case["key_hash"]]
        self._add_promises(
            [(case["id"], p) for case, (_, owed) in zip(new, derived, strict=True) for p in owed]
        )

    def append_to(self, case: sql.Row, event: Incoming, received_at: int) -> None:
        """Append one event of our own to a case whose row is at hand."""
        id_, _, *rest = self._link(case, event, received_at)
        sql.insert(self.db, "events", COLUMNS, [(id_, case["id"], *rest)])
        self.derive([case])

    def case_by_id(self, case_id: int) -> sql.Row:
        """A case's row, locked till COMMIT."""
        lock = "" if sql.is_sqlite(self.db) else " FOR UPDATE"
        found = sql.row(self.db, f"{_CASE} WHERE id = ?{lock}", (case_id,))
        if found is None:
            raise LookupError(f"no case {case_id}")
        return found

    def case_of(self, post_key: str) -> sql.Row:
        """The row of a post's case, locked till COMMIT; an unwritten one when it is new."""
        return self._cases({post_key: chain.key_hash(self._secret, post_key)})[post_key]

    def _unknown(self, batch: Sequence[Incoming]) -> list[Incoming]:
        first = {event.id: event for event in reversed(batch)}
        known: set[str] = set()
        for ids in sql.chunks(list(first)):
            query = f"SELECT id FROM events WHERE id IN ({sql.marks(len(ids))})"  # noqa: S608
            known.update(row[0] for row in sql.execute(self.db, query, ids).fetchall())
        return [e for e in batch if e.id not in known and first[e.id] is e]

    def _cases(self, hashes: dict[str, str]) -> dict[str, sql.Row]:
        """The rows that these post keys belong to, locked till COMMIT; new ones not yet written."""
        rows = self._select(list(hashes.values()))
        return {key: rows.get(h) or _new_case(key, h) for key, h in hashes.items()}

    def _select(self, hashes: list[str]) -> dict[str, sql.Row]:
        lock = "" if sql.is_sqlite(self.db) else " ORDER BY id FOR UPDATE"
        found: dict[str, sql.Row] = {}
        for some in sql.chunks(sorted(hashes)):
            query = f"{_CASE} WHERE key_hash IN ({sql.marks(len(some))}){lock}"
            found.update({row["key_hash"]: row for row in sql.rows(self.db, query, some)})
        return found

    def _link(self, case: sql.Row, e: Incoming, received_at: int) -> tuple[Any, ...]:
        salt = chain.new_salt() if e.personal else None
        digest = chain.digest(salt, e.personal) if salt and e.personal else None
        case["length"] = n = case["length"] + 1
        said = (n, e.type, e.agent, e.at, e.client_at, received_at, e.facts)
        case["head"] = chain.link(case["head"], (e.id, *said, digest))
        return (e.id, case, *said, e.personal, salt, digest, case["head"])

    def _forget_promises(self, ids: list[int]) -> None:
        for some in sql.chunks(ids):
            query = f"DELETE FROM promises WHERE case_id IN ({sql.marks(len(some))})"  # noqa: S608
            sql.execute(self.db, query, some)

    def _add_promises(self, promises: list[tuple[int, Json]]) -> None:
        rows = [(case_id, *promise.values()) for case_id, promise in promises]
        sql.insert(self.db, "promises", _PROMISE, rows)


def _bare(e: Incoming, n: int) -> Json:
    """An event as `derive` takes it."""
    return {"id": e.id, "type": e.type, "agent": e.agent, "at": e.at, "n": n, "data": e.data}


def _changed(case: sql.Row, columns: Json) -> Json:
    """What has changed of a case's row: each column that is set costs its indexes a new entry."""
    now = {**columns, "length": case["length"], "head": case["head"], "stale": 1}
    before = {**case, "length": None, "head": None}
    return {name: value for name, value in now.items() if value != before[name]}


def _new_case(post_key: str, key_hash: str) -> sql.Row:
    uid = secrets.token_hex(16)
    return {
        **cases.EMPTY,
        "id": None,
        "uid": uid,
        "key_hash": key_hash,
        "post_key": post_key,
        "length": 0,
        "head": chain.beginning(uid),
    }


def _reason_against(e: Incoming, case: sql.Row, now: int) -> str | None:
    """Why the record does not take this event; None when it does."""
    if case["erased_at"] is not None:
        return ERASED
    if e.type == "erased":
        return "Erasing is done on the dashboard, with proof; it cannot be sent in."
    if e.type == "claimed" and "from" not in e.data:
        other = claims.held_by_another(case, e.agent, now)
        if other:
            until = clock.to_iso(case["held_until"])
            return f"{other} has this case in hand until {until}; take it over if you must."
    return None


ERASED = "This post was erased at its writer's request; nothing more is recorded of it."


def events_of(db: peewee.Database, ids: list[int]) -> dict[int, list[Json]]:
    """Each case's events with their data whole again, in the order in which they arrived."""
    found: dict[int, list[Json]] = {case_id: [] for case_id in ids}
    for some in sql.chunks(ids):
        query = (
            "SELECT case_id, n, id, type, agent, at, client_at, received_at, facts, personal"  # noqa: S608
            f" FROM events WHERE case_id IN ({sql.marks(len(some))}) ORDER BY case_id, n"
        )
        for row in sql.execute(db, query, some).fetchall():
            event = dict(zip(_READ, row, strict=True))
            facts, personal = event.pop("facts"), event.pop("personal")
            event["data"], event["versions"] = whole(facts, personal)
            found[event["case_id"]].append(event)
    return found


_READ = (
    "case_id",
    "n",
    "id",
    "type",
    "agent",
    "at",
    "client_at",
    "received_at",
    "facts",
    "personal",
)


def whole(facts_text: str, personal_text: str | None) -> tuple[Json, Json]:
    """(data, versions) as the client sent them, from the two stored parts."""
    facts = orjson.loads(facts_text)
    versions = facts.pop("versions", {})
    if personal_text is None:
        return facts, versions
    personal = orjson.loads(personal_text)
    post = {**facts["post"], **personal.pop("post", {})} if "post" in facts else None
    data = {**facts, **personal}
    if post is not None:
        data["post"] = post
    return data, versions
