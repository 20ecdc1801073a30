"""The rules in use, to read and to try; and what is wrong with a newer version of them."""

import json
from typing import Any

from flask import Blueprint, g, render_template, request

from webcare.current import server
from webcare.engine import engine, text
from webcare.record import store

routes = Blueprint("rules", __name__)

KINDS = ("profile", "page", "group", "review_site", "forum", "blog", "news")


@routes.get("/rules")
def show() -> str:
    """The rulebook to read."""
    return _page(None, {})


@routes.post("/rules")
def try_out() -> str:
    """What the rules say of a text. By POST: what a customer wrote belongs in no address or log."""
    given = {
        "text": request.form.get("text", "")[:20_000],
        "kind": request.form.get("kind", KINDS[0]),
        "owner": request.form.get("owner", "").strip()[:200],
    }
    post = {
        "platform": "web",
        "key": "web:try",
        "text": given["text"],
        "place": {"kind": given["kind"], "owner": given["owner"] or None, "url": None},
    }
    _, book = _book()
    return _page(engine.decide(engine.compile(book), post), given)


def _book() -> tuple[str, dict[str, Any]]:
    app = server()
    version, content = app.rulebooks.current(store.profile(app.record.db))
    return version, json.loads(content)


def _page(verdict: dict[str, Any] | None, given: dict[str, Any]) -> str:
    version, book = _book()
    language = g.texts.language()
    known = [*book["rules"]["signals"], *book["rules"]["places"], book["rules"]["invited"]]
    because = {s["id"]: s["because"][language] for s in known if "id" in s and "because" in s}
    return render_template(
        "rules.html",
        page="rules",
        version=version,
        problem=server().rulebooks.problem,
        verdict=verdict,
        given=given,
        kinds=KINDS,
        because=because,
        signals=book["rules"]["signals"],
        platforms=book["platforms"],
        language=language,
        marked=marked(given.get("text", ""), verdict) if verdict else [],
    )


def marked(words: str, verdict: dict[str, Any]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether the verdict rests on it."""
    tokens = text.tokens(words)
    inside = [False] * len(words)
    for reason in verdict["reasons"]:
        for start, end in reason["evidence"]:
            for token in tokens[start:end]:
                inside[token.start : token.end] = [True] * (token.end - token.start)
    pieces: list[tuple[str, bool]] = []
    for letter, mark in zip(words, inside, strict=True):
        if pieces and pieces[-1][1] == mark:
            pieces[-1] = (pieces[-1][0] + letter, mark)
        else:
            pieces.append((letter, mark))
    return pieces
