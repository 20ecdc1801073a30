"""What many clients deliver at the same moment is written at once, and each hears its own."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from acting import Device, event, opening
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from webcare.record import chain, sql
from webcare.record.verify import verify


@pytest.fixture
def at_once(app):
    """Runs functions so that what they write waits for the writer together."""

    def run(*works):
        begun, held = threading.Event(), threading.Event()
        with ThreadPoolExecutor(len(works) + 1) as pool:
            pool.submit(app.record.write, lambda: (begun.set(), held.wait()))
            begun.wait()
            waiting = [pool.submit(work) for work in works]
            while app.record.writer.waiting() < len(works):
                pass
            held.set()
            return [one.result(20) for one in waiting]

    return run


def test_deliveries_at_once_are_one_group_and_each_gets_its_answer(app, at_once):
    devices = [Device(app, name) for name in ("Sanne", "Bram", "Noor")]
    batches = [[*opening(f"x:{n}"), event("noted", {"text": "t"}, "x:shared")] for n in range(3)]
    batches[2].append(event("erased", {}, "x:2"))
    pairs = zip(devices, batches, strict=True)
    works = [lambda d=d, b=b: d.send(*b) for d, b in pairs]
    answers = at_once(*works)
    for batch, answer in zip(batches, answers, strict=True):
        assert answer["held"] == [e["id"] for e in batch if e["type"] != "erased"]
    assert [r["id"] for r in answers[2]["refused"]] == [batches[2][3]["id"]]
    db = app.record.db
    with db.connection_context():
        assert sql.value(db, "SELECT count(DISTINCT received_at) FROM events") == 1
        report = verify(db, app.record.calendar().business_ms)
    assert (report.faults, report.events, report.cases) == ([], 9, 4)


def test_the_same_events_delivered_twice_at_once_are_kept_once(app, device, at_once):
    events = opening()
    answers = at_once(*[lambda: device.send(*events)] * 3)
    assert [answer["held"] for answer in answers] == [[e["id"] for e in events]] * 3
    with app.record.db.connection_context():
        assert sql.value(app.record.db, "SELECT count(*) FROM events") == 2


def test_of_two_claims_delivered_at_once_one_is_refused(app, device, at_once):
    bram = Device(app, "Bram")
    device.send(*opening())
    answers = at_once(
        lambda: device.send(event("claimed", {})), lambda: bram.send(event("claimed", {}))
    )
    assert sorted(len(answer["held"]) for answer in answers) == [0, 1]


def test_an_event_that_cannot_be_kept_is_refused_alone(device):
    deep = {}
    for _ in range(300):
        deep = {"in": deep}
    bad, good = event("erased", {"kept": deep}), opening()
    answer = device.send(bad, *good)
    assert answer["held"] == [e["id"] for e in good]
    assert "cannot be kept" in answer["refused"][0]["reason"]


def test_many_cases_are_changed_together_and_are_what_their_events_say(app, device, monkeypatch):
    keys = [f"x:{n}" for n in range(40)]
    device.send(*[one for key in keys for one in opening(key)])
    changes = [
        [("replied", {"channel": "public", "text": "t"}), ("reopened", {})],
        [("claimed", {}), ("tagged", {"tags": ["zadel", "é"]})],
        [("released", {})],
        [("skipped", {"reason": "-", "cause": "a 'b' \\ \" % ? "}), ("tagged", {"tags": []})],
    ]
    statements = []
    update = sql.update
    monkeypatch.setattr(sql, "update", lambda *a: (statements.append(a), update(*a)))
    for _ in range(2):  # the second time many columns become empty again
        device.send(*[event(t, d, k) for n, k in enumerate(keys) for t, d in changes[n % 4]])
        changes = changes[1:] + changes[:1]
    assert len(statements) <= 16
    with app.record.db.connection_context():
        report = verify(app.record.db, app.record.calendar().business_ms)
    assert (report.faults, report.cases) == ([], 40)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text() | st.integers(-(2**63), 2**63) | st.none(), max_size=9))
def test_the_chain_s_text_is_plain_json(values):
    plain = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert chain.canonical(values) == plain
