"""`webcare verify` sees every way in which a record can be changed behind our back."""

import pytest
from acting import event, opening

from webcare.record import clock, seals
from webcare.record.verify import verify


@pytest.fixture
def record(app, device):
    device.send(*opening(), event("replied", {"channel": "public", "text": "Dank! ^Sanne"}))
    device.send(*opening("x:2"))
    yield app.record
    if not app.record.db.is_closed():
        app.record.db.close()


def faults(record):
    return verify(record.db, record.calendar().business_ms).faults


def change(record, statement):
    record.write(lambda: record.db.execute_sql(statement))


def test_an_untouched_record_has_no_faults(record):
    report = verify(record.db, record.calendar().business_ms)
    assert (report.faults, report.cases, report.events) == ([], 2, 5)


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ('UPDATE events SET facts = \'{"channel":"private"}\' WHERE n = 3', "event 3 was changed"),
        ("UPDATE events SET at = at + 1 WHERE case_id = 1 AND n = 1", "event 1 was changed"),
        ("UPDATE events SET agent = 'Bram' WHERE case_id = 1 AND n = 2", "event 2 was changed"),
        ("UPDATE events SET personal = '{}' WHERE case_id = 1 AND n = 3", "text of event 3"),
        ("DELETE FROM events WHERE case_id = 1 AND n = 2", "event 2 is missing"),
        ("DELETE FROM events WHERE case_id = 1 AND n = 3", "ends early"),
        ("DELETE FROM events WHERE case_id = 2", "all its events are gone"),
        ("DELETE FROM cases WHERE id = 2", "belong to no case"),
        ("UPDATE cases SET outcome = 'skipped' WHERE id = 1", "outcome not as its events say"),
        ("UPDATE cases SET replies = 9 WHERE id = 1", "replies not as its events say"),
    ],
)
def test_every_change_is_seen(record, statement, fault):
    change(record, statement)
    assert any(fault in found for found in faults(record)), faults(record)


def test_a_case_cut_short_in_both_places_breaks_its_day_s_seal(record):
    tomorrow = clock.now_ms() + 2 * clock.DAY_MS
    record.write(lambda: seals.seal_past_days(record.db, tomorrow))
    assert verify(record.db, record.calendar().business_ms).days == 1
    change(record, "DELETE FROM events WHERE case_id = 1 AND n = 3")
    change(
        record,
        "UPDATE cases SET length = 2, head = (SELECT hash FROM events WHERE case_id = 1"
        " AND n = 2) WHERE id = 1",
    )
    assert any("seal" in fault for fault in faults(record))


def test_an_erased_text_leaves_the_chain_whole(record):
    change(record, "UPDATE events SET personal = NULL, salt = NULL WHERE case_id = 1 AND n = 3")
    report = verify(record.db, record.calendar().business_ms)
    assert (report.faults, report.erased) == ([], 1)
