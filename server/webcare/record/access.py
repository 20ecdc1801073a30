"""Who may talk to the server: paired devices, dashboard sessions, one-time codes and links.

Random secrets of 256 bits need no slow hash: what is stored is their SHA-256.
"""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import peewee

from webcare.record import clock, sql

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No letter or digit that reads as another."""
CODE_LENGTH = 8
CODE_MS = 15 * 60_000
CODE_TRIES = 5
LINK_MS = 15 * 60_000
SEEN_MS = 60_000
SESSION_MS = 12 * 3_600_000


@dataclass(frozen=True)
class Device:
    """A paired browser."""

    id: int
    origin: str
    agent: str


def hashed(secret: str) -> str:
    """What is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_code(db: peewee.Database) -> str:
    """A pairing code, "ABCD-EFGH": one use, 15 minutes; five wrong tries end all codes."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    _add_key(db, code, "code", CODE_MS)
    return f"{code[:4]}-{code[4:]}"


def pair(db: peewee.Database, code: str, origin: str, agent: str) -> str | None:
    """The token of a newly paired device, or None when the code is wrong, used or too old."""
    given = hashed(re.sub(r"[^A-Z0-9]", "", code.upper()))
    live = "kind = 'code' AND expires_at > ? AND tries < ?"
    values = (clock.now_ms(), CODE_TRIES)
    taken = sql.execute(db, f"DELETE FROM keys WHERE hash = ? AND {live}", (given, *values))  # noqa: S608
    if not taken.rowcount:
        sql.execute(db, "UPDATE keys SET tries = tries + 1 WHERE kind = 'code'")
        return None
    token = secrets.token_urlsafe(32)
    sql.execute(
        db,
        "INSERT INTO devices (token_hash, origin, agent, paired_at) VALUES (?, ?, ?, ?)",
        (hashed(token), origin, agent, clock.now_ms()),
    )
    return token


def device_of(db: peewee.Database, token: str) -> Device | None:
    """The device that a token belongs to, unless it was revoked."""
    row = sql.row(
        db,
        "SELECT id, origin, agent FROM devices WHERE token_hash = ? AND revoked_at IS NULL",
        (hashed(token),),
    )
    return Device(**row) if row else None


def is_paired_origin(db: peewee.Database, origin: str) -> bool:
    """Whether a device of this origin is paired."""
    query = "SELECT 1 FROM devices WHERE origin = ? AND revoked_at IS NULL"
    return sql.value(db, query, (origin,)) is not None


def devices(db: peewee.Database) -> list[sql.Row]:
    """All devices, the newest first."""
    columns = "id, origin, agent, paired_at, seen_at, revoked_at"
    return sql.rows(db, f"SELECT {columns} FROM devices ORDER BY id DESC")  # noqa: S608


def mark_seen(db: peewee.Database, ids: Sequence[int]) -> set[int]:
    """Note that devices delivered something; those of them that were not revoked.

    To the minute, so that not each batch writes it.
    """
    now, found = clock.now_ms(), set()
    for some in sql.chunks(ids):
        query = "SELECT id, seen_at FROM devices WHERE revoked_at IS NULL AND id IN"
        for id_, seen_at in sql.execute(db, f"{query} ({sql.marks(len(some))})", some).fetchall():
            found.add(id_)
            if seen_at is None or now - seen_at > SEEN_MS:
                sql.execute(db, "UPDATE devices SET seen_at = ? WHERE id = ?", (now, id_))
    return found


def revoke(db: peewee.Database, device_id: int) -> None:
    """A device's token stops working."""
    query = "UPDATE devices SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL"
    sql.execute(db, query, (clock.now_ms(), device_id))


def new_link(db: peewee.Database) -> str:
    """The secret of a link that opens the dashboard once."""
    secret = secrets.token_urlsafe(24)
    _add_key(db, secret, "link", LINK_MS)
    return secret


def open_session(db: peewee.Database, link: str) -> str | None:
    """A session's secret for a link's, which is used up by it; None when it is not good."""
    query = "DELETE FROM keys WHERE hash = ? AND kind = 'link' AND expires_at > ?"
    if not sql.execute(db, query, (hashed(link), clock.now_ms())).rowcount:
        return None
    secret = secrets.token_urlsafe(32)
    _add_key(db, secret, "session", SESSION_MS, csrf=secrets.token_urlsafe(16))
    return secret


def csrf_of(db: peewee.Database, session: str) -> str | None:
    """The CSRF token of a session that is still good."""
    query = "SELECT csrf FROM keys WHERE hash = ? AND kind = 'session' AND expires_at > ?"
    found = sql.value(db, query, (hashed(session), clock.now_ms()))
    return str(found) if found else None


def _add_key(
    db: peewee.Database, secret: str, kind: str, lasts_ms: int, csrf: str | None = None
) -> None:
    now = clock.now_ms()
    sql.execute(db, "DELETE FROM keys WHERE expires_at <= ?", (now,))
    sql.execute(
        db,
        "INSERT INTO keys (hash, kind, csrf, expires_at, tries) VALUES (?, ?, ?, ?, 0)",
        (hashed(secret), kind, csrf, now + lasts_ms),
    )
