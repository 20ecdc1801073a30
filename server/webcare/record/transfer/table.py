"""A spreadsheet as people keep it, read into rows of text: CSV in any common form, or XLSX."""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from webcare.record.errors import TransferError
from webcare.record.transfer import columns

MOST_ROWS = 50_000
"""All rows go into one transaction, and the team's own events wait for it: about 20 seconds."""
DELIMITERS = ";,\t|"
LOOKED_AT = 20
"""Rows from which the delimiter and the header are told."""


@dataclass(frozen=True)
class Table:
    """A read sheet: its headers, and its filled rows with their numbers as a spreadsheet shows."""

    name: str
    headers: list[str]
    rows: list[tuple[int, list[str]]]


def read(name: str, content: bytes) -> Table:
    """Read a file's content; its name says what it is.

    TransferError says why it cannot be read and what to do.
    """
    suffix = Path(name).suffix.lower()
    if suffix in (".xls", ".ods", ".numbers"):
        raise TransferError(f"{name}: save it as XLSX or CSV and import that.")
    found = _xlsx(content, name) if suffix == ".xlsx" else _csv(content, name)
    filled = [(n, row) for n, row in enumerate(found, 1) if any(cell.strip() for cell in row)]
    if len(filled) < 2:
        raise TransferError(f"{name} has no rows under its headers.")
    if len(filled) > MOST_ROWS:
        raise TransferError(f"{name} has {len(filled)} rows; import {MOST_ROWS} at a time.")
    head = columns.header_row([row for _, row in filled[:LOOKED_AT]])
    return Table(name, _headers(filled[head][1]), filled[head + 1 :])


def _headers(row: list[str]) -> list[str]:
    """The headers, each different from the others: one without a name is called by its letter."""
    found: list[str] = []
    for n, cell in enumerate(row):
        header = " ".join(cell.split()) or f"({letter(n)})"
        found.append(header if header not in found else f"{header} ({letter(n)})")
    return found


def letter(column: int) -> str:
    """The letter by which spreadsheets name a column: 0 is A, 26 is AA."""
    first, last = divmod(column, 26)
    return (letter(first - 1) if first else "") + chr(ord("A") + last)


def _csv(content: bytes, name: str) -> list[list[str]]:
    text = _decoded(content)
    if "\0" in text:
        raise TransferError(f"{name} is no text; save the sheet as CSV (UTF-8) or XLSX.")
    delimiter = ""
    if text[:4].lower() == "sep=":  # Excel's own first line
        first, _, text = text.partition("\n")
        delimiter = first[4:5]
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _best(text)))
    except csv.Error as error:
        raise TransferError(f"{name} cannot be read as CSV: {error}.") from error


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):  # Excel's "Unicode text"
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _best(text: str) -> str:
    """The sign that parts the most rows into equally many cells."""

    def fit(sign: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
        widths = Counter(len(row) for row, _ in zip(reader, range(LOOKED_AT), strict=False))
        width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
        return (count, width) if width > 1 else (0, 0)

    return max(DELIMITERS, key=fit) if text.strip() else DELIMITERS[0]


def _xlsx(content: bytes, name: str) -> list[list[str]]:
    # Half a second that only a spreadsheet should cost.
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception as error:  # openpyxl lets through whatever zip and XML raise
        raise TransferError(f"{name} cannot be read as XLSX; is it locked or damaged?") from error
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # some programs write a size that is too small
            found = [[_text(cell) for cell in row] for row in sheet.values]
            if any(cell for row in found for cell in row):
                return found
        return []
    finally:
        book.close()


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        midnight = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
