"""The team's old spreadsheet, row by row, as cases: columns guessed, shown, then imported.

A row's events have ids made from the row itself, so importing the same sheet twice changes nothing.
"""

import csv
import hashlib
import io
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook  # type: ignore[import-untyped]

from webcare.record import clock
from webcare.record.hours import ZONE
from webcare.record.incoming import Incoming, cleaned
from webcare.record.record import Record
from webcare.record.transfer.lines import TransferError

Json = dict[str, Any]
NAMES = {
    "text": "text bericht tekst post klacht message review melding",
    "posted_at": "posted datum date geplaatst tijdstip posted_at",
    "platform": "platform kanaal channel medium",
    "author": "author auteur klant naam schrijver customer name handle",
    "url": "url link adres",
    "reply": "reply reply_text reactie antwoord response",
    "replied_at": "replied beantwoord first_reply_at reactiedatum antwoorddatum",
    "agent": "agent medewerker behandelaar decided_by door",
    "cause": "cause oorzaak reden categorie",
    "learning": "learning leerpunt verbeterpunt actie",
    "note": "note notes notitie opmerking opmerkingen toelichting",
}
"""What a column may be, and the headers by which it is guessed."""
NEEDED = ("text",)
FORMATS = ("%d-%m-%Y %H:%M", "%d-%m-%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%d-%m-%Y %H:%M:%S")


@dataclass
class Sheet:
    """A read spreadsheet: its headers, its rows, which column is what, and what is wrong."""

    headers: list[str]
    rows: list[list[str]]
    mapping: dict[str, int]
    bad: list[tuple[int, str]] = field(default_factory=list)
    cases: list[list[Json]] = field(default_factory=list)


def read(path: Path, mapping: dict[str, str] | None = None) -> Sheet:
    """Read CSV or XLSX and make each row's events; `mapping`: {field: header} over the guess."""
    table = _xlsx(path) if path.suffix.lower() == ".xlsx" else _csv(path)
    if not table:
        raise TransferError(f"{path.name} has no rows.")
    headers, rows = [h.strip() for h in table[0]], [row for row in table[1:] if any(row)]
    sheet = Sheet(headers, rows, guess(headers))
    for name, header in (mapping or {}).items():
        if name not in NAMES or header not in headers:
            raise TransferError(f"{name}={header}: {path.name} has {', '.join(headers)}.")
        sheet.mapping[name] = headers.index(header)
    missing = [name for name in NEEDED if name not in sheet.mapping]
    if missing:
        raise TransferError(
            f"No column is the {missing[0]}; say which with --column {missing[0]}=HEADER."
            f" {path.name} has {', '.join(headers)}."
        )
    for number, row in enumerate(rows, 2):
        try:
            sheet.cases.append(_events(sheet, row, path.name))
        except ValueError as error:
            sheet.bad.append((number, str(error)))
    return sheet


def guess(headers: list[str]) -> dict[str, int]:
    """{field: column} by the words of the headers; the first that fits."""
    found: dict[str, int] = {}
    for name, words in NAMES.items():
        for column, header in enumerate(headers):
            if header.strip().lower() in words.split() and column not in found.values():
                found.setdefault(name, column)
    return found


def bring_in(record: Record, sheet: Sheet, told: Callable[[int], None]) -> int:
    """Import all rows or none; how many cases. TransferError when a row is bad."""
    if sheet.bad:
        number, reason = sheet.bad[0]
        raise TransferError(f"{len(sheet.bad)} rows cannot be imported; row {number}: {reason}")
    now = clock.now_ms()
    batches = [[_checked(record, e) for e in case] for case in sheet.cases]

    def work() -> int:
        for count, batch in enumerate(batches, 1):
            record.ledger.append(batch, now)
            if count % 100 == 0:
                told(count)
        return len(batches)

    return record.write(work)


def _checked(record: Record, event: Json) -> Incoming:
    found = record.border.check(cleaned(event), event["agent"], 0)
    if isinstance(found, str):
        raise TransferError(found)
    return found


def _events(sheet: Sheet, row: list[str], file: str) -> list[Json]:
    cell = {
        name: row[column].strip() for name, column in sheet.mapping.items() if column < len(row)
    }
    if not cell.get("text"):
        raise ValueError("there is no text")
    posted = _moment(cell.get("posted_at", ""))
    replied = _moment(cell.get("replied_at", "")) or posted
    at = posted or replied or clock.now_ms()
    origin = hashlib.sha256(f"{file}\n{row}".encode()).hexdigest()
    key = cell.get("url") or f"import:{origin[:24]}"
    data: list[tuple[str, Json, int]] = [("opened", {"post": _post(cell, key, posted)}, at)]
    if cell.get("note"):
        data.append(("noted", {"text": cell["note"]}, at + 1))
    if cell.get("reply"):
        reply = {"channel": "public", "text": cell["reply"]}
        data.append(("replied", reply, max(at, replied or at) + 2))
    lesson = {name: cell[name] for name in ("cause", "learning") if cell.get(name)}
    data.append(("closed", lesson, data[-1][2] + 1))
    agent = cell.get("agent") or "import"
    return [
        _event(n, type_, body, when, key, agent, origin)
        for n, (type_, body, when) in enumerate(data)
    ]


def _event(n: int, type_: str, data: Json, at: int, key: str, agent: str, origin: str) -> Json:
    return {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"webcare-import:{origin}:{n}")),
        "at": clock.to_iso(at),
        "post_key": key,
        "agent": agent[:80],
        "type": type_,
        "data": data,
        "versions": {},
    }


def _post(cell: dict[str, str], key: str, posted: int | None) -> Json:
    url = cell.get("url")
    return {
        "platform": (cell.get("platform") or "import").lower()[:40],
        "key": key,
        "url": url if url and url.startswith("http") else None,
        "text": cell["text"],
        "author": {"name": cell.get("author") or None, "handle": None},
        "posted_at": clock.to_iso(posted) if posted is not None else None,
        "missing": [name for name in ("posted_at", "author") if not cell.get(name)],
    }


def _moment(text: str) -> int | None:
    """A day or time as people write it, in the brand's zone; ValueError when it is none."""
    if not text:
        return None
    found: datetime | None = None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        for form in FORMATS:
            try:
                found = datetime.strptime(text, form)
                break
            except ValueError:
                continue
    if found is None:
        raise ValueError(f"{text!r} is not a date")
    local = found if found.tzinfo else found.replace(tzinfo=ZONE)
    return clock.to_ms(local.isoformat())


def _csv(path: Path) -> list[list[str]]:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text("cp1252")
    delimiter = max(";,\t", key=text.partition("\n")[0].count)
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def _xlsx(path: Path) -> list[list[str]]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:
        raise TransferError(f"{path.name} cannot be read as XLSX: {error}") from error
    try:
        return [[_text(cell) for cell in row] for row in book.worksheets[0].values]
    finally:
        book.close()


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat()
    return "" if cell is None else str(cell)
