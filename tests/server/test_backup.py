"""A copy made while the server takes events is whole, and what comes back proves itself."""

import threading

import pytest
from acting import opening
from click.testing import CliRunner
from driving import Api, Server

from webcare.cli import main
from webcare.record import learned

pytestmark = pytest.mark.sqlite_only
"""A Postgres has its own tools: docs/deploy.md."""


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_backup_under_load_is_whole(tmp_path):
    with Server(tmp_path / "a") as server:
        server.pair()
        begun, enough = threading.Event(), threading.Event()
        held = []

        def write():
            api = Api(server)
            while not enough.is_set():
                batch = [e for n in range(5) for e in opening(f"x:{len(held)}-{n}")]
                held.append(api.try_events(batch)["held"])
                if len(held) == 10:
                    begun.set()

        writer = threading.Thread(target=write)
        writer.start()
        assert begun.wait(30)
        before = sum(map(len, held))
        copied = run("backup", tmp_path / "copy.db", "--data", tmp_path / "a")
        after_copy = len(held)
        enough.set()
        writer.join()
        assert copied.exit_code == 0, copied.output
        assert after_copy > 10  # writing went on meanwhile
    restored = run("restore", tmp_path / "copy.db", "--data", tmp_path / "b")
    assert restored.exit_code == 0, restored.output
    proof = run("verify", "--data", tmp_path / "b")
    assert proof.exit_code == 0, proof.output
    events = int(proof.output.split(" events")[0])
    assert before <= events <= sum(map(len, held))


def test_what_was_learned_comes_back_with_the_record(app, device, tmp_path):
    data, other = app.settings.data, tmp_path / "other"
    device.send(*opening())
    learned.keep(data, {"a": {"reactive": 1.0}}, {}, "2026-11-21T10:00:00.000Z")
    assert run("backup", tmp_path / "copy.db", "--data", data).exit_code == 0
    assert run("restore", tmp_path / "copy.db", "--data", other).exit_code == 0
    assert learned.versions(other) == learned.versions(data) != []


def test_nothing_is_written_over(app, device, tmp_path):
    copy, data = tmp_path / "copy.db", app.settings.data
    device.send(*opening())
    assert run("backup", copy, "--data", data).exit_code == 0
    assert "exists already" in run("backup", copy, "--data", data).output
    assert "has a record already" in run("restore", copy, "--data", data).output
    assert "is not there" in run("restore", tmp_path / "no.db", "--data", tmp_path / "c").output


def test_what_is_no_backup_is_refused(tmp_path):
    (tmp_path / "holiday.jpg").write_bytes(b"\xff\xd8" * 5000)
    done = run("restore", tmp_path / "holiday.jpg", "--data", tmp_path / "c")
    assert (done.exit_code, "is no backup of a record" in done.output) == (1, True)
    assert not list((tmp_path / "c").glob("webcare.db*"))


def test_a_log_left_by_another_record_is_not_written_into_the_copy(app, device, tmp_path):
    other = tmp_path / "other"
    device.send(*opening())
    run("backup", tmp_path / "copy.db", "--data", app.settings.data)
    device.send(*opening("x:2"))
    other.mkdir()
    left = app.settings.data / "webcare.db-wal"
    assert left.stat().st_size > 0
    (other / "webcare.db-wal").write_bytes(left.read_bytes())
    run("restore", tmp_path / "copy.db", "--data", other)
    proof = run("verify", "--data", other)
    assert (proof.exit_code, "2 events of 1 cases" in proof.output) == (0, True), proof.output
