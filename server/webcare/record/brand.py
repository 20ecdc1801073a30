"""The brand's profile: who we are, on which handles, when we are open, what we aim for."""

from typing import Any

from webcare.record import calendar
from webcare.record.errors import RecordError

Json = dict[str, Any]

QUESTIONS = ("why", "where", "decide", "means", "success")
"""Why webcare, where in the organisation, what the team decides, with what, when it succeeds."""
LISTS = ("names", "hashtags", "sites", "products", "departments")
ADDRESSES = ("je", "u")
REPLIES = ("follow_matrix", "invited")


class BrandError(RecordError):
    """The profile cannot be kept; the message says which field and why."""


def checked(profile: Json) -> Json:
    """The profile without empty parts. BrandError names the field that cannot be."""
    if not str(profile.get("name", "")).strip():
        raise BrandError("name: give the name that customers use.")
    try:
        calendar.parse_hours(profile.get("hours"))
    except calendar.HoursError as error:
        raise BrandError(f"hours: {error}") from error
    _check_targets(profile.get("targets", {}))
    for site in profile.get("sites", []):
        if "/" in site or "." not in site:
            raise BrandError(f"sites: {site!r} must be a domain like fietsrijk.nl")
    if profile.get("tone", {}).get("address", "je") not in ADDRESSES:
        raise BrandError("tone: customers are addressed as je or as u.")
    _check_snippets(profile)
    for place in profile.get("places", []):
        if place.get("replies") not in REPLIES or not place.get("url"):
            raise BrandError(f"places: {place.get('url')!r} needs an address and a setting")
    return {name: value for name, value in profile.items() if value not in ({}, [], "", None)}


def _check_snippets(profile: Json) -> None:
    for snippet in profile.get("snippets", []):
        if not snippet.get("title"):
            raise BrandError(f"snippets: give {snippet.get('text', '')[:40]!r} a title.")


def _check_targets(targets: Json) -> None:
    for name, minutes in targets.get("first_response_minutes", {}).items():
        if not isinstance(minutes, int) or minutes < 1:
            raise BrandError(f"targets: the minutes for {name} must be a whole number above 0")


def target_minutes(profile: Json, platform: str | None = None) -> int | None:
    """First-response target in business minutes: the platform's own, else the brand's."""
    targets = profile.get("targets", {}).get("first_response_minutes", {})
    found = targets.get(platform) or targets.get("default")
    return int(found) if found else None


def bare(name: str) -> str:
    """A handle or hashtag as it is kept: without @ or # in front."""
    return name.strip().lstrip("@#")
