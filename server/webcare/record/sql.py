"""SQL that reads the same for SQLite and Postgres: `?` marks a value, rows come back as dicts."""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

import peewee

Row = dict[str, Any]
MOST_DISTINCT = 200
SIZES = (100, 50, 25, 12, 6, 3, 2, 1)
"""Numbers of rows in one statement: few, so that its text is prepared once and found again."""
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


def insert(
    db: peewee.Database, table: str, columns: tuple[str, ...], rows: Sequence[Sequence[Any]]
) -> None:
    """Insert rows, many with each statement.

    `executemany` lets go of the interpreter at every row, and under load waits for it every time.
    """
    for some in _slices(rows):
        values = [value for row in some for value in row]
        execute(db, _insertion(table, columns, len(some)), values)


def insert_and_return(
    db: peewee.Database,
    table: str,
    columns: tuple[str, ...],
    rows: Sequence[Sequence[Any]],
    returned: str,
) -> list[tuple[Any, ...]]:
    """The same; these columns of what was inserted, in no certain order."""
    found: list[tuple[Any, ...]] = []
    for some in _slices(rows):
        query = f"{_insertion(table, columns, len(some))} RETURNING {returned}"
        found += execute(db, query, [value for row in some for value in row]).fetchall()
    return found


def update(
    db: peewee.Database, table: str, columns: tuple[str, ...], rows: Sequence[Sequence[Any]]
) -> None:
    """Give these columns of many rows their values, many rows with each statement.

    A row holds its id, then its values.
    """
    if is_sqlite(db):
        for some in _slices(rows):
            execute(db, _replacement(table, columns, len(some)), list(chain.from_iterable(some)))
    else:  # its VALUES have no types of their own; those of the table are right
        named = [dict(zip(("id", *columns), row, strict=True)) for row in rows]
        given = f"json_populate_recordset(NULL::{table}, ?)"
        changes = ", ".join(f"{name} = given.{name}" for name in columns)
        query = f"UPDATE {table} SET {changes} FROM {given} given WHERE {table}.id = given.id"  # noqa: S608
        execute(db, query, [json.dumps(named)])


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


def distinct(db: peewee.Database, table: str, column: str) -> list[str]:
    """The values of an indexed column by hopping from one to the next, not by reading all rows."""
    found: list[str] = []
    first = f"SELECT min({column}) FROM {table}"  # noqa: S608
    at = value(db, first)
    while at is not None and len(found) < MOST_DISTINCT:
        found.append(str(at))
        at = value(db, f"{first} WHERE {column} > ?", (at,))
    return found


def among(db: peewee.Database, found: Sequence[Any]) -> tuple[str, list[Any]]:
    """(condition, values) for one of many values, however many there are."""
    if is_sqlite(db):
        return "IN (SELECT value FROM json_each(?))", [json.dumps(found)]
    return "= ANY(?)", [list(found)]


def marks(count: int) -> str:
    """`?, ?, ?` for an IN list."""
    return ", ".join("?" * count)


def chunks(items: Sequence[Any]) -> Iterator[list[Any]]:
    """Values for IN lists, of few lengths: the last one is repeated up to the next of them."""
    for start in range(0, len(items), SIZES[0]):
        some = list(items[start : start + SIZES[0]])
        size = next(size for size in reversed(SIZES) if size >= len(some))
        yield some + some[-1:] * (size - len(some))


def _slices(rows: Sequence[Sequence[Any]]) -> Iterator[Sequence[Sequence[Any]]]:
    done = 0
    while done < len(rows):
        size = next(size for size in SIZES if size <= len(rows) - done)
        yield rows[done : done + size]
        done += size


@lru_cache(maxsize=64)
def _insertion(table: str, columns: tuple[str, ...], count: int) -> str:
    row = f"({marks(len(columns))})"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([row] * count)}"  # noqa: S608


@lru_cache(maxsize=256)
def _replacement(table: str, columns: tuple[str, ...], count: int) -> str:
    row = f"({marks(len(columns) + 1)})"
    changes = ", ".join(f"{name} = given.column{n}" for n, name in enumerate(columns, 2))
    return (
        f"UPDATE {table} SET {changes} FROM (VALUES {', '.join([row] * count)}) given"  # noqa: S608
        f" WHERE {table}.id = given.column1"
    )


def is_sqlite(db: peewee.Database) -> bool:
    """Whether this is the one-machine database."""
    return isinstance(db, peewee.SqliteDatabase)
