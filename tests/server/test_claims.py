"""A case is in one agent's hands at a time, for a while, and may be taken over with a trace."""

import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from acting import Device, event, opening

from webcare.record import clock

KEY = "x:1"


@pytest.fixture
def bram(app):
    return Device(app, "Bram")


def claim(device, **wish):
    body = {"id": str(uuid.uuid4()), "post_key": KEY, **wish}
    return device.post("/api/claim", body).json


def holder(device):
    return device.get(f"/api/case?post_key={KEY}").json["case"]["holder"]


def test_the_second_hears_who_has_it(device, bram):
    device.send(*opening())
    assert claim(device)["claimed"]
    second = claim(bram)
    assert (second["claimed"], second["by"]) == (False, "Sanne")
    assert second["reason"].startswith("Sanne has this case in hand until ")
    assert holder(bram)["agent"] == "Sanne"


def test_two_who_race_never_both_get_it(app, device, bram):
    for n in range(20):
        device.send(*opening(f"x:race{n}"))
        start = threading.Barrier(2)

        def race(who, key=f"x:race{n}", start=start):
            start.wait()
            return claim(who, post_key=key)["claimed"]

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(race, (device, bram))) == [False, True]


def test_an_old_claim_holds_nobody(device, bram):
    device.send(*opening())
    past = clock.to_iso(clock.now_ms() - 1000)
    device.send(event("claimed", {"until": past}))
    assert holder(device) is None
    assert claim(bram)["claimed"]


def test_taking_over_leaves_a_trace(device, bram, dashboard):
    device.send(*opening())
    claim(device)
    assert claim(bram, take_over=True)["claimed"]
    assert holder(device)["agent"] == "Bram"
    page = dashboard.get("/cases/1", base_url="http://127.0.0.1:8765").text
    assert "<bdi>Sanne</bdi>" in page


def test_only_the_holder_lets_go_and_a_reply_lets_go_by_itself(device, bram):
    device.send(*opening())
    claim(device)
    bram.send(event("released", {}))
    assert holder(device)["agent"] == "Sanne"
    device.send(event("replied", {"channel": "public"}, at=clock.now_ms()))
    assert holder(device) is None


def test_a_claim_from_the_outbox_follows_the_same_rule(device, bram):
    device.send(*opening(), event("claimed", {}))
    late = event("claimed", {})
    answer = bram.send(late)
    assert answer["refused"][0]["id"] == late["id"]


def test_a_colleague_s_claim_is_seen_within_a_second(device, bram):
    device.send(*opening())
    version = device.get(f"/api/case?post_key={KEY}").json["case"]["version"]
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(device.get, f"/api/case?post_key={KEY}&after={version}&wait=20")
        claim(bram)
        began = time.monotonic()
        seen = waiting.result(10).json["case"]
    assert time.monotonic() - began < 1
    assert seen["holder"]["agent"] == "Bram"


def test_a_repeated_claim_is_one_event(device):
    device.send(*opening())
    same = {"id": str(uuid.uuid4()), "post_key": KEY}
    assert device.post("/api/claim", same).json["claimed"]
    assert device.post("/api/claim", same).json["claimed"]
    assert device.get(f"/api/case?post_key={KEY}").json["case"]["version"] == 3
