"""`webcare serve`: start the server, say where it is, stop cleanly."""

import gc
import http.client
import logging
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
import uvicorn

from webcare.app import Webcare, create_app, in_event_loop
from webcare.record import access
from webcare.record.errors import RecordError
from webcare.record.folder import Folder
from webcare.settings import Settings, default_data

THREADS = 64
"""Those that Flask answers in; waiting ones, of sidebars that wait for news, are cheap."""
KEPT_S = 120
"""How long a connection is kept on which nothing is asked."""
FAREWELL_S = 5
"""How long requests under way may take when the server is told to stop."""


@dataclass(frozen=True)
class Start:
    """What a started server tells: its settings, and one-time ways in."""

    settings: Settings
    login: str
    code: str


def server_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that starts the server."""
    data = click.option(
        "--data",
        type=click.Path(path_type=Path),
        default=default_data,
        show_default="user's data folder",
        help="Folder that holds the record.",
    )
    port = click.option(
        "--port",
        type=click.IntRange(0, 65535),
        default=8765,
        show_default=True,
        help="Port on 127.0.0.1.",
    )
    return data(port(command))


@click.command()
@server_options
def serve(data: Path, port: int) -> None:
    """Start the server on this machine."""
    keep_serving(data, port, announce)


def announce(start: Start) -> None:
    """Say where the server is and how to get in."""
    click.echo(f"Record: {start.settings.data}")
    click.echo(f"Dashboard: {start.login}")
    click.echo(f"Pairing code: {start.code}")
    sys.stdout.flush()


def keep_serving(data: Path, port: int, ready: Callable[[Start], None]) -> None:
    """Serve until SIGTERM or SIGINT; `ready` is called when requests are accepted.

    Raises:
        click.ClickException: the port or the folder cannot be used; the sentence says what to do.
    """
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    listener = _listen(port)
    settings = Settings(data=data, port=listener.getsockname()[1])
    folder = Folder(data)
    try:
        folder.hold(settings.address)
        app = create_app(settings)
    except RecordError as error:
        raise click.ClickException(str(error)) from error
    _run(app, listener, lambda: ready(_start(app)))
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
    listener.listen(1024)
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


def _start(app: Webcare) -> Start:
    record = app.record
    with record.db.connection_context():
        link = record.write(lambda: access.new_link(record.db))
        code = record.write(lambda: access.new_code(record.db))
    return Start(app.settings, f"{app.settings.address}/login?k={link}", code)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, app: Webcare) -> None:
        super().__init__(config)
        self._record = app.record

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._record.stop_waiting()
        await super().shutdown(sockets)


def _run(app: Webcare, listener: socket.socket, ready: Callable[[], None]) -> None:
    config = uvicorn.Config(
        in_event_loop(app, THREADS),
        http="httptools",
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=KEPT_S,
        timeout_graceful_shutdown=FAREWELL_S,
    )

    def stop(_signal: int, _frame: object) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        ready()
        gc.freeze()  # what stands after the start need not be looked through again and again
        _Server(config, app).run(sockets=[listener])  # ends by handing the signal on to `stop`
    finally:
        listener.close()
        app.record.close()
        click.echo("Stopped. Everything recorded is kept.")
