"""Help: how the work goes, in six steps and a handful of keys."""

from flask import Blueprint, render_template

routes = Blueprint("help", __name__)

STEPS = ("monitor", "assess", "respond", "gather", "answer", "document")
COMMANDS = (
    *("link", "pair", "verify", "backup", "restore", "export", "import", "erase"),
    *("what-if", "learn", "demo"),
)


@routes.get("/help")
def show() -> str:
    """The page."""
    return render_template("help.html", page="help", steps=STEPS, commands=COMMANDS)
