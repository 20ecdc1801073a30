"""The whole record as JSON Lines: what goes out comes in again as the same record.

Line 1 says what it is; then settings, fixed days, seals, and each case with its events exactly as
they are stored, salts and hashes included, so that the chains can be proven after the journey.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import peewee

from webcare import __version__
from webcare.record import chain, learned, sql, store
from webcare.record.errors import TransferError
from webcare.record.record import Record

Json = dict[str, Any]
FORMAT = 1
EVENT = (
    *("id", "n", "type", "agent", "at", "client_at", "received_at", "facts", "personal"),
    *("salt", "digest", "hash"),
)
_INSERT = (
    f"INSERT INTO events (case_id, {', '.join(EVENT)})"  # noqa: S608
    f" VALUES (?, {', '.join('?' * len(EVENT))})"
)


def write_out(record: Record) -> Iterator[str]:
    """The record, line by line."""
    db = record.db
    yield _line({"webcare": __version__, "format": FORMAT, "secret": store.get(db, "secret")})
    brand = store.get(db, "brand")
    if brand:
        yield _line({"brand": json.loads(brand)})
    if versions := learned.versions(record.folder):
        yield _line({"learned": versions})
    for day in sql.rows(db, "SELECT day, open FROM days ORDER BY day"):
        yield _line({"day": day})
    for seal in sql.rows(db, "SELECT day, cases, digest FROM seals ORDER BY day"):
        yield _line({"seal": seal})
    last = 0
    while cases := _next_cases(db, last):
        last = cases[-1]["id"]
        events = _events(db, [case["id"] for case in cases])
        for case in cases:
            number = case.pop("id")
            yield _line({"case": case, "events": events[number]})


def _next_cases(db: peewee.Database, last: int) -> list[Json]:
    query = "SELECT id, uid, key_hash, post_key FROM cases WHERE id > ? ORDER BY id LIMIT 200"
    return sql.rows(db, query, (last,))


def _events(db: peewee.Database, ids: list[int]) -> dict[int, list[Json]]:
    query = (
        f"SELECT case_id, {', '.join(EVENT)} FROM events"  # noqa: S608
        f" WHERE case_id IN ({sql.marks(len(ids))}) ORDER BY case_id, n"
    )
    found: dict[int, list[Json]] = {case_id: [] for case_id in ids}
    for event in sql.rows(db, query, ids):
        found[event.pop("case_id")].append(event)
    return found


def _line(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def read_in(record: Record, path: Path, told: Callable[[int], None]) -> int:
    """Bring a record in, all of it or nothing; how many cases. `told` hears the count as it goes.

    TransferError names the first line that cannot be.
    """

    def work() -> int:
        if sql.value(record.db, "SELECT 1 FROM cases LIMIT 1"):
            raise TransferError(
                "This record is not empty; import into a new folder with --data DIR."
            )
        with path.open(encoding="utf-8") as file:
            return _Arrival(record, told).take_all(file)

    try:
        count = record.write_long(work)
    except Exception:
        record.adopt_secret_of_file()
        raise
    record.index_all()
    return count


class _Arrival:
    """Puts an export's lines in the transaction at hand."""

    def __init__(self, record: Record, told: Callable[[int], None]) -> None:
        self.record, self.told, self.count = record, told, 0

    def take_all(self, lines: Iterable[str]) -> int:
        number = 0
        for number, line in enumerate(lines, 1):
            try:
                value = json.loads(line)
                if number == 1 and value.get("format") != FORMAT:
                    raise TransferError(f"This is no export of webcare in format {FORMAT}.")
                self._take(number, value)
            except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
                raise TransferError(f"Line {number} is no line of an export: {error!r}") from error
        if not number:
            raise TransferError("The file is empty.")
        self.record.forget_calendar()
        self.record.derive_since(0)
        return self.count

    def _take(self, number: int, value: Json) -> None:
        db = self.record.db
        if "format" in value:
            self.record.adopt_secret(value["secret"])
        elif "brand" in value:
            store.put(db, "brand", json.dumps(value["brand"], ensure_ascii=False))
        elif "learned" in value:
            learned.put_back(self.record.folder, value["learned"])
        elif "day" in value:
            _insert(db, "days", value["day"], ("day", "open"))
        elif "seal" in value:
            _insert(db, "seals", value["seal"], ("day", "cases", "digest"))
        elif "case" in value:
            _check(number, value["case"], value["events"])
            _put_case(db, value["case"], value["events"])
            self.count += 1
            if self.count % 100 == 0:
                self.told(self.count)


def _insert(db: peewee.Database, table: str, row: Json, names: tuple[str, ...]) -> None:
    query = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({sql.marks(len(names))})"  # noqa: S608
    sql.execute(db, query, [row[name] for name in names])


def _check(number: int, case: Json, events: list[Json]) -> None:
    head = chain.beginning(case["uid"])
    for n, event in enumerate(events, 1):
        head = chain.link(head, chain.fields(event))
        intact = event["n"] == n and head == event["hash"]
        if intact and event["personal"] is not None:
            intact = chain.digest(event["salt"], event["personal"]) == event["digest"]
        if not intact:
            raise TransferError(f"Line {number}: event {n} ({event['id']}) was changed.")


def _put_case(db: peewee.Database, case: Json, events: list[Json]) -> None:
    sql.execute(
        db,
        "INSERT INTO cases (uid, key_hash, post_key, head, length, stale, last_at, replies,"
        " duplicate_replies, warned, cancelled, revised, overridden, seen_answered, step, status,"
        " tags) VALUES (?, ?, ?, ?, ?, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 'open', '[]')",
        (case["uid"], case["key_hash"], case["post_key"], events[-1]["hash"], len(events)),
    )
    number = sql.value(db, "SELECT id FROM cases WHERE key_hash = ?", (case["key_hash"],))
    rows = [(number, *(event[name] for name in EVENT)) for event in events]
    sql.execute_many(db, _INSERT, rows)
