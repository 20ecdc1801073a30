"""How times, spans and shares are written on the pages."""

from datetime import datetime

from flask import g

from webcare.pages import rules
from webcare.record import clock
from webcare.record.hours import ZONE

MINUTE, HOUR, DAY = 60_000, 3_600_000, clock.DAY_MS


def _say(key: str, **values: object) -> str:
    text: str = g.texts.say(key, **values)
    return text


def moment(ms: int | None) -> str:
    """ "21 nov 14:03"; with the year when it is not this one; "–" for none."""
    if ms is None:
        return "–"
    local = datetime.fromtimestamp(ms / 1000, ZONE)
    month = _say(f"month.{local.month}")
    year = "" if local.year == datetime.now(ZONE).year else f" {local.year}"
    return f"{local.day} {month}{year} {local:%H:%M}"


def day(ms: int) -> str:
    """ "21 nov"."""
    return moment(ms).rsplit(" ", 1)[0]


def moment_of(text: str) -> str:
    """A time as a client wrote it; as it stands when it cannot be read."""
    try:
        return moment(clock.to_ms(text))
    except ValueError:
        return text


def iso(ms: int) -> str:
    """For <time datetime>."""
    return clock.to_iso(ms)


def span(ms: float | None) -> str:
    """A length of time in its two largest units: "2 u 10 m", "35 s"; "–" for none."""
    if ms is None:
        return "–"
    seconds = round(ms / 1000)
    days, hours = divmod(seconds // 3600, 24)
    if days:
        return _say("span.days", days=days, hours=hours)
    if hours:
        return _say("span.hours", hours=hours, minutes=seconds // 60 % 60)
    if seconds >= 60:
        return _say("span.minutes", minutes=seconds // 60)
    return _say("span.seconds", seconds=seconds)


def ago(ms: int | None) -> str:
    """How long ago: "2 u 10 m geleden"."""
    if ms is None:
        return "–"
    return _say("span.ago", span=span(max(0, clock.now_ms() - ms)))


def until(ms: int | None) -> str:
    """How long until, or how long past: "over 20 m", "35 m te laat"."""
    if ms is None:
        return "–"
    left = ms - clock.now_ms()
    return _say("span.left" if left >= 0 else "span.late", span=span(abs(left)))


def platform(id_: str | None) -> str:
    """ "trustpilot" -> "Trustpilot"; the id when the rulebook does not name it; "–" for none."""
    return rules.platform_names().get(id_, id_) if id_ else "–"


def percent(share: float | None) -> str:
    """0.614 -> "61 %"; "–" for none."""
    return "–" if share is None else f"{round(share * 100)} %"


def count(number: float | None) -> str:
    """12345 -> "12 345" with a thin space; "–" for none."""
    return "–" if number is None else f"{number:,}".replace(",", "\u202f")


FILTERS = {
    "moment": moment,
    "day": day,
    "iso": iso,
    "moment_of": moment_of,
    "span": span,
    "ago": ago,
    "until": until,
    "platform": platform,
    "percent": percent,
    "count": count,
}
