"""A copy of the record while the server runs, and back."""

import json
import os
import shutil
from pathlib import Path

import peewee

from webcare.record import learned, sql, store
from webcare.record.errors import TransferError
from webcare.record.record import Record


def back_up(record: Record, target: Path) -> None:
    """A consistent copy in one file; writing goes on meanwhile."""
    if not sql.is_sqlite(record.db):
        raise TransferError("This record is in Postgres: use pg_dump, see docs/deploy.md.")
    if target.exists():
        raise TransferError(f"{target} exists already; choose another name.")
    # Into a name of its own first: a copy that was cut short must not look like a whole one.
    fresh = target.with_name(target.name + ".part")
    fresh.unlink(missing_ok=True)
    try:
        sql.execute(record.db, "VACUUM INTO ?", (str(fresh),))
    except peewee.OperationalError as error:
        fresh.unlink(missing_ok=True)
        raise TransferError(f"{target} cannot be written: {error}.") from error
    _add_learned(fresh, record.folder)
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())
    fresh.replace(target)


def restore(source: Path, folder: Path) -> None:
    """Put a copy in a folder that has no record yet."""
    if (folder / "webcare.db").exists():
        raise TransferError(f"{folder} has a record already; choose another with --data DIR.")
    if not source.exists():
        raise TransferError(f"{source} is not there.")
    fresh = folder / "webcare.db.part"
    shutil.copyfile(source, fresh)
    try:
        versions = _take_learned(fresh)
    except peewee.DatabaseError as error:
        fresh.unlink()
        raise TransferError(f"{source} is no backup of a record: {error}.") from error
    learned.put_back(folder, versions)
    for leftover in ("webcare.db-wal", "webcare.db-shm"):
        # Of a record that was here before: SQLite would write it into the copy.
        (folder / leftover).unlink(missing_ok=True)
    fresh.replace(folder / "webcare.db")


def _add_learned(copy: Path, folder: Path) -> None:
    """What was learned lies in files beside the database; the copy is one file."""
    with _opened(copy) as db:
        store.put(db, "learned", json.dumps(learned.versions(folder)))


def _take_learned(copy: Path) -> list[learned.Json]:
    with _opened(copy) as db:
        found: list[learned.Json] = json.loads(store.get(db, "learned") or "[]")
        sql.execute(db, "DELETE FROM settings WHERE name = 'learned'")
        return found


def _opened(path: Path) -> peewee.SqliteDatabase:
    return peewee.SqliteDatabase(str(path))
