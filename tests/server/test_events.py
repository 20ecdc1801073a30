"""Events arrive exactly once, wrong ones are refused one by one, cases follow from them."""

from acting import Device, event, opening

from webcare.record import clock
from webcare.record.verify import verify


def case_of(device: Device, key: str = "x:1"):
    answer = device.get(f"/api/case?post_key={key}").json
    return answer.get("case")


def test_a_delivered_event_is_held_and_a_repeat_changes_nothing(app, device):
    events = opening()
    first, second = device.send(*events), device.send(*events)
    ids = [e["id"] for e in events]
    assert first["held"] == second["held"] == ids
    with app.record.db.connection_context():
        assert verify(app.record.db, app.record.calendar().business_ms).events == 2


def test_one_bad_event_never_blocks_the_others(device):
    good, bad = opening(), event("skipped", {"reason": 7})
    answer = device.send(good[0], bad, good[1], "no event at all", {"id": 5})
    assert answer["held"] == [e["id"] for e in good]
    assert [r["id"] for r in answer["refused"]] == [bad["id"], "3", "4"]
    assert answer["refused"][0]["reason"].startswith("data/reason: 7 is not of type")


def test_the_agent_is_the_device_s_own(device):
    device.send(*opening(), event("replied", {"channel": "public"}, agent="iemand anders"))
    assert case_of(device)["replies"][0]["agent"] == "Sanne"


def test_skipping_is_an_outcome_with_a_learning_point(device):
    device.send(*opening(), event("warned", {"reason": "bad_cell"}), event("cancelled", {}))
    device.send(event("skipped", {"reason": "vraagt niets", "learning": "paklijst nakijken"}))
    case = case_of(device)
    assert (case["outcome"], case["status"], case["step"]) == ("skipped", "done", 6)
    assert case["learning"] == "paklijst nakijken"


def test_late_events_are_placed_where_they_happened(device):
    first, second = opening()
    reply = event("replied", {"channel": "public", "text": "Wat vervelend. ^Sanne"})
    device.send(reply)
    assert case_of(device)["opened_at"] is None
    device.send(second, first)
    case = case_of(device)
    assert (case["opened_at"], case["outcome"]) == (first["at"], "replied")


def test_a_wrong_clock_is_corrected_and_both_times_are_kept(app, device):
    now = clock.now_ms()
    ahead = opening()[0] | {"at": clock.to_iso(now + 3_600_000)}
    body = {"events": [ahead], "sent_at": clock.to_iso(now + 3_600_000 + 5000)}
    device.post("/api/events", body)
    with app.record.db.connection_context():
        row = app.record.db.execute_sql("SELECT at, client_at FROM events").fetchone()
    assert row[1] == now + 3_600_000
    assert abs(row[0] - (now - 5000)) < 2000


def test_an_event_of_the_future_without_a_known_clock_becomes_now(app, device):
    device.send(opening()[0] | {"at": clock.to_iso(clock.now_ms() + 86_400_000)})
    with app.record.db.connection_context():
        at = app.record.db.execute_sql("SELECT at FROM events").fetchone()[0]
    assert abs(at - clock.now_ms()) < 3000


def test_control_characters_and_lone_surrogates_are_kept_out(device):
    answer = device.send(*opening(text="a\x00b\ud800c"))
    assert len(answer["held"]) == 2


def test_a_promise_keeps_the_case_waiting_until_the_answer(device):
    due = clock.to_iso(clock.now_ms() + 3_600_000)
    device.send(*opening(), event("replied", {"channel": "public", "text": "We zoeken het uit."}))
    device.send(event("promised", {"due": due, "text": "morgen antwoord"}))
    assert (case_of(device)["status"], case_of(device)["promises"][0]["colour"]) == (
        "waiting",
        "green",
    )
    device.send(event("replied", {"channel": "private", "text": "Het zadel is onderweg."}))
    case = case_of(device)
    assert (case["status"], case["promises"][0]["kept_at"] is not None) == ("done", True)


def test_a_batch_of_more_than_a_hundred_is_refused_whole(device):
    answer = device.post("/api/events", {"events": [{}] * 101})
    assert answer.status_code == 422
