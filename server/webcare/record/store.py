"""Named settings kept in the database: the server's secret and the brand's profile."""

import json
import secrets
from typing import Any

import peewee

from webcare.record import sql

Json = dict[str, Any]


def get(db: peewee.Database, name: str) -> str | None:
    """A setting's text."""
    found = sql.value(db, "SELECT value FROM settings WHERE name = ?", (name,))
    return str(found) if found is not None else None


def put(db: peewee.Database, name: str, value: str) -> None:
    """Set a setting, in the transaction at hand."""
    sql.execute(
        db,
        "INSERT INTO settings (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def secret(db: peewee.Database) -> str:
    """The server's own secret, made at the first start."""
    sql.execute(
        db,
        "INSERT INTO settings (name, value) VALUES ('secret', ?) ON CONFLICT (name) DO NOTHING",
        (secrets.token_hex(32),),
    )
    return str(get(db, "secret"))


def profile(db: peewee.Database) -> Json:
    """The brand's profile; a record without one has an empty brand."""
    text = get(db, "brand")
    return json.loads(text) if text else {"name": ""}
