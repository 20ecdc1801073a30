"""Erasing a person: identity and text are gone from the file, the facts and the chain stay."""

import pytest
from acting import BASE, event, opening

from webcare.record import privacy, sql
from webcare.record.figures import FIGURES, Scope
from webcare.record.verify import verify

NAME = "Xanthippe Quispel"
HANDLE = "xanthippeq"
SECRET = "slangenkuilgriep"
AUTHOR = {"author": {"name": NAME, "handle": HANDLE}}


@pytest.fixture
def record(app, device):
    """Two cases of one person, one of another, all answered or skipped."""
    text = f"Ik heb {SECRET} en mijn fiets is stuk"
    device.send(
        *opening(text=text, **AUTHOR),
        event("replied", {"channel": "public", "text": f"Dag {NAME}, beterschap. ^Sanne"}),
        event("closed", {"cause": "bezorger", "learning": f"{NAME} bellen"}),
    )
    device.send(
        *opening("x:2", text=text, **AUTHOR),
        event("skipped", {"reason": f"{HANDLE} vraagt niets", "cause": HANDLE}, "x:2"),
    )
    device.send(*opening("x:3", text="Mijn fiets is stuk"), event("noted", {"text": "n"}, "x:3"))
    app.record.index_what_is_new()
    yield app.record
    if not app.record.db.is_closed():
        app.record.db.close()


def content(record):
    return b"".join(path.read_bytes() for path in record.folder.glob("webcare.db*"))


def figures(record):
    scope = Scope(record.db, 0, 10**14)
    return {name: FIGURES[name](scope).value for name in FIGURES if name != "oldest_open"}


@pytest.mark.sqlite_only
def test_identity_and_text_are_gone_from_the_file(record):
    for word in (NAME, HANDLE, SECRET):
        assert word.encode() in content(record)
    proof = privacy.erase(record, "x", HANDLE)
    assert (proof.cases, proof.texts, proof.left) == (2, 5, 0)
    for word in (NAME, HANDLE, SECRET):
        assert word.encode() not in content(record)
    assert record.search("slangenkuil*") == []
    assert record.search("stuk") == [3]


def test_the_chain_is_whole_and_the_figures_are_as_they_were(record):
    before = figures(record)
    privacy.erase(record, "x", HANDLE)
    report = verify(record.db, record.calendar().business_ms)
    assert (report.faults, report.erased) == ([], 5)
    after = figures(record)
    assert {name: after[name] for name in after if name != "sameness"} == {
        name: before[name] for name in before if name != "sameness"
    }


def test_a_cause_stays_unless_it_names_the_person(record):
    privacy.erase(record, "x", HANDLE)
    rows = sql.rows(
        record.db, "SELECT cause, learning, author, excerpt, post_key FROM cases ORDER BY id"
    )
    assert [row["cause"] for row in rows] == ["bezorger", None, None]
    assert [rows[0][name] for name in ("learning", "author", "excerpt", "post_key")] == [None] * 4


def test_late_events_of_an_erased_post_are_refused(record, device):
    privacy.erase(record, "x", HANDLE)
    late = event("noted", {"text": NAME})
    answer = device.send(late)
    assert answer["refused"][0]["reason"].startswith("This post was erased")


def test_nobody_else_is_touched_and_nobody_is_matched_across_platforms(record):
    with pytest.raises(privacy.PrivacyError):
        privacy.erase(record, "facebook", HANDLE)
    privacy.erase(record, "x", HANDLE)
    assert sql.value(record.db, "SELECT excerpt FROM cases WHERE id = 3") == "Mijn fiets is stuk"


def test_a_person_s_record_can_be_handed_over(record):
    taken = privacy.take_out(record, "x", f"@{HANDLE}")
    assert [len(case["events"]) for case in taken] == [4, 3]
    assert SECRET in str(taken) and "Mijn fiets is stuk'" not in str(taken)


def test_the_page_finds_hands_over_and_erases(record, dashboard):
    where = f"/privacy?platform=x&author={HANDLE}"
    page = dashboard.get(where, base_url=BASE).text
    assert "/cases/1" in page and "/cases/2" in page and "/cases/3" not in page
    person = dashboard.get(where.replace("?", "/person.json?"), base_url=BASE)
    assert SECRET in person.text
    csrf = page.split('name="csrf" value="')[1].split('"')[0]
    form = {"csrf": csrf, "platform": "x", "author": HANDLE}
    done = dashboard.post("/privacy/erase", data=form, base_url=BASE)
    assert done.status_code == 200 and "<code>" in done.text
    assert HANDLE not in dashboard.get("/cases", base_url=BASE).text
    assert dashboard.post("/privacy/erase", data=form, base_url=BASE).status_code == 422


def test_retention_erases_what_is_old(record):
    assert privacy.erase_older_than(record, 1000) is None
    proof = privacy.erase_older_than(record, 10**14)
    assert proof.cases == 3
    assert verify(record.db, record.calendar().business_ms).faults == []
