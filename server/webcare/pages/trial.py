"""Try the rules on a text, or on every post of a saved page."""

from typing import Any

from flask import Blueprint, render_template, request

from webcare.current import server
from webcare.engine import engine, text
from webcare.pages import rules
from webcare.platforms import saved
from webcare.record import store
from webcare.record.rulebook import NoRulebookError

routes = Blueprint("trial", __name__)
routes.register_error_handler(NoRulebookError, rules.without)
Json = dict[str, Any]

KINDS = ("profile", "page", "group", "review_site", "forum", "blog", "news")
MOST_POSTS = 100


@routes.get("/rules/trial")
def show() -> str:
    """The two forms."""
    return _page({})


@routes.post("/rules/trial")
def try_text() -> str:
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
    return _page(given, tried=_decided([post]))


@routes.post("/rules/trial/page")
def try_page() -> str:
    """What the rules say of each post of a saved page; the page itself is not kept."""
    file, url = request.files.get("file"), request.form.get("url", "").strip()[:2000]
    html = saved.decoded(file.read()) if file else ""
    book = rules.current()
    brand = store.profile(server().record.db)
    platform, posts = saved.posts(html, url, book["platforms"], brand)
    return _page({"url": url}, tried=_decided(posts[:MOST_POSTS]), platform=platform, was_page=True)


def _decided(posts: list[Json]) -> list[Json]:
    compiled = engine.compile(rules.current())
    verdicts = [engine.decide(compiled, post) for post in posts]
    return [
        {"post": post, "verdict": verdict, "marked": marked(post.get("text", ""), verdict)}
        for post, verdict in zip(posts, verdicts, strict=True)
    ]


def _page(given: Json, **found: Any) -> str:
    return render_template(
        "trial.html",
        page="rules",
        tab="trial",
        given=given,
        kinds=KINDS,
        because=rules.because(rules.current()),
        **found,
    )


def marked(words: str, verdict: Json) -> list[tuple[str, bool]]:
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
