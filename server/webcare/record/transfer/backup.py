"""A copy of the record while the server runs, and back."""

import shutil
from pathlib import Path

import peewee

from webcare.record import sql
from webcare.record.transfer.lines import TransferError


def back_up(db: peewee.Database, target: Path) -> None:
    """A consistent copy in one file; writing goes on meanwhile."""
    if not sql.is_sqlite(db):
        raise TransferError("This record is in Postgres: use pg_dump, see docs/deploy.md.")
    if target.exists():
        raise TransferError(f"{target} exists already; choose another name.")
    # Into a name of its own first: a copy that was cut short must not look like a whole one.
    fresh = target.with_name(target.name + ".part")
    fresh.unlink(missing_ok=True)
    sql.execute(db, "VACUUM INTO ?", (str(fresh),))
    fresh.replace(target)


def restore(source: Path, folder: Path) -> None:
    """Put a copy in a folder that has no record yet."""
    if (folder / "webcare.db").exists():
        raise TransferError(f"{folder} has a record already; choose another with --data DIR.")
    if not source.exists():
        raise TransferError(f"{source} is not there.")
    shutil.copyfile(source, folder / "webcare.db.part")
    (folder / "webcare.db.part").replace(folder / "webcare.db")
