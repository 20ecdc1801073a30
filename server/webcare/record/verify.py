"""Proves the record: chains whole, personal text as it was written, cases equal to their events."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

import peewee

from webcare.record import case as cases
from webcare.record import chain, seals, sql
from webcare.record.events import events_of


@dataclass
class Report:
    """What was looked at and what is wrong with it, one sentence each."""

    cases: int = 0
    events: int = 0
    erased: int = 0
    days: int = 0
    faults: list[str] = field(default_factory=list)


_EVENTS = (
    "SELECT e.*, c.uid AS uid, c.head AS head, c.length AS length FROM cases c"
    " JOIN events e ON e.case_id = c.id ORDER BY e.case_id, e.n"
)


def verify(db: peewee.Database, business: cases.Business) -> Report:
    """Check every chain, every digest, every sealed day and every derived row."""
    report = Report()
    _check_file(db, report)
    for case_id, events in groupby(_stream(db), key=lambda e: e["case_id"]):
        _check_chain(case_id, list(events), report)
    _check_lengths(db, report)
    _check_seals(db, report)
    _check_derived(db, business, report)
    return report


def _stream(db: peewee.Database) -> Iterator[sql.Row]:
    cursor = sql.execute(db, _EVENTS)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def _check_file(db: peewee.Database, report: Report) -> None:
    if sql.is_sqlite(db):
        answer = sql.value(db, "PRAGMA integrity_check")
        if answer != "ok":
            report.faults.append(f"The database file is damaged: {answer}")


def _check_chain(case_id: int, events: list[sql.Row], report: Report) -> None:
    report.cases += 1
    head = chain.beginning(events[0]["uid"])
    for n, event in enumerate(events, 1):
        report.events += 1
        if event["n"] != n:
            report.faults.append(f"Case {case_id}: event {n} is missing.")
            return
        head = chain.link(head, chain.fields(event))
        if head != event["hash"]:
            report.faults.append(f"Case {case_id}: event {n} was changed ({event['id']}).")
            return
        _check_personal(case_id, event, report)
    if (head, len(events)) != (events[0]["head"], events[0]["length"]):
        report.faults.append(f"Case {case_id}: its chain ends early, at event {len(events)}.")


def _check_personal(case_id: int, event: sql.Row, report: Report) -> None:
    if event["personal"] is None:
        report.erased += event["digest"] is not None
    elif chain.digest(event["salt"], event["personal"]) != event["digest"]:
        report.faults.append(f"Case {case_id}: the text of event {event['n']} was changed.")


def _check_lengths(db: peewee.Database, report: Report) -> None:
    query = "SELECT id FROM cases c WHERE NOT EXISTS (SELECT 1 FROM events WHERE case_id = c.id)"
    report.faults += [f"Case {row['id']}: all its events are gone." for row in sql.rows(db, query)]
    orphans = sql.value(
        db, "SELECT count(*) FROM events WHERE case_id NOT IN (SELECT id FROM cases)"
    )
    if orphans:
        report.faults.append(f"{orphans} events belong to no case.")


def _check_seals(db: peewee.Database, report: Report) -> None:
    digest = seals.BEGINNING
    for row in sql.rows(db, "SELECT day, cases, digest FROM seals ORDER BY day"):
        report.days += 1
        digest = chain.seal(digest, seals.heads_of(db, seals.start_of(row["day"])))
        if digest != row["digest"]:
            report.faults.append(f"The seal of {row['day']} does not fit the events of that day.")
            digest = row["digest"]


def _check_derived(db: peewee.Database, business: cases.Business, report: Report) -> None:
    names = ", ".join(("id", *cases.COLUMNS))
    last = 0
    while True:
        query = f"SELECT {names} FROM cases WHERE id > ? ORDER BY id LIMIT 400"  # noqa: S608
        rows = sql.rows(db, query, (last,))
        if not rows:
            return
        last = rows[-1]["id"]
        events = events_of(db, [row["id"] for row in rows])
        for row in rows:
            columns, _ = cases.derive(events[row["id"]], business)
            wrong = [name for name in cases.COLUMNS if columns[name] != row[name]]
            if wrong:
                report.faults.append(f"Case {row['id']}: {', '.join(wrong)} not as its events say.")
