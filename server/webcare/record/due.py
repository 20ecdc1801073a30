"""Until when something can be promised, in the hours that the brand is open."""

from datetime import datetime, timedelta

from webcare.record.calendar import Calendar

FOUR_HOURS_MS = 4 * 3_600_000
LOOK_AHEAD = 60
"""Days; longer holidays than that are no promise."""

Due = dict[str, int | None]


def times(calendar: Calendar, now: int) -> Due:
    """Due times in milliseconds by name, None where there is no such moment or no hours are set.

    `hours_4`: after four open hours; `today`: when we close today; `tomorrow` and `days_3`: when
    we close on the first and on the third open day after today.
    """
    today = datetime.fromtimestamp(now / 1000, calendar.zone).date()
    closed_today = calendar.closes_on(today)
    later = [
        closing
        for n in range(1, LOOK_AHEAD)
        if (closing := calendar.closes_on(today + timedelta(days=n))) is not None
    ]
    return {
        "hours_4": calendar.after(now, FOUR_HOURS_MS),
        "today": closed_today if closed_today is not None and closed_today > now else None,
        "tomorrow": later[0] if later else None,
        "days_3": later[2] if len(later) > 2 else None,
    }
