"""`webcare run`, which ./run becomes: a paired browser where there is a screen, else how to."""

import getpass
import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.processes import end, free_port, wait_until
from webcare import chromium

HEADLESS = """#!{python}
import os, sys
*options, first, second = sys.argv[1:]  # without a screen Chromium opens one page only
os.execv("{program}", ["{program}", "--headless=new", *options, first])
"""


class Run:
    """One `webcare run` process."""

    def __init__(self, folder: Path, *options: str, **environment: str) -> None:
        self.port = free_port()
        self.data = folder / "data"
        self.log = folder / "log"
        command = [sys.executable, "-m", "webcare", "run", "--data", str(self.data)]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port), *options],
                env={**os.environ, "PYTHONUNBUFFERED": "1", **environment},
                text=True,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_for(self, words: str) -> str:
        """All that it said once these words are among it."""
        return wait_until(lambda: words in self.said() and self.said(), words, 60)

    def devices(self) -> str:
        """The team page, as the dashboard's one-time link opens it."""
        link = re.search(r"/login\?k=\S+", self.said())
        assert link
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", link[0])
        answer = connection.getresponse()
        answer.read()
        self.cookie = (answer.getheader("Set-Cookie") or "").split(";")[0] or self.cookie
        connection.request("GET", "/team", headers={"Cookie": self.cookie})
        page = connection.getresponse().read().decode()
        connection.close()
        return page

    cookie = ""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def screen(tmp_path: Path) -> dict[str, str]:
    """A machine with a screen and a Chromium, as far as webcare sees: the real one, headless."""
    program = chromium.find()
    assert program, "no Chromium: run ./test, which installs one"
    shim = tmp_path / "bin" / "chromium"
    shim.parent.mkdir()
    shim.write_text(HEADLESS.format(python=sys.executable, program=str(program)))
    shim.chmod(0o755)
    return {"PATH": f"{shim.parent}:{os.environ['PATH']}", "DISPLAY": ":0"}


@pytest.fixture
def started(folder: Path) -> Iterator[list[Run]]:
    running: list[Run] = []
    yield running
    for run in running:
        end(run.process)


def browsers_of(profile: Path) -> list[str]:
    """Processes that use this browser profile."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = file.read_bytes().decode(errors="replace")
        except OSError:  # it ended meanwhile
            continue
        if f"--user-data-dir={profile}" in words and "\0defunct" not in words:
            found.append(words.replace("\0", " ")[:80])
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc to see that nothing is left")
def test_the_browser_comes_paired_and_goes_with_it(started, folder, screen) -> None:
    run = Run(folder, **screen)
    started.append(run)
    run.wait_for("Opening chromium")
    agent = getpass.getuser().title()
    wait_until(lambda: f"<bdi>{agent}</bdi>" in run.devices(), "a paired device", 60)
    assert browsers_of(run.data / "browser")
    run.process.send_signal(signal.SIGINT)
    assert run.process.wait(20) == 0
    wait_until(lambda: not browsers_of(run.data / "browser"), "the browser's end")
    assert "Everything recorded is kept." in run.said()


def test_without_a_browser_it_says_how(started, folder) -> None:
    run = Run(folder, "--no-browser")
    started.append(run)
    said = run.wait_for("Ctrl+C")
    code = re.search(r"Pairing code: (\S+)", said)
    assert code and said.count(code[1]) == 2
    assert "chrome://extensions" in said
    loaded = re.search(r"^ +(/\S+extension)$", said, re.M)
    assert loaded and (Path(loaded[1]) / "manifest.json").is_file()


def test_a_taken_port_is_said(started, folder) -> None:
    first = Run(folder, "--no-browser")
    started.append(first)
    first.wait_for("Ctrl+C")
    (folder / "second").mkdir()
    second = Run(folder / "second", "--no-browser", "--port", str(first.port))
    started.append(second)
    assert second.process.wait(30) == 1
    assert f"already running on port {first.port}" in second.said()


def test_a_folder_that_cannot_be_written_is_said(started, folder) -> None:
    (folder / "data").write_text("a file, not a folder")
    run = Run(folder, "--no-browser")
    started.append(run)
    assert run.process.wait(30) == 1
    assert "--data DIR" in run.said() and "Traceback" not in run.said()
