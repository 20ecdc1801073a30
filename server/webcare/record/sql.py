"""SQL that reads the same for SQLite and Postgres: `?` marks a value, rows come back as dicts."""

from collections.abc import Iterable, Sequence
from typing import Any

import peewee

Row = dict[str, Any]
_named_by_peewee: Any = peewee.__dict__["__exception_wrapper__"]


def prepared(db: peewee.Database, text: str) -> str:
    """The text with this database's own mark for a value."""
    return text if db.param == "?" else text.replace("%", "%%").replace("?", db.param)


def execute(db: peewee.Database, text: str, values: Sequence[Any] = ()) -> Any:
    """Run one statement; the cursor."""
    untyped: Any = db  # peewee's stubs leave this out
    return untyped.execute_sql(prepared(db, text), tuple(values))


def execute_many(db: peewee.Database, text: str, rows: Iterable[Sequence[Any]]) -> None:
    """Run one statement for many rows in the transaction at hand."""
    untyped: Any = db
    with _named_by_peewee:  # a cursor of our own would raise the driver's errors
        untyped.cursor().executemany(prepared(db, text), rows)


def rows(db: peewee.Database, text: str, values: Sequence[Any] = ()) -> list[Row]:
    """All rows of a query."""
    cursor = execute(db, text, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def row(db: peewee.Database, text: str, values: Sequence[Any] = ()) -> Row | None:
    """The first row of a query, if any."""
    found = rows(db, text, values)
    return found[0] if found else None


def value(db: peewee.Database, text: str, values: Sequence[Any] = ()) -> Any:
    """The first column of the first row, or None."""
    first = execute(db, text, values).fetchone()
    return first[0] if first else None


def marks(count: int) -> str:
    """`?, ?, ?` for an IN list."""
    return ", ".join("?" * count)


def is_sqlite(db: peewee.Database) -> bool:
    """Whether this is the one-machine database."""
    return isinstance(db, peewee.SqliteDatabase)
