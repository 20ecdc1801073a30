"""The start page: what waits for a lead, what was promised, how the day goes."""

from acting import event, opening
from browsing import get, post

from webcare.record import clock, notes


def iso_in(minutes):
    return clock.to_iso(clock.now_ms() + minutes * 60_000)


def waiting(device):
    asked = event("warned", {"reason": "needs_approval", "text": "Hoi Joke! ^Lotte"})
    device.send(*opening(), asked)
    return asked["id"]


def test_a_trainees_reply_waits_till_a_lead_decides(device, dashboard):
    asked = waiting(device)
    page = get(dashboard, "/", "en").text
    assert "Waiting for approval" in page and "Hoi Joke! ^Lotte" in page
    assert "May this reply be sent?" in get(dashboard, "/cases/1", "en").text
    post(dashboard, "/cases/1/judge", agent="Coach", event=asked, right="yes", note="Mooi")
    assert "Waiting for approval" not in get(dashboard, "/", "en").text
    case = get(dashboard, "/cases/1", "en").text
    assert "Approved" in case and "Mooi" in case and "May this reply be sent?" not in case


def test_a_reply_that_was_withdrawn_or_asked_again_waits_once(device, dashboard):
    waiting(device)
    again = event("warned", {"reason": "needs_approval", "text": "Hoi Joke, sorry! ^Lotte"})
    device.send(again)
    page = get(dashboard, "/", "en").text
    assert "Hoi Joke, sorry! ^Lotte" in page and "Hoi Joke! ^Lotte" not in page
    device.send(event("cancelled", {}))
    assert "Waiting for approval" not in get(dashboard, "/", "en").text


def test_promises_say_their_colour_in_words(device, dashboard):
    made = clock.now_ms() - 3_600_000
    for key, due in (("x:1", 600), ("x:2", 5), ("x:3", -5)):
        device.send(*opening(key), event("promised", {"due": iso_in(due)}, key, at=made))
    page = get(dashboard, "/", "en").text
    assert [page.count(f">{word}<") for word in ("on time", "soon due")] == [1, 1]
    assert page.index("5 min late") < page.index(">soon due<") < page.index(">on time<")
    assert "not everything is on time" in page


def test_the_sentence_follows_the_day(device, dashboard):
    now = clock.now_ms()
    device.send(*[{**e, "at": clock.to_iso(now - 10 + n)} for n, e in enumerate(opening())])
    assert "1 still wait and nothing is late" in get(dashboard, "/", "en").text
    device.send(event("replied", {"channel": "public"}, at=now))
    assert "All done: today 1 opened, 1 answered" in get(dashboard, "/", "en").text


def test_a_platform_that_looks_different_is_shown(app, device, dashboard):
    device.send(*opening())
    note = {"platform": "x", "version": "2026-11", "found": "half_read", "fields": ["posted_at"]}
    with app.record.db.connection_context():
        app.record.write(lambda: notes.take(app.record.db, note))
    page = get(dashboard, "/", "en").text
    assert "Platforms that look different" in page and "<code>posted_at</code>" in page
