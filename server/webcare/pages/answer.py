"""The page behind a hand-over's link: for the second line, without an account."""

from flask import Blueprint, render_template, request

from webcare.current import server
from webcare.record import handover
from webcare.record.incoming import cleaned

routes = Blueprint("answer", __name__)


@routes.get("/answer/<token>")
def show(token: str) -> str:
    """The question."""
    question = handover.asked(server().record, token)
    return render_template("answer.html", question=question, done=question["kept_at"] is not None)


@routes.post("/answer/<token>")
def send(token: str) -> str:
    """Keep the answer."""
    record = server().record
    handover.answer(record, token, cleaned(request.form.get("text", "")))
    return render_template("answer.html", question=handover.asked(record, token), done=True)
