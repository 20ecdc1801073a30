"""The team's devices: pair one, revoke one."""

from flask import Blueprint, Response, redirect, render_template, request

from webcare.current import server
from webcare.record import access

routes = Blueprint("team", __name__)


@routes.get("/team")
def show() -> str:
    """All devices."""
    app = server()
    return render_template(
        "team.html",
        page="team",
        devices=access.devices(app.record.db),
        code=None,
        address=app.settings.address,
    )


@routes.post("/team/code")
def new_code() -> str:
    """A fresh pairing code, shown once."""
    app = server()
    code = app.record.write(lambda: access.new_code(app.record.db))
    return render_template(
        "team.html",
        page="team",
        devices=access.devices(app.record.db),
        code=code,
        address=app.settings.address,
        minutes=access.CODE_MS // 60_000,
    )


@routes.post("/team/revoke")
def revoke() -> Response:
    """A device's token stops working at once."""
    record, device = server().record, request.form.get("device", 0, type=int)
    record.write(lambda: access.revoke(record.db, device))
    return redirect("/team", 303)  # type: ignore[return-value]
