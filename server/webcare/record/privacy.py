"""Erasing one person with proof: identity and text go, the counted facts stay.

What is left of a text is its salted digest without the salt, so the chain stays whole and nothing
can be guessed back. Each erased case gets an `erased` event that says so.
"""

import hashlib
import json
import secrets
import uuid
from dataclasses import dataclass
from typing import Any

from webcare.record import chain, clock, sql
from webcare.record.errors import RecordError
from webcare.record.events import events_of
from webcare.record.incoming import Incoming
from webcare.record.record import Record
from webcare.record.search import index, stems

Json = dict[str, Any]


class PrivacyError(RecordError):
    """Nothing can be erased; the message says why."""


@dataclass(frozen=True)
class Proof:
    """What was done: how many cases and texts, and a digest that stands in each case's chain."""

    cases: int
    texts: int
    digest: str
    at: int
    left: int
    """How often the handle still stands in the database's files; others may have named it."""


def cases_of(record: Record, platform: str, author: str) -> list[Json]:
    """The cases of one person on one platform; people are never matched across platforms."""
    query = (
        "SELECT id, uid, length, head, thread, cause, excerpt, author, opened_at FROM cases"
        " WHERE author = ? AND platform = ? AND erased_at IS NULL ORDER BY id"
    )
    return sql.rows(record.db, query, (author.strip().lstrip("@"), platform))


def take_out(record: Record, platform: str, author: str) -> list[Json]:
    """Everything that is kept of one person, to hand over on request."""
    found = cases_of(record, platform, author)
    events = events_of(record.db, [case["id"] for case in found])
    return [
        {
            "case": case["id"],
            "events": [
                {
                    "at": clock.to_iso(e["at"]),
                    "type": e["type"],
                    "agent": e["agent"],
                    "data": e["data"],
                }
                for e in events[case["id"]]
            ],
        }
        for case in found
    ]


def erase(record: Record, platform: str, author: str) -> Proof:
    """Erase a person. PrivacyError when there is nothing of them."""
    found = cases_of(record, platform, author)
    if not found:
        raise PrivacyError(f"There is no case of {author!r} on {platform or 'any platform'}.")
    return _erase(record, found, {author.strip().lstrip("@")})


def erase_older_than(record: Record, before: int) -> Proof | None:
    """Retention: erase what was last touched before this moment; None when nothing is that old."""
    query = (
        "SELECT id, uid, length, head, thread, cause, excerpt, author, opened_at FROM cases"
        " WHERE last_at < ? AND erased_at IS NULL ORDER BY id"
    )
    found = sql.rows(record.db, query, (before,))
    return _erase(record, found, set()) if found else None


def _erase(record: Record, found: list[Json], handles: set[str]) -> Proof:
    now = clock.now_ms()
    events = events_of(record.db, [case["id"] for case in found])
    names = handles | {name for case in found for name in _names(events[case["id"]])}
    texts = [json.dumps(e["data"], ensure_ascii=False) for es in events.values() for e in es]
    proof = hashlib.sha256(chain.canonical([case["head"] for case in found]).encode()).hexdigest()
    threads = {case["thread"]: secrets.token_hex(16) for case in found if case["thread"]}

    def work() -> int:
        count = 0
        for case in found:
            count += _erase_case(record, case, names, threads.get(case["thread"]), proof, now)
        index.remove(record.db, [case["id"] for case in found], texts)
        return count

    count = record.write(work)
    record.write(lambda: record.derive_cases([case["id"] for case in found]))
    _clean_file(record)
    return Proof(len(found), count, proof, now, occurrences(record, handles))


def _erase_case(
    record: Record, case: Json, names: set[str], thread: str | None, proof: str, now: int
) -> int:
    kept: Json = {"thread": thread} if thread else {}
    if case["cause"] and not _names_someone(case["cause"], names):
        kept["cause"] = case["cause"]
    row = record.ledger.case_by_id(case["id"])
    erased = Incoming(
        str(uuid.uuid4()),
        "",
        "erased",
        "privacy",
        now,
        now,
        chain.canonical({"proof": proof, "kept": kept}),
        None,
        {"proof": proof, "kept": kept},
    )
    record.ledger.append_to(row, erased, now)
    gone = sql.execute(
        record.db,
        "UPDATE events SET personal = NULL, salt = NULL WHERE case_id = ? AND personal IS NOT NULL",
        (case["id"],),
    )
    sql.execute(record.db, "UPDATE cases SET post_key = NULL WHERE id = ?", (case["id"],))
    return int(gone.rowcount)


def _names(events: list[Json]) -> set[str]:
    authors = [e["data"]["post"].get("author") or {} for e in events if e["type"] == "opened"]
    found = {author.get(part) for author in authors for part in ("name", "handle")}
    return {name for name in found if name}


def _names_someone(text: str, names: set[str]) -> bool:
    said = set(stems.words(text))
    return any(word in said for name in names for word in stems.words(name) if len(word) > 2)


def _clean_file(record: Record) -> None:
    """The write-ahead log still holds old pages until it is copied back and cut off."""
    if sql.is_sqlite(record.db):
        record.db.connect(reuse_if_open=True)
        sql.execute(record.db, "PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def occurrences(record: Record, names: set[str]) -> int:
    """How often these names stand in the database's files, byte by byte."""
    if not sql.is_sqlite(record.db):
        return 0
    wanted = [name.encode() for name in names if len(name) > 2]
    count = 0
    for path in sorted(record.folder.glob("webcare.db*")):
        content = path.read_bytes()
        count += sum(content.count(name) for name in wanted)
    return count
