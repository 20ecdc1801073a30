"""The hash chain: each event of a case carries the hash of the one before.

Personal content enters only as a salted digest, so erasing it leaves the chain whole and what was
erased cannot be guessed back from the digest once its salt is gone.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

import orjson


def canonical(value: Any) -> str:
    """The one JSON text of a value: sorted keys, no spaces, characters as they are.

    TypeError when it is nested too deeply or holds an integer of more than 64 bits.
    """
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def new_salt() -> str:
    """128 random bits as hex."""
    return secrets.token_hex(16)


def digest(salt: str, personal: str) -> str:
    """What stands in the chain for a personal text."""
    return hashlib.sha256(f"{salt}\n{personal}".encode()).hexdigest()


def beginning(uid: str) -> str:
    """The hash before a case's first event: it ties the chain to its case."""
    return hashlib.sha256(f"webcare case {uid}".encode()).hexdigest()


fields = itemgetter("id", "n", "type", "agent", "at", "client_at", "received_at", "facts", "digest")
"""What of an event's row its hash is made of; `facts` is the stored JSON text."""


def link(previous: str, event: Sequence[Any]) -> str:
    """The hash of an event, given by its `fields`, that follows `previous`."""
    return hashlib.sha256(previous.encode() + b"\n" + orjson.dumps(event)).hexdigest()


def key_hash(secret: str, post_key: str) -> str:
    """Finds a case by its post without keeping the post's key: HMAC with the server's secret."""
    return hmac.digest(secret.encode(), post_key.encode(), "sha256").hex()


def seal(previous: str, heads: Iterable[tuple[str, str]]) -> str:
    """One digest over a day's case heads, (uid, hash) each, tied to the day before."""
    lines = "".join(f"{uid} {head}\n" for uid, head in sorted(heads))
    return hashlib.sha256(f"{previous}\n{lines}".encode()).hexdigest()
