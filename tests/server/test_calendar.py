"""Business time, worked out by hand: breaks, holidays, both nights on which the clock is moved."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from acting import event, opening

from webcare.record import calendar, clock, due, hours, sql
from webcare.record.calendar import Calendar, HoursError, parse_hours, parse_stretches

OFFICE = {"week": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00")}
BREAK = {"week": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-12:30, 13:00-17:00")}
ALWAYS = {"week": dict.fromkeys(calendar.WEEKDAYS, "00:00-24:00"), "liberation_day": "never"}
MINUTE = 60_000


def minutes(given, start, end):
    found = Calendar(parse_hours(given), {}, hours.ZONE).business_ms(
        clock.to_ms(start), clock.to_ms(end)
    )
    return None if found is None else found / MINUTE


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        # Tuesday 10:00 to 11:30 in summer time: 90 minutes
        ("2026-06-09T10:00+02:00", "2026-06-09T11:30+02:00", 90),
        # Tuesday 16:00 to Wednesday 10:00: one hour, then one hour
        ("2026-06-09T16:00+02:00", "2026-06-10T10:00+02:00", 120),
        # Friday 16:30 to Monday 09:15 with nothing in between: 30 + 15
        ("2026-06-12T16:30+02:00", "2026-06-15T09:15+02:00", 45),
        # all of it outside hours
        ("2026-06-12T18:00+02:00", "2026-06-14T23:00+02:00", 0),
        # King's Day 2026 is Monday 27 April: Friday 16:00 to Tuesday 10:00 is 60 + 60
        ("2026-04-24T16:00+02:00", "2026-04-28T10:00+02:00", 120),
        # Koningsdag moved to Saturday 26 April in 2025, so Monday 28 April counts
        ("2025-04-28T09:00+02:00", "2025-04-28T10:00+02:00", 60),
        # Christmas 2026, Friday 25 and Saturday 26: Thursday 16:00 to Monday 10:00 is 60 + 60
        ("2026-12-24T16:00+01:00", "2026-12-28T10:00+01:00", 120),
        # Good Friday 3 April 2026 is worked, Easter Monday 6 April is not: 480 on Friday
        ("2026-04-03T08:00+02:00", "2026-04-07T09:00+02:00", 480),
        # Liberation Day is off in lustrum years: Monday 5 May 2025, but not Tuesday 5 May 2026
        ("2025-05-05T09:00+02:00", "2025-05-05T17:00+02:00", 0),
        ("2026-05-05T09:00+02:00", "2026-05-05T17:00+02:00", 480),
        # the end before the start
        ("2026-06-09T11:00+02:00", "2026-06-09T10:00+02:00", 0),
    ],
)
def test_office_hours(start, end, expected):
    assert minutes(OFFICE, start, end) == expected


def test_a_break_does_not_count():
    # 12:00 to 13:30 with a break from 12:30 to 13:00
    assert minutes(BREAK, "2026-06-09T12:00+02:00", "2026-06-09T13:30+02:00") == 60


def test_the_night_of_the_short_day():
    # 29 March 2026: 02:00 becomes 03:00, so this Sunday has 23 hours; 00:00 to 06:00 is 5 hours
    assert minutes(ALWAYS, "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00") == 23 * 60
    assert minutes(ALWAYS, "2026-03-29T00:00+01:00", "2026-03-29T06:00+02:00") == 5 * 60


def test_the_night_of_the_long_day():
    # 25 October 2026: 03:00 becomes 02:00 again, so this Sunday has 25 hours
    assert minutes(ALWAYS, "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00") == 25 * 60
    assert minutes(ALWAYS, "2026-10-25T01:00+02:00", "2026-10-25T04:00+01:00") == 4 * 60


NIGHT = {"week": dict.fromkeys(calendar.WEEKDAYS, "01:00-04:00"), "liberation_day": "never"}


def test_a_night_shift_is_as_long_as_the_night():
    # 01:00 to 04:00 by the clock is 3 hours, but 2 when 02:00 becomes 03:00 and 4 on the way back
    assert minutes(NIGHT, "2026-03-28T00:00+01:00", "2026-03-28T12:00+01:00") == 180
    assert minutes(NIGHT, "2026-03-29T00:00+01:00", "2026-03-29T12:00+02:00") == 120
    assert minutes(NIGHT, "2026-10-24T00:00+02:00", "2026-10-24T12:00+02:00") == 180
    assert minutes(NIGHT, "2026-10-25T00:00+02:00", "2026-10-25T12:00+01:00") == 240
    # from the first 02:30 to the second one is an hour
    assert minutes(NIGHT, "2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00") == 60


@pytest.mark.parametrize(
    ("start", "due"),
    [
        # 01:30, and 90 minutes later: 02:00 becomes 03:00 after half an hour, so it is 04:00
        ("2026-03-29T01:30+01:00", "2026-03-29T04:00+02:00"),
        # 01:30, and 90 minutes later it is 02:00 for the second time
        ("2026-10-25T01:30+02:00", "2026-10-25T02:00+01:00"),
        # 03:30 has half an hour left on the long night; the hour is full at 02:00 of the next
        ("2026-10-25T03:30+01:00", "2026-10-26T02:00+01:00"),
    ],
)
def test_a_promise_falls_due_in_the_hours_that_there_are(start, due):
    night = Calendar(parse_hours(NIGHT), {}, hours.ZONE)
    assert night.after(clock.to_ms(start), 90 * MINUTE) == clock.to_ms(due)


def test_a_fixed_day_of_odd_length_counts_as_long_as_it_was():
    fixed = {"2026-03-29": [[0, 1440]], "2026-10-25": [[0, 1440]]}
    past = Calendar(None, fixed, hours.ZONE)
    for day, after, length in (
        ("2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00", 23),
        ("2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00", 25),
    ):
        end = clock.to_ms(after) - 1  # the day after has no hours, so no value
        assert past.business_ms(clock.to_ms(day), end) == length * 60 * MINUTE - 1


def test_another_zone_has_its_own_hours():
    london = OFFICE | {"zone": "Europe/London"}
    assert minutes(london, "2026-06-09T09:00+02:00", "2026-06-09T11:00+02:00") == 60


def test_no_hours_give_no_value():
    assert minutes(None, "2026-06-09T10:00Z", "2026-06-09T12:00Z") is None
    assert minutes({"week": {}}, "2026-06-09T10:00Z", "2026-06-09T12:00Z") is None


def test_settings_for_days_off():
    free = OFFICE | {"good_friday": True, "closed": ["2026-06-09"], "liberation_day": "yearly"}
    assert minutes(free, "2026-04-03T00:00+02:00", "2026-04-04T00:00+02:00") == 0
    assert minutes(free, "2026-06-09T00:00+02:00", "2026-06-10T00:00+02:00") == 0
    assert minutes(free, "2026-05-05T00:00+02:00", "2026-05-06T00:00+02:00") == 0


def test_a_due_time_in_business_hours():
    office = Calendar(parse_hours(OFFICE), {}, hours.ZONE)
    # Friday 16:30 plus two business hours is Monday 10:30
    due = office.after(clock.to_ms("2026-06-12T16:30+02:00"), 120 * MINUTE)
    assert due == clock.to_ms("2026-06-15T10:30+02:00")


@pytest.mark.parametrize(
    "text", ["9-17", "17:00-09:00", "09:00", "25:00-26:00", "09:00-12:00, 11:00-13:00"]
)
def test_hours_that_cannot_be_read_say_where(text):
    with pytest.raises(HoursError, match="mon: "):
        parse_stretches(text, "mon")


def test_changing_the_hours_never_rewrites_the_past(app, device):
    record, yesterday = app.record, clock.now_ms() - clock.DAY_MS
    day = hours.today(hours.ZONE).isoformat()
    with record.db.connection_context():
        record.save_profile({"name": "Fietsrijk", "hours": ALWAYS})
    posted = clock.to_iso(yesterday - 3_600_000)
    reply = event("replied", {"channel": "public"}, at=yesterday)
    device.send(*opening(posted_at=posted)[:1], reply)
    with record.db.connection_context():
        record.save_profile({"name": "Fietsrijk", "hours": OFFICE | {"closed": [day]}})
        assert record.calendar().open_on(date.fromisoformat(day)) == []
        record.write(lambda: record.derive_since(0))
        assert sql.value(record.db, "SELECT first_business_ms FROM cases") == 3_600_000


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_today_is_the_day_in_the_brands_own_zone(app, device, zone):
    # these two are 25 hours apart: never the same day
    device.send(*opening(posted_at=clock.to_iso(clock.now_ms() - 4 * clock.DAY_MS)))
    today = datetime.now(ZoneInfo(zone)).date()
    with app.record.db.connection_context():
        app.record.save_profile({"name": "Fietsrijk", "hours": {**ALWAYS, "zone": zone}})
        assert hours.today(app.record.calendar().zone) == today
        last_fixed = sql.value(app.record.db, "SELECT max(day) FROM days")
    assert date.fromisoformat(last_fixed) == today - timedelta(days=1)


def test_hours_set_for_the_first_time_hold_for_what_came_before(app, device):
    record, yesterday = app.record, clock.now_ms() - clock.DAY_MS
    device.send(
        *opening(posted_at=clock.to_iso(yesterday - 60_000))[:1],
        event("replied", {"channel": "public"}, at=yesterday),
    )
    with record.db.connection_context():
        assert sql.value(record.db, "SELECT first_business_ms FROM cases") is None
        record.save_profile({"name": "Fietsrijk", "hours": ALWAYS})
        assert sql.value(record.db, "SELECT first_business_ms FROM cases") == 60_000


def due_at(given, now):
    times = due.times(Calendar(parse_hours(given), {}, hours.ZONE), clock.to_ms(now))
    return {name: at and clock.to_iso(at)[:16] for name, at in times.items()}


def test_due_times_lie_in_open_hours():
    # Friday 12 June 2026, 15:00: two hours are left, so four open hours end on Monday at 11:00
    assert due_at(OFFICE, "2026-06-12T15:00+02:00") == {
        "hours_4": "2026-06-15T09:00",
        "today": "2026-06-12T15:00",
        "tomorrow": "2026-06-15T15:00",
        "days_3": "2026-06-17T15:00",
    }
    # Saturday: nothing is possible today any more
    assert due_at(OFFICE, "2026-06-13T15:00+02:00")["today"] is None
    # Friday before King's Day (Monday 27 April 2026): the first open day is Tuesday
    assert due_at(OFFICE, "2026-04-24T18:00+02:00")["tomorrow"] == "2026-04-28T15:00"


def test_without_hours_nothing_is_due_by_them(app, device):
    assert set(device.get("/api/due").json["due"].values()) == {None}
    with app.record.db.connection_context():
        app.record.save_profile({"name": "Fietsrijk", "hours": ALWAYS})
    four_hours = clock.to_ms(device.get("/api/due").json["due"]["hours_4"]) - clock.now_ms()
    assert abs(four_hours - 4 * 3_600_000) < 3000
