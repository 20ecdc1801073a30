"""A sheet that somebody sent in, kept in the data folder until it is imported or a day is over."""

import re
import secrets
import time
from pathlib import Path

from webcare.record.errors import TransferError

LONGEST_S = 24 * 3600
_ID = re.compile(r"[0-9a-f]{32}")


def keep(folder: Path, name: str, content: bytes) -> str:
    """Keep a file; the id under which it is found again."""
    place = folder / "uploads"
    place.mkdir(mode=0o700, exist_ok=True)
    _forget_old(place)
    upload = secrets.token_hex(16)
    # Its name is kept in it: what people call a file is no safe name for one.
    title = " ".join(name.split())[:200].encode("utf-8", "replace")
    (place / upload).write_bytes(title + b"\n" + content)
    return upload


def find(folder: Path, upload: str) -> tuple[str, bytes]:
    """(name, content) of a kept file. TransferError when it is there no more."""
    path = folder / "uploads" / upload
    if not _ID.fullmatch(upload) or not path.exists():
        raise TransferError("This file is not here any more; send it in again.")
    name, _, content = path.read_bytes().partition(b"\n")
    return name.decode(), content


def forget(folder: Path, upload: str) -> None:
    """Remove a kept file: it holds what customers wrote."""
    if _ID.fullmatch(upload):
        (folder / "uploads" / upload).unlink(missing_ok=True)


def _forget_old(place: Path) -> None:
    for path in place.iterdir():
        if path.stat().st_mtime < time.time() - LONGEST_S:
            path.unlink(missing_ok=True)
