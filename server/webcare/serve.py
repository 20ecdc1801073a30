"""`webcare serve`: start the server, say where it is, stop cleanly."""

import http.client
import logging
import signal
import socket
import sys
from pathlib import Path
from typing import Any

import click
from waitress.server import create_server  # type: ignore[import-untyped]

from webcare.app import Webcare, create_app
from webcare.record import access
from webcare.record.errors import RecordError
from webcare.record.folder import Folder
from webcare.settings import Settings, default_data

THREADS = 64
"""Waitress collapses when keep-alive clients outnumber its threads; waiting ones are cheap."""


@click.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=default_data,
    show_default="user's data folder",
    help="Folder that holds the record.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="Port on 127.0.0.1.",
)
def serve(data: Path, port: int) -> None:
    """Start the server on this machine."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    listener = _listen(port)
    settings = Settings(data=data, port=listener.getsockname()[1])
    folder = Folder(data)
    try:
        folder.hold(settings.address)
        app = create_app(settings)
    except RecordError as error:
        raise click.ClickException(str(error)) from error
    _announce(app)
    _run(app, listener)
    folder.release()


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as error:
        listener.close()
        raise click.ClickException(_who_has(port, error)) from error
    return listener


def _who_has(port: int, error: OSError) -> str:
    version = _webcare_on(port)
    if version:
        return f"Webcare {version} is already running on port {port}; use that one, or --port N."
    return f"Port {port} cannot be used ({error.strerror}); choose another with --port N."


def _webcare_on(port: int) -> str | None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().getheader("X-Webcare")
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _announce(app: Webcare) -> None:
    record = app.record
    with record.db.connection_context():
        link = record.write(lambda: access.new_link(record.db))
        code = record.write(lambda: access.new_code(record.db))
    click.echo(f"Dashboard: {app.settings.address}/login?k={link}")
    click.echo(f"Pairing code: {code}")
    sys.stdout.flush()


def _run(app: Webcare, listener: socket.socket) -> None:
    server: Any = create_server(app, sockets=[listener], threads=THREADS, ident=None)

    def stop(_signal: int, _frame: object) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        server.run()  # returns on SystemExit, after which no new request is taken
    finally:
        server.close()
        app.record.close()
