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


def load(db: peewee.Database, profile: Json) -> Calendar:
    """The calendar as it stands."""
    fixed = calendar.to_fixed(sql.rows(db, "SELECT day, open FROM days"))
    return Calendar(calendar.parse_hours(profile.get("hours")), fixed, ZONE)


def fix_past(db: peewee.Database, hours: Hours | None, today: date) -> None:
    """Fix what every day before today was open, as far as that has not been done."""
    if hours is None:
        return
    last = sql.value(db, "SELECT max(day) FROM days")
    first = date.fromisoformat(last) + timedelta(days=1) if last else _first_day(db, today)
    rows = [
        (day.isoformat(), json.dumps(hours.on(day)))
        for day in calendar.days_between(first, today - timedelta(days=1))
    ]
    sql.execute_many(
        db, "INSERT INTO days (day, open) VALUES (?, ?) ON CONFLICT (day) DO NOTHING", rows
    )


def _first_day(db: peewee.Database, today: date) -> date:
    """The first day of the record: hours set for the first time hold for what came before."""
    oldest = sql.value(db, "SELECT min(posted_at) FROM cases WHERE posted_at IS NOT NULL")
    opened = sql.value(db, "SELECT min(opened_at) FROM cases WHERE opened_at IS NOT NULL")
    known = [ms for ms in (oldest, opened) if ms is not None]
    if not known:
        return today
    first = datetime.fromtimestamp(min(known) / 1000, ZONE).date()
    return max(first, today - timedelta(days=calendar.LONGEST_DAYS))


def today(now_ms: int | None = None) -> date:
    """The day that it is for the brand."""
    return datetime.fromtimestamp((now_ms or clock.now_ms()) / 1000, ZONE).date()


def start_of_today() -> int:
    """The moment at which the brand's day began."""
    return _start_of(today())


def start_of_tomorrow() -> int:
    """The moment at which its next day begins."""
    return _start_of(today() + timedelta(days=1))


def _start_of(day: date) -> int:
    return round(datetime(day.year, day.month, day.day, tzinfo=ZONE).timestamp() * 1000)
