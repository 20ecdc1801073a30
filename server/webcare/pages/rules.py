"""The rules in use, to read; and what is wrong with a newer version of them."""

import json
from functools import lru_cache
from typing import Any

from flask import Blueprint, g, render_template, request

from webcare.current import server
from webcare.record import store
from webcare.record.rulebook import NoRulebookError

routes = Blueprint("rules", __name__)
Json = dict[str, Any]

TABS = ("rules", "trial", "what_if", "corrections", "learn")
ORDER = (
    *("reactive", "question", "complaint", "compliment", "suggestion"),
    *("priority", "positive", "negative", "irony"),
)
"""What a signal speaks of most, in the order of the page."""


@routes.get("/rules")
def show() -> str:
    """The rulebook to read; `q` narrows the signals to those that hold the words."""
    book, language = current(), g.texts.language()
    words = request.args.get("q", "").strip()[:80]
    found = [s for s in book["rules"]["signals"] if words.lower() in _text_of(s, language)]
    return render_template(
        "rules.html",
        page="rules",
        tab="rules",
        version=book["version"],
        problem=server().rulebooks.problem,
        words=words,
        groups=grouped(found),
        rules=book["rules"],
        platforms=book["platforms"],
        language=language,
        evidence={card["id"]: card for card in book["rules"]["evidence"]},
    )


def current() -> Json:
    """The rulebook in use. NoRulebookError when there is none."""
    app = server()
    _, content = app.rulebooks.current(store.profile(app.record.db))
    book: Json = json.loads(content)
    return book


def platform_names() -> dict[str, str]:
    """What each platform of the rulebook in use is called, by its id; {} without a rulebook."""
    app = server()
    try:
        return _names(app.rulebooks.current(store.profile(app.record.db))[1])
    except NoRulebookError:
        return {}


@lru_cache(maxsize=1)
def _names(content: bytes) -> dict[str, str]:
    return {one["id"]: one.get("name", one["id"]) for one in json.loads(content)["platforms"]}


@routes.errorhandler(NoRulebookError)
def without(error: Exception) -> str:
    """Instead of a page that needs rules, when there never was a good rulebook."""
    return render_template("norules.html", page="rules", problem=str(error))


def because(book: Json) -> dict[str, str]:
    """Why a signal, place or setting speaks, by its id, in the reader's language."""
    rules, language = book["rules"], g.texts.language()
    known = [*rules["signals"], *rules["places"], rules["invited"], rules["start"]]
    return {one["id"]: one["because"][language] for one in known}


def grouped(signals: list[Json]) -> list[tuple[str, list[Json]]]:
    """The signals by the label that they speak of most."""
    found: dict[str, list[Json]] = {label: [] for label in ORDER}
    for signal in signals:
        points = signal["points"]
        found.setdefault(max(points, key=lambda label: abs(points[label])), []).append(signal)
    return [(label, ones) for label, ones in found.items() if ones]


def _text_of(signal: Json, language: str) -> str:
    phrases = json.dumps(signal.get("phrases", {}), ensure_ascii=False)
    return f"{signal['id']} {signal['because'][language]} {phrases}".lower()
