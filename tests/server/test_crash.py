"""kill -9, a full disk, a locked file: an acknowledged event is there, once."""

import http.client
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from acting import event, opening
from driving import Api, Server

ROOT = Path(__file__).resolve().parents[2]


def test_nothing_acknowledged_is_lost_when_the_server_is_killed():
    script = ROOT / "bench" / "record" / "crash.py"
    done = subprocess.run(
        [sys.executable, script, "--events", "600", "--kills", "6"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    result = json.loads(done.stdout)
    assert done.returncode == 0, result
    assert (result["acknowledged"], result["kills"], result["lost"]) == (600, 6, 0)


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "webcare", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
        env={**os.environ, **environment},
    )


def test_two_servers_on_one_folder_and_a_taken_port_are_told_apart(tmp_path):
    with Server(tmp_path / "a") as server:
        second = run("serve", "--data", tmp_path / "a", "--port", "0")
        assert second.returncode == 1
        assert f"already has {tmp_path / 'a'}: process {server.process.pid}" in second.stderr
        taken = run("serve", "--data", tmp_path / "b", "--port", server.port)
        assert f"Webcare 0.1.0 is already running on port {server.port}" in taken.stderr
        server.stop()
        again = Server(tmp_path / "a")
        again.start()
        again.stop()
        assert again.process.returncode == 0


def test_a_server_that_is_stopped_answers_who_waits_for_news(tmp_path):
    with Server(tmp_path / "a") as server:
        bearer = {"Authorization": f"Bearer {server.pair()}"}
        waiting = http.client.HTTPConnection("127.0.0.1", server.port, timeout=40)
        waiting.request("GET", "/api/case?post_key=x:1&after=9&wait=25", headers=bearer)
        assert Api(server).call("GET", "/health")[0] == 200  # came after it, so that was read
        began = time.monotonic()
        server.stop()
        with waiting.getresponse() as answer:
            assert json.load(answer) == {"known": False}
        assert server.process.returncode == 0
        assert time.monotonic() - began < 4
        waiting.close()


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    done = run("serve", "--data", file / "data", "--port", "0")
    assert done.returncode == 1
    assert f"The data folder {file / 'data'} cannot be written" in done.stderr


def test_while_another_process_holds_the_file_the_client_hears_to_wait(tmp_path):
    hold = (
        "import pysqlite3,sys; d=pysqlite3.connect(sys.argv[1]); d.execute('BEGIN IMMEDIATE');"
        "print('held', flush=True); sys.stdin.read()"
    )
    with Server(tmp_path / "a") as server:
        server.pair()
        holder = subprocess.Popen(
            [sys.executable, "-c", hold, tmp_path / "a" / "webcare.db"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert holder.stdout.readline() == "held\n"
        began = time.monotonic()
        status, answer = Api(server).call("POST", "/api/events", {"events": opening()})
        holder.communicate("")
        assert (status, answer["status"]) == (503, 503)
        assert time.monotonic() - began < 15
        assert len(Api(server).try_events(opening("x:2"))["held"]) == 2


@pytest.fixture
def disk(tmp_path):
    """A folder that is a disk of 6 MB of its own."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    if not mount("-t", "tmpfs", "-o", "size=6m", "tmpfs", folder):
        pytest.skip("this machine lets nobody mount")
    yield folder
    subprocess.run(["umount", folder], check=False)


def mount(*arguments):
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0


def test_a_full_disk_is_said_and_leaves_nothing_half_written(disk):
    with Server(disk / "data") as server:
        server.pair()
        fill(server)
        (disk / "data" / "ballast").unlink()
        assert len(Api(server).try_events(opening("x:after"))["held"]) == 2
        server.stop()
    assert run("verify", "--data", disk / "data").returncode == 0


def test_a_read_only_disk_is_said_and_changes_nothing(disk):
    with Server(disk / "data") as server:
        server.pair()
        Api(server).try_events(opening("x:1"))
        server.stop()
        assert mount("-o", "remount,ro", disk)
        done = run("serve", "--data", server.folder, "--port", "0")
        assert (done.returncode, done.stdout) == (1, "")
        assert f"The data folder {server.folder} cannot be written (Read-only file" in done.stderr
        assert "Traceback" not in done.stderr
        assert mount("-o", "remount,rw", disk)
        server.start()
        assert len(Api(server).try_events(opening("x:2"))["held"]) == 2
        server.stop()
    assert run("verify", "--data", disk / "data").returncode == 0


def fill(server):
    """Leave little room, then deliver until the answer is 507."""
    (server.folder / "ballast").write_bytes(b"x" * 2_500_000)
    api = Api(server)
    for n in range(400):
        events = [*opening(f"x:{n}", text="a" * 20_000), event("noted", {"text": "n"}, f"x:{n}")]
        status, answer = api.call("POST", "/api/events", {"events": events})
        if status == 507:
            assert "disk is full" in answer["detail"]
            return
        assert status == 200
    raise AssertionError("the disk never filled")
