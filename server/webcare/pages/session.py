"""Signing in by a one-time link, signing out, and the reader's language."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, redirect, request

from webcare.current import server
from webcare.gate import Refusal, cookie_name
from webcare.pages.texts import COOKIE, LANGUAGES
from webcare.record import access

routes = Blueprint("session", __name__)


@routes.get("/login")
def login() -> Response:
    """A link of the terminal, once: a cookie that only this server's own pages send back."""
    app = server()
    link = request.args.get("k", "")
    secret = app.record.write(lambda: access.open_session(app.record.db, link))
    if secret is None:
        raise Refusal(
            401, "Link used or too old", "Run `webcare link` on the server for a new link."
        )
    answer = redirect("/", 303)
    answer.set_cookie(
        cookie_name(app.settings),
        secret,
        max_age=access.SESSION_MS // 1000,
        httponly=True,
        samesite="Strict",
        secure=app.settings.secure,
    )
    return answer  # type: ignore[return-value]


@routes.post("/language")
def language() -> Response:
    """Keep the language that the reader chose and go back to the page."""
    answer = redirect(urlsplit(request.form.get("back", "/")).path or "/", 303)
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        answer.set_cookie(COOKIE, chosen, max_age=31_536_000, samesite="Strict", httponly=True)
    return answer  # type: ignore[return-value]
