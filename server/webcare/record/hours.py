"""The calendar of this record: past days as they were fixed, later ones by the hours set now."""

import json
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import peewee

from webcare.record import calendar, clock, sql
from webcare.record.calendar import Calendar, Hours

Json = dict[str, Any]
ZONE = ZoneInfo("Europe/Amsterdam")
"""Where a brand lives that has set no hours."""


def load(db: peewee.Database, profile: Json) -> Calendar:
    """The calendar as it stands."""
    fixed = calendar.to_fixed(sql.rows(db, "SELECT day, open FROM days"))
    return Calendar(calendar.parse_hours(profile.get("hours")), fixed, ZONE)


def fix_past(db: peewee.Database, hours: Hours | None) -> None:
    """Fix what every day before the brand's today was open, as far as that has not been done."""
    if hours is None:
        return
    now = today(hours.zone)
    last = sql.value(db, "SELECT max(day) FROM days")
    first = (
        date.fromisoformat(last) + timedelta(days=1) if last else _first_day(db, now, hours.zone)
    )
    rows = [
        (day.isoformat(), json.dumps(hours.on(day)))
        for day in calendar.days_between(first, now - timedelta(days=1))
    ]
    sql.execute_many(
        db, "INSERT INTO days (day, open) VALUES (?, ?) ON CONFLICT (day) DO NOTHING", rows
    )


def _first_day(db: peewee.Database, today: date, zone: ZoneInfo) -> date:
    """The first day of the record: hours set for the first time hold for what came before."""
    oldest = sql.value(db, "SELECT min(posted_at) FROM cases WHERE posted_at IS NOT NULL")
    opened = sql.value(db, "SELECT min(opened_at) FROM cases WHERE opened_at IS NOT NULL")
    known = [ms for ms in (oldest, opened) if ms is not None]
    if not known:
        return today
    first = datetime.fromtimestamp(min(known) / 1000, zone).date()
    return max(first, today - timedelta(days=calendar.LONGEST_DAYS))


def today(zone: ZoneInfo) -> date:
    """The day that it is in the brand's zone (Calendar.zone)."""
    return datetime.fromtimestamp(clock.now_ms() / 1000, zone).date()


def start_of_today(zone: ZoneInfo) -> int:
    """The moment at which the day began there."""
    return _start_of(today(zone), zone)


def start_of_tomorrow(zone: ZoneInfo) -> int:
    """The moment at which the next day begins there."""
    return _start_of(today(zone) + timedelta(days=1), zone)


def _start_of(day: date, zone: ZoneInfo) -> int:
    return round(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp() * 1000)
