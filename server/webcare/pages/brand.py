"""The brand's profile as a form."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request

from webcare.current import server
from webcare.pages import rules
from webcare.record import brand, store
from webcare.record.calendar import WEEKDAYS

routes = Blueprint("brand", __name__)

PLATFORMS = ("x", "instagram", "facebook", "linkedin", "trustpilot", "youtube", "reddit", "forum")
"""Where most brands have an account, `forum` for every forum; others are folded until used."""


@routes.get("/brand")
def show() -> str:
    """The profile."""
    return _page(store.profile(server().record.db), request.args.get("saved") == "1", None)


@routes.post("/brand")
def save() -> Any:
    """Keep the profile, or show the form again with what cannot be."""
    record = server().record
    given = {**_elsewhere(store.profile(record.db)), **from_form(request.form)}
    try:
        record.save_profile(brand.checked(given))
    except brand.BrandError as error:
        return _page(given, False, str(error)), 422
    answer: Response = redirect("/brand?saved=1", 303)  # type: ignore[assignment]
    return answer


def _elsewhere(profile: dict[str, Any]) -> dict[str, Any]:
    """What of the profile is edited on another page."""
    return {name: profile[name] for name in ("monitor",) if name in profile}


def _page(profile: dict[str, Any], saved: bool, problem: str | None) -> str:
    names = _platforms(profile)
    used = [*profile.get("handles", {}), *_targets_of(profile)]
    common = [id_ for id_ in names if id_ in PLATFORMS or id_ in used]
    return render_template(
        "brand.html",
        page="brand",
        brand=profile,
        saved=saved,
        problem=problem,
        platforms=names,
        common=common,
        others=[id_ for id_ in names if id_ not in common],
        weekdays=WEEKDAYS,
        questions=brand.QUESTIONS,
        addresses=brand.ADDRESSES,
    )


def _platforms(profile: dict[str, Any]) -> dict[str, str]:
    """Every platform by its id with its name: the rulebook's, and those of the profile."""
    read = rules.platform_names()
    known = [*PLATFORMS, *profile.get("handles", {}), *_targets_of(profile), *sorted(read)]
    return {id_: read.get(id_, id_) for id_ in known if id_ != "default"}


def _targets_of(profile: dict[str, Any]) -> dict[str, int]:
    found: dict[str, int] = profile.get("targets", {}).get("first_response_minutes", {})
    return found


def from_form(form: Any) -> dict[str, Any]:
    """The form's fields as a profile."""
    return {
        "name": form.get("name", "").strip(),
        **{name: _names(form.get(name, "")) for name in brand.LISTS},
        "handles": {
            field.removeprefix("handles."): _names(value)
            for field, value in form.items()
            if field.startswith("handles.") and _names(value)
        },
        "hours": _hours(form),
        "targets": _targets(form),
        "questions": {q: text for q in brand.QUESTIONS if (text := form.get(f"q.{q}", "").strip())},
        "voice": form.get("voice", "").strip(),
        "tone": _tone(form),
        "signature": form.get("signature", "").strip(),
        "snippets": _snippets(form),
        "places": _places(form),
    }


def _tone(form: Any) -> dict[str, Any]:
    lists = {name: _words(form.get(f"tone.{name}", "")) for name in ("use", "avoid")}
    address = form.get("tone.address", "")
    return {name: value for name, value in {"address": address, **lists}.items() if value}


def _words(text: str) -> list[str]:
    parts = (" ".join(part.split()) for line in text.splitlines() for part in line.split(","))
    return list(dict.fromkeys(part for part in parts if part))


def _names(text: str) -> list[str]:
    parts = [brand.bare(part) for line in text.splitlines() for part in line.split(",")]
    return list(dict.fromkeys(part for part in parts if part))


def _hours(form: Any) -> dict[str, Any]:
    week = {day: text for day in WEEKDAYS if (text := form.get(f"hours.{day}", "").strip())}
    if not week:
        return {}
    extra = zip(form.getlist("extra.day"), form.getlist("extra.hours"), strict=False)
    return {
        "zone": "Europe/Amsterdam",
        "week": week,
        "good_friday": form.get("good_friday") == "on",
        "liberation_day": form.get("liberation_day", "lustrum"),
        "closed": form.get("closed", "").replace(",", " ").split(),
        "extra": {day.strip(): text.strip() for day, text in extra if day.strip()},
    }


def _targets(form: Any) -> dict[str, Any]:
    given = {
        field.removeprefix("target."): int(value) if value.strip().isdigit() else value.strip()
        for field, value in form.items()
        if field.startswith("target.") and value.strip()
    }
    return {"first_response_minutes": given} if given else {}


def _snippets(form: Any) -> list[dict[str, str]]:
    pairs = zip(form.getlist("snippet.title"), form.getlist("snippet.text"), strict=False)
    return [{"title": title.strip(), "text": text.strip()} for title, text in pairs if text.strip()]


def _places(form: Any) -> list[dict[str, str]]:
    pairs = zip(form.getlist("place.url"), form.getlist("place.replies"), strict=False)
    return [{"url": url.strip(), "replies": replies} for url, replies in pairs if url.strip()]
