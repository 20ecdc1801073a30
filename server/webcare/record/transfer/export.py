"""Everything in one file, in one step; the end of its name says in which form."""

import os
from collections.abc import Callable
from pathlib import Path

from webcare.record.errors import TransferError
from webcare.record.record import Record
from webcare.record.transfer import lines, tables


def _lines(record: Record, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(lines.write_out(record))


FORMS: dict[str, Callable[[Record, Path], None]] = {
    ".jsonl": _lines,
    ".csv": lambda record, path: tables.to_csv(record.db, path),
    ".xlsx": lambda record, path: tables.to_xlsx(record.db, path),
}
"""JSON Lines hold the whole record and import again to the same; tables have a row per case."""


def write(record: Record, path: Path) -> None:
    """Write the record to a file that is whole or not there. TransferError names what can be."""
    if path.suffix.lower() not in FORMS:
        raise TransferError(f"{path.name} must end in {', '.join(FORMS)}.")
    fresh = path.with_name(f".{path.name}.part")
    try:
        FORMS[path.suffix.lower()](record, fresh)
        with fresh.open("rb+") as file:
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        raise TransferError(f"{path} cannot be written ({error.strerror}).") from error
    finally:
        fresh.unlink(missing_ok=True)
