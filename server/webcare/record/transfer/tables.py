"""Cases as a table, one row each: CSV and XLSX for spreadsheets."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import peewee

from webcare.record import clock, sql
from webcare.record.events import events_of

TIMES = ("posted_at", "opened_at", "first_reply_at", "finished_at")
PLAIN = (
    *("id", "platform", "place_kind", "place_owner", "author", "url", "platform_type", "approach"),
    *("reply", "kind", "sentiment", "priority", "status", "outcome", "decided_by", "cause"),
    *("learning", "replies", "warned", "overridden"),
)
SPANS = ("first_business_ms", "handling_ms")
HEADER = (
    *("advice" if name == "reply" else name for name in PLAIN),
    *TIMES,
    *(name.replace("_ms", "_minutes") for name in SPANS),
    *("text", "reply_text", "notes"),
)


def rows(db: peewee.Database) -> Iterator[list[Any]]:
    """HEADER's cells for every case, the oldest first."""
    columns = ", ".join((*PLAIN, *TIMES, *SPANS))
    last = 0
    while True:
        query = f"SELECT {columns} FROM cases WHERE id > ? ORDER BY id LIMIT 200"  # noqa: S608
        found = sql.rows(db, query, (last,))
        if not found:
            return
        last = found[-1]["id"]
        events = events_of(db, [case["id"] for case in found])
        for case in found:
            yield _row(case, events[case["id"]])


def _row(case: sql.Row, events: list[dict[str, Any]]) -> list[Any]:
    posts = [e["data"]["post"].get("text") for e in events if e["type"] == "opened"]
    return [
        *(case[name] for name in PLAIN),
        *(clock.to_iso(case[name]) if case[name] is not None else None for name in TIMES),
        *(round(case[name] / 60_000, 1) if case[name] is not None else None for name in SPANS),
        posts[0] if posts else None,
        _joined(events, ("replied", "answered")),
        _joined(events, ("noted",)),
    ]


def _joined(events: list[dict[str, Any]], types: tuple[str, ...]) -> str | None:
    texts = [e["data"].get("text") for e in events if e["type"] in types]
    return "\n---\n".join(text for text in texts if text) or None


FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With one of these a spreadsheet begins to calculate."""


def harmless(cell: Any) -> Any:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it."""
    if isinstance(cell, str) and cell[:1] in FORMULA:
        return "'" + cell
    return cell


def as_written(text: str) -> str:
    """A cell's text without the apostrophe that keeps it from being a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA else text


def to_csv(db: peewee.Database, path: Path) -> None:
    """With `;` and a byte order mark, as Dutch spreadsheets open it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        for row in rows(db):
            writer.writerow([harmless(cell) for cell in row])


def to_xlsx(db: peewee.Database, path: Path) -> None:
    """One sheet; texts stay texts."""
    # Half a second that only a spreadsheet should cost.
    from openpyxl import Workbook  # type: ignore[import-untyped]

    book = Workbook(write_only=True)
    sheet = book.create_sheet("cases")
    sheet.append(list(HEADER))
    for row in rows(db):
        sheet.append([_legal(harmless(cell)) for cell in row])
    book.save(path)


def _legal(cell: Any) -> Any:
    """XML takes no control characters and Excel no more than 32,767 characters in a cell."""
    if not isinstance(cell, str):
        return cell
    return "".join(c for c in cell if c >= " " or c in "\n\t")[:32_767]
