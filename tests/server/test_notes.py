"""The lead hears of platforms that look different: which fields, never what stood on the page."""

import pytest

from webcare.record import clock, notes

NOTE = {"platform": "x", "version": "2", "found": "half_read", "fields": ["text"]}


def send(device, **change):
    return device.post("/api/health-note", {**NOTE, **change}).status_code


def kept(app):
    with app.record.db.connection_context():
        return notes.latest(app.record.db)


def test_equal_notes_are_counted_as_one(app, device):
    for fields in (["text"], ["author"], ["text"]):
        assert send(device, fields=fields) == 200
    send(device, found="nothing_read", fields=[])
    newest, older = kept(app)
    assert (newest["found"], newest["times"]) == ("nothing_read", 1)
    assert (older["fields"], older["times"]) == (["author", "text"], 3)


def test_a_note_of_a_repaired_file_goes_away(app, device, monkeypatch):
    send(device)
    later = clock.now_ms() + notes.KEPT_MS + 1000
    monkeypatch.setattr(clock, "now_ms", lambda: later)
    assert kept(app) == []


@pytest.mark.parametrize(
    "change",
    [
        {"fields": ["Nooit meer Fietsrijk"]},
        {"fields": [{"text": "x"}]},
        {"fields": ["text"] * 21},
        {"found": "all is well"},
        {"platform": "x" * 41},
    ],
)
def test_nothing_that_was_read_can_come_along(app, device, change):
    assert send(device, **change) == 422
    assert kept(app) == []


def test_the_lead_sees_it_on_the_start_page(device, dashboard):
    from acting import BASE, opening

    device.send(*opening())
    send(device, platform="trustpilot", fields=["author"])
    page = dashboard.get("/", base_url=BASE).text
    assert "<b>Trustpilot</b>" in page and "<code>author</code>" in page
