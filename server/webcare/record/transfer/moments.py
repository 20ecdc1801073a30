"""Days and times as people write them in a sheet: day before month, in the brand's zone."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from webcare.record import clock

_MONTHS = (
    *(("jan",), ("feb",), ("mrt", "maa", "mar"), ("apr",), ("mei", "may"), ("jun",), ("jul",)),
    *(("aug",), ("sep",), ("okt", "oct"), ("nov",), ("dec",)),
)
_TIME = r"(\d{1,2})[:.u](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?(?: ?uur| ?h)?"
_DAY = re.compile(
    r"(?:[a-z]{2,9}\.?,? )?(\d{1,2})[-/. ]+(\d{1,2}|[a-z]{3,9})\.?[-/. ,]+(\d{4}|\d{2})"
    rf"(?:[,T ]+(?:om |at )?{_TIME})?",
    re.IGNORECASE,
)
_CLOCK = re.compile(_TIME, re.IGNORECASE)


@dataclass(frozen=True)
class Moment:
    """A day, and the time on it where one was written."""

    at: datetime
    timed: bool

    def ms(self, zone: ZoneInfo) -> int:
        """Milliseconds since 1970; ValueError outside the years 2000 to 2100."""
        local = self.at if self.at.tzinfo else self.at.replace(tzinfo=zone)
        return clock.to_ms(local.isoformat())


def read(text: str, time: str = "") -> Moment | None:
    """What was written, with a time from a cell of its own; None when it is no moment."""
    day = _iso(text) or _by_hand(text)
    clock_time = _CLOCK.fullmatch(time.strip())
    if day is None or not time.strip() or day.timed:
        return day
    if clock_time is None:
        return None
    try:
        return Moment(day.at + _time(clock_time.groups()), True)
    except ValueError:
        return None


def _iso(text: str) -> Moment | None:
    if not re.match(r"\d{4}-\d\d-\d\d", text):
        return None
    try:
        return Moment(datetime.fromisoformat(text), len(text) > 10)
    except ValueError:
        return None


def _by_hand(text: str) -> Moment | None:
    match = _DAY.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    day, month, year, *time = match.groups()
    try:
        at = datetime(int(year) + (2000 if len(year) == 2 else 0), _month(month), int(day))
        return Moment(at + _time(tuple(time)), time[0] is not None)
    except ValueError:
        return None


def _month(text: str) -> int:
    """ValueError when there is no such month."""
    if text.isdigit():
        return int(text)
    names = [text.lower()[:3] in names for names in _MONTHS]
    return names.index(True) + 1


def _time(parts: tuple[str | None, ...]) -> timedelta:
    """ValueError when there is no such time of the day."""
    hour, minute, second = (int(part or 0) for part in parts)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError("no time of the day")
    return timedelta(hours=hour, minutes=minute, seconds=second)
