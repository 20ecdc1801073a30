"""Who sits at the dashboard: a name that is asked once and stands with what is recorded here."""

from flask import Response, request

from webcare.current import server

COOKIE = "webcare_name"
YEAR = 31_536_000


def name() -> str:
    """The name given with this form, else the one given before; empty when there is none yet."""
    given = request.form.get("agent", "").strip() or request.cookies.get(COOKIE, "")
    return given[:80]


def remember(answer: Response) -> None:
    """Keep the name that was given with this form."""
    answer.set_cookie(
        COOKIE,
        name(),
        max_age=YEAR,
        httponly=True,
        samesite="Strict",
        secure=server().settings.secure,
    )
