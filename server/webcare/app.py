"""The server: `create_app(settings)` puts record, gate, api and pages together."""

import logging
from pathlib import Path
from typing import Any

import peewee
from a2wsgi import WSGIMiddleware
from flask import Flask, Response, request
from flask_cors import CORS
from werkzeug.exceptions import HTTPException

from webcare import api, gate, pages, paths
from webcare.record.errors import (
    RecordBusyError,
    RecordError,
    RecordFullError,
    RevokedError,
    named,
)
from webcare.record.folder import Folder
from webcare.record.record import Record
from webcare.record.rulebook import NoRulebookError, Rulebooks
from webcare.record.transfer.job import Importer
from webcare.settings import EXTENSION, Settings

log = logging.getLogger("webcare")


class Webcare(Flask):
    """Flask with what our routes use."""

    settings: Settings
    record: Record
    rulebooks: Rulebooks
    importer: Importer
    devices: gate.Devices


def create_app(settings: Settings) -> Webcare:
    """The whole server on one data folder. The caller closes `app.record`."""
    shared = settings.shared or paths.shared()
    app = Webcare("webcare", static_folder="pages/static", template_folder="pages/templates")
    app.config.update(MAX_CONTENT_LENGTH=settings.max_body, MAX_FORM_MEMORY_SIZE=settings.max_body)
    app.settings = settings
    Folder(settings.data).prepare()
    app.record = Record(settings.data, shared / "schemas", settings.database_url)
    app.rulebooks = Rulebooks(shared, settings.data)
    app.importer = Importer(app.record)
    _connect_per_request(app)
    app.devices = {}
    gate.guard(app, settings, app.record, app.devices)
    # Only for an extension that has no host permission yet; an exact origin, never a pattern.
    CORS(app, resources={r"/api/.*": {"origins": [EXTENSION]}}, always_send=False)
    _answer_errors(app)
    api.register(app)
    pages.register(app, shared)
    app.wsgi_app = gate.marked(app.wsgi_app)  # type: ignore[method-assign,assignment]
    return app


def in_event_loop(app: Webcare, threads: int) -> api.Asgi:
    """The app as an event loop serves it: deliveries by the loop itself, the rest by threads."""
    flask: Any = WSGIMiddleware(app, workers=threads)  # type: ignore[arg-type]
    return api.in_front(app, flask, explained)


def _connect_per_request(app: Webcare) -> None:
    db = app.record.db

    @app.before_request
    def connect() -> None:
        db.connect(reuse_if_open=True)

    @app.teardown_request
    def disconnect(_error: BaseException | None) -> None:
        if not db.is_closed():
            db.close()


def _answer_errors(app: Webcare) -> None:
    @app.errorhandler(Exception)
    def failed(error: Exception) -> Response:
        refusal = _refusal(error)
        if refusal.response is not None or (refusal.code or 500) < 400:
            return refusal.get_response()  # type: ignore[return-value]
        return _answer(app, refusal)


def explained(error: Exception) -> Response:
    """What a client of the API hears of a failed request."""
    return gate.problem(_refusal(error))


def _refusal(error: Exception) -> HTTPException:
    """What to answer when a request failed."""
    if isinstance(error, HTTPException):
        return error
    error = named(error) if isinstance(error, peewee.PeeweeException) else error
    status = _status(error)
    if status == 500:
        log.error("request failed", exc_info=error)
    detail = str(error) if status != 500 else "The server's log tells what went wrong."
    return gate.Refusal(status, _TITLES[status], detail)


_TITLES = {
    401: "Device not known",
    500: "Server error",
    503: "Record busy",
    507: "Disk full",
    422: "Not possible",
}


def _status(error: Exception) -> int:
    if isinstance(error, RevokedError):
        return 401
    if isinstance(error, RecordFullError):
        return 507
    if isinstance(error, RecordBusyError | NoRulebookError):
        return 503
    return 422 if isinstance(error, RecordError) else 500


def _answer(app: Webcare, error: HTTPException) -> Response:
    if request.path.startswith("/api/") or request.path == "/health":
        return gate.problem(error)
    return pages.error(app, error)


def shared_of(app: Webcare) -> Path:
    """The folder with rules, platforms, schemas and messages."""
    return app.settings.shared or paths.shared()
