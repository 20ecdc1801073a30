"""Business time: how long a moment lasted in the hours that the brand is open.

What a day was open is fixed once that day is over, so neither a later change of the hours nor a
newer list of holidays rewrites the past. No hours set gives no value, never 0.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import holidays

Json = dict[str, Any]
Minutes = list[list[int]]
"""Open stretches of one day as [from, to) in minutes since local midnight."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
GOOD_FRIDAY = "Good Friday"
LONGEST_DAYS = 4000
"""Longer than any case lives; a span beyond it counts as no value."""


class HoursError(ValueError):
    """The opening hours cannot be read; the message says where and why."""


@dataclass(frozen=True)
class Hours:
    """The weekly hours and the days on which they do not hold."""

    week: dict[str, Minutes]
    zone: ZoneInfo
    good_friday: bool = False
    liberation_day: str = "lustrum"
    closed: frozenset[str] = frozenset()
    extra: dict[str, Minutes] | None = None

    def on(self, day: date) -> Minutes:
        """What this day is open by these hours."""
        name = day.isoformat()
        if self.extra and name in self.extra:
            return self.extra[name]
        if name in self.closed or self._is_holiday(day):
            return []
        return self.week.get(WEEKDAYS[day.weekday()], [])

    def _is_holiday(self, day: date) -> bool:
        found = _holidays(day.year).get(day)
        if found is None:
            return False
        if GOOD_FRIDAY in found:
            return self.good_friday
        if "Liberation Day" in found:
            return self.liberation_day == "yearly" or (
                self.liberation_day == "lustrum" and day.year % 5 == 0
            )
        return True


_years: dict[int, dict[date, str]] = {}


def _holidays(year: int) -> dict[date, str]:
    if year not in _years:
        listed = holidays.country_holidays(
            "NL", years=year, categories=("public", "optional"), language="en_US"
        )
        _years[year] = dict(listed.items())
    return _years[year]


def parse_hours(given: Json | None) -> Hours | None:
    """Hours as the brand's profile holds them; None when none are set.

    `{"zone": "Europe/Amsterdam", "week": {"mon": "09:00-12:30, 13:00-17:00"}, "good_friday": false,
    "liberation_day": "lustrum"|"yearly"|"never", "closed": ["2026-12-31"],
    "extra": {"2026-12-19": "10:00-16:00"}}`. HoursError says what cannot be read.
    """
    if not given or not any(given.get("week", {}).values()):
        return None
    try:
        zone = ZoneInfo(given.get("zone") or "Europe/Amsterdam")
    except (KeyError, ValueError) as error:
        raise HoursError(f"zone: {given.get('zone')!r} is not a time zone") from error
    return Hours(
        {day: parse_stretches(text, day) for day, text in given["week"].items()},
        zone,
        bool(given.get("good_friday")),
        given.get("liberation_day", "lustrum"),
        frozenset(_day(day) for day in given.get("closed", [])),
        {_day(day): parse_stretches(text, day) for day, text in given.get("extra", {}).items()},
    )


def parse_stretches(text: str, where: str) -> Minutes:
    """ "09:00-12:30, 13:00-17:00" to [[540, 750], [780, 1020]]; empty text is a closed day."""
    found: Minutes = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        start, dash, end = part.partition("-")
        stretch = [_minutes(start, where), _minutes(end, where)] if dash else []
        if not stretch or stretch[0] >= stretch[1] or (found and stretch[0] < found[-1][1]):
            raise HoursError(f"{where}: {part!r} is not a stretch like 09:00-17:00, in order")
        found.append(stretch)
    return found


def _minutes(text: str, where: str) -> int:
    hour, colon, minute = text.strip().partition(":")
    if not (colon and hour.isdigit() and minute.isdigit()):
        raise HoursError(f"{where}: {text.strip()!r} is not a time like 09:00")
    total = int(hour) * 60 + int(minute)
    if int(minute) > 59 or total > 24 * 60:
        raise HoursError(f"{where}: {text.strip()!r} is not a time of the day")
    return total


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise HoursError(f"{text!r} is not a day like 2026-12-25") from error


class Calendar:
    """Open time over fixed days and, for days that are not over, the hours set now."""

    def __init__(self, hours: Hours | None, fixed: dict[str, Minutes], zone: ZoneInfo) -> None:
        self._hours, self._fixed = hours, fixed
        self.zone = hours.zone if hours else zone
        """The zone in which the brand lives."""
        self._spans: dict[date, list[tuple[int, int]]] = {}

    def business_ms(self, start: int, end: int) -> int | None:
        """Open milliseconds from start to end; 0 when end is before start, None without hours."""
        if self._hours is None and not self._fixed:
            return None
        day, last = self._date(start), self._date(end)
        if (last - day).days > LONGEST_DAYS:
            return None
        total = 0
        while day <= last:
            spans = self._open(day)
            if spans is None:
                return None
            total += sum(max(0, min(end, to) - max(start, since)) for since, to in spans)
            day += timedelta(days=1)
        return total

    def after(self, start: int, wanted_ms: int) -> int | None:
        """The moment at which `wanted_ms` of open time have passed since start; None if never."""
        left, day = wanted_ms, self._date(start)
        for _ in range(366):
            for since, to in self._open(day) or []:
                stretch = to - max(start, since)
                if stretch >= left > 0:
                    return max(start, since) + left
                left -= max(0, stretch)
            day += timedelta(days=1)
        return None

    def closes_on(self, day: date) -> int | None:
        """The moment at which we close on a day; None when we are not open on it."""
        spans = self._open(day)
        return spans[-1][1] if spans else None

    def open_on(self, day: date) -> Minutes | None:
        """The open stretches of a day; None when no hours were set for it."""
        name = day.isoformat()
        if name in self._fixed:
            return self._fixed[name]
        return self._hours.on(day) if self._hours else None

    def _open(self, day: date) -> list[tuple[int, int]] | None:
        if day not in self._spans:
            minutes = self.open_on(day)
            if minutes is None:
                return None
            self._spans[day] = [(self._ms(day, a), self._ms(day, b)) for a, b in minutes]
        return self._spans[day]

    def _date(self, ms: int) -> date:
        return datetime.fromtimestamp(ms / 1000, self.zone).date()

    def _ms(self, day: date, minutes: int) -> int:
        # Wall time to UTC by way of the zone, so a day of 23 or 25 hours is as long as it was.
        over, minutes = divmod(minutes, 24 * 60)
        local = datetime(day.year, day.month, day.day, minutes // 60, minutes % 60)
        local = (local + timedelta(days=over)).replace(tzinfo=self.zone)
        return round(local.astimezone(UTC).timestamp() * 1000)


def days_between(first: date, last: date) -> list[date]:
    """Every day from first to last, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def to_fixed(rows: list[Json]) -> dict[str, Minutes]:
    """Rows of the table `days` as {day: stretches}."""
    return {row["day"]: json.loads(row["open"]) for row in rows}
