"""Several server processes on one Postgres: each event once, chains whole, one claimant."""

import json
import subprocess
import sys
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from acting import event, opening
from driving import Api, Server

from webcare import paths
from webcare.record.record import Record
from webcare.record.verify import verify

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def servers(postgres, tmp_path):
    url = postgres.new_database()
    with (
        Server(tmp_path / "a", DATABASE_URL=url) as first,
        Server(tmp_path / "b", DATABASE_URL=url) as second,
    ):
        yield url, first, second


def test_the_same_events_sent_to_two_servers_at_once_are_kept_once(servers, tmp_path):
    url, first, second = servers
    token = first.pair()
    batches = [
        [*opening(f"x:{n}"), *(event("noted", {"text": str(k)}, "x:shared") for k in range(5))]
        for n in range(12)
    ]

    def deliver(job):
        server, batch = job
        api = Api(server, token)
        while not (answer := api.try_events(batch)):
            pass
        return set(answer["held"]) == {e["id"] for e in batch}

    jobs = [(server, batch) for batch in batches for server in (first, second)]
    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(deliver, jobs))
    first.stop()
    second.stop()
    record = Record(tmp_path, paths.shared() / "schemas", url)
    try:
        report = verify(record.db, record.calendar().business_ms)
        record.db.close()
        assert (report.faults, report.events, report.cases) == ([], 12 * 7, 13)
    finally:
        record.close()


def test_two_agents_on_two_servers_never_both_get_a_case(servers):
    _, first, second = servers
    sanne, bram = first.pair("Sanne"), second.pair("Bram")
    places = [(first, sanne), (second, bram)]

    def claim(who, key):
        server, token = who
        body = {"id": str(uuid.uuid4()), "post_key": key}
        return Api(server, token).call("POST", "/api/claim", body)[1]["claimed"]

    for n in range(10):
        with ThreadPoolExecutor(2) as pool:
            got = list(pool.map(claim, places, [f"x:race{n}"] * 2))
        assert sorted(got) == [False, True]


def test_what_one_server_takes_the_other_finds(servers):
    _, first, second = servers
    token = first.pair()
    text = "De fietskettingen springen er steeds af"
    assert Api(first, token).try_events(opening("x:ketting", text=text))
    assert text in searched(second, "ketting")


def searched(server, words):
    """The list of cases that a person sees who opens the dashboard and searches."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    browser.open(server.link, timeout=20).close()
    with browser.open(f"http://127.0.0.1:{server.port}/cases?q={words}", timeout=20) as page:
        return page.read().decode()


def test_a_killed_primary_loses_nothing_that_was_acknowledged(postgres):
    script = ROOT / "bench" / "record" / "failover.py"
    done = subprocess.run(
        [sys.executable, script, "--batches", "120"],
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads(done.stdout)
    assert (result["lost"], result["doubled"], result["faults"]) == (0, 0, [])
    assert min(result["batches_before"], result["batches_after"]) >= 60
