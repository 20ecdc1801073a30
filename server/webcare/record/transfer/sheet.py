"""A team's old sheet, brought in: read, matched, looked at, then all of it or nothing.

table = table.read(name, content)                    # TransferError: cannot be read
mapping = columns.guess(table.headers, [row for _, row in table.rows])
sheet = examine(table, mapping, record)              # shows .cases, .bad, .missing
bring_in(record, sheet, told)                        # TransferError while a row is bad
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from webcare.record import clock, sql
from webcare.record.errors import TransferError
from webcare.record.incoming import Incoming, cleaned
from webcare.record.record import Record
from webcare.record.transfer import rows, tables
from webcare.record.transfer.columns import NEEDED, Mapping
from webcare.record.transfer.rows import BadRowError, Cells
from webcare.record.transfer.table import Table

GROUP = 100
"""Rows appended at once; progress is told after each."""

Told = Callable[[int, int], None]
"""Hears (rows done, rows in all); called in the writer's thread, so it must be quick."""


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be imported: its number in the spreadsheet, and the message
    `page.import.bad.<code>` with its values.
    """

    row: int
    code: str
    values: dict[str, str]


@dataclass
class Sheet:
    """A table held against a mapping: rows as they would come in, and those that cannot."""

    table: Table
    mapping: Mapping
    missing: list[str] = field(default_factory=list)
    """Fields without which nothing can be imported and that no column is."""
    preview: list[tuple[int, Cells]] = field(default_factory=list)
    """The first rows as (number, {field: text})."""
    cases: list[list[Incoming]] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)


@dataclass(frozen=True)
class Imported:
    """What an import did; `rows` − `new` were there already. `refused`: erased on request."""

    rows: int
    new: int
    refused: int


def examine(table: Table, mapping: Mapping, record: Record, shown: int = 5) -> Sheet:
    """Make every row's events and find what is wrong. Writes nothing."""
    sheet = Sheet(table, mapping, [name for name in NEEDED if name not in mapping])
    cells = [(number, _cells(row, mapping)) for number, row in table.rows]
    sheet.preview = cells[:shown]
    context = rows.Context(record.calendar().zone)
    for number, row in cells if not sheet.missing else []:
        try:
            sheet.cases.append(_checked(record, row, context))
        except BadRowError as error:
            sheet.bad.append(BadRow(number, error.code, error.values))
    return sheet


def bring_in(record: Record, sheet: Sheet, told: Told = lambda done, total: None) -> Imported:
    """Import all rows or none; again with the same rows, nothing is added.

    TransferError when a row is bad or a needed column is not known.
    """
    if sheet.missing:
        raise TransferError(f"{sheet.table.name}: no column is the {sheet.missing[0]}.")
    if sheet.bad:
        raise TransferError(
            f"{sheet.table.name}: {len(sheet.bad)} rows cannot be imported, the first is row"
            f" {sheet.bad[0].row}. Nothing was imported."
        )

    def work() -> Imported:
        before, refused = _count(record), set()
        for start in range(0, len(sheet.cases), GROUP):
            group = sheet.cases[start : start + GROUP]
            batch = [event for case in group for event in case]
            reasons = record.ledger.append(batch, clock.now_ms())
            refused |= {e.post_key for e in batch if e.id in reasons}
            told(start + len(group), len(sheet.cases))
        return Imported(len(sheet.cases), _count(record) - before, len(refused))

    result = record.write_long(work)
    record.index_all()
    return result


def _cells(row: list[str], mapping: Mapping) -> Cells:
    return {
        field: cleaned(tables.as_written(row[column].strip())) if column < len(row) else ""
        for field, column in mapping.items()
    }


def _checked(record: Record, cells: Cells, context: rows.Context) -> list[Incoming]:
    found = []
    for event in rows.events(cells, context):
        checked = record.border.check(event, event["agent"], 0)
        if isinstance(checked, str):
            raise BadRowError("not_fit", value=checked)
        found.append(checked)
    return found


def _count(record: Record) -> int:
    return int(sql.value(record.db, "SELECT count(*) FROM cases"))
