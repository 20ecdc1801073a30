"""Patterns of platform files, and times; twin of extension/content/dom.js."""

import re
from datetime import UTC, datetime
from functools import cache
from urllib.parse import unquote

_PART = re.compile(r"\{(\w+)(?::(\w+))?\}|\*|[^{*]", re.DOTALL)
_SLOTS = {
    "": "([^/?#&]+)",
    "digits": "([0-9]+)",
    "word": "([A-Za-z0-9_.-]*[A-Za-z0-9_])",
    "rest": "(.+)",
}
_BROKEN = re.compile("%(?![0-9A-Fa-f]{2})")
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?\s?(?:(Z)|([+-]\d\d):?(\d\d))", re.ASCII
)


@cache
def _compiled(pattern: str) -> tuple[list[str], re.Pattern[str]]:
    names, source = [], ""
    for part in _PART.finditer(pattern):
        if part[1]:
            names.append(part[1])
            source += _SLOTS[part[2] or ""]
        else:
            source += ".*" if part[0] == "*" else re.escape(part[0])
    return names, re.compile(source, re.DOTALL)


def _decoded(value: str) -> str:
    try:
        return value if _BROKEN.search(value) else unquote(value, errors="strict")
    except UnicodeDecodeError:
        return value


def match(pattern: str, value: str) -> dict[str, str] | None:
    """The named parts of a value that fits a pattern, else None.

    A pattern is literal text, `*` (anything), `{name}` (up to / ? # &), `{name:digits}`,
    `{name:word}` and `{name:rest}`.
    """
    names, regex = _compiled(pattern)
    found = regex.fullmatch(value)
    return {n: _decoded(v) for n, v in zip(names, found.groups(), strict=True)} if found else None


def _utc(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")[:19] + "Z"


def time(value: str) -> str | None:
    """A time in UTC from a full ISO time with its zone, or seconds or milliseconds since 1970.

    None for all else: a relative or localised time would be a guess.
    """
    if re.fullmatch("[0-9]{9,10}", value):
        return _utc(int(value))
    if re.fullmatch("[0-9]{12,13}", value):
        return _utc(int(value) // 1000)
    found = _ISO.fullmatch(value)
    if not found:
        return None
    day, minute, second, zulu, hours, minutes = found.groups()
    zone = "+00:00" if zulu else f"{hours}:{minutes}"
    try:
        return _utc(
            int(datetime.fromisoformat(f"{day}T{minute}:{second or '00'}{zone}").timestamp())
        )
    except (ValueError, OverflowError):
        return None
