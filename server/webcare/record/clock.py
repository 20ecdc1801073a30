"""Points in time: whole milliseconds since 1970 in UTC inside, ISO 8601 at the border."""

import time
from datetime import UTC, datetime

DAY_MS = 86_400_000


def now_ms() -> int:
    """The server's clock."""
    return time.time_ns() // 1_000_000


def to_iso(ms: int) -> str:
    """1763761200123 -> "2025-11-21T21:40:00.123Z"."""
    moment = datetime.fromtimestamp(ms / 1000, UTC)
    return f"{moment.isoformat(timespec='seconds')[:19]}.{ms % 1000:03d}Z"


def to_ms(iso: str) -> int:
    """An ISO time with offset or Z to milliseconds. ValueError when it is none or out of range."""
    moment = datetime.fromisoformat(iso)
    if moment.tzinfo is None:
        raise ValueError(f"{iso!r} has no time zone")
    if not 2000 <= moment.year <= 2100:
        raise ValueError(f"{iso!r} is not between the years 2000 and 2100")
    return round(moment.timestamp() * 1000)
