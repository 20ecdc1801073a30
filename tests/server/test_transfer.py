"""What goes out comes in again, on both databases; tables are for people and their spreadsheets."""

import csv
import json

import pytest
from acting import event, opening
from openpyxl import load_workbook

from webcare import paths
from webcare.record import learned, sql
from webcare.record.errors import TransferError
from webcare.record.record import Record
from webcare.record.transfer import columns, export, lines, sheet, table
from webcare.record.verify import verify

POINTS = {"asks_a_question": {"reactive": 0.5}}


@pytest.fixture
def filled(app, device):
    """A record with three cases, a brand and something learned."""
    device.send(*opening(), event("replied", {"channel": "public", "text": "=SOM(1;2) ^Sanne"}))
    device.send(*opening("x:2"), event("skipped", {"reason": "r", "learning": "paklijst"}, "x:2"))
    device.send(*opening("x:3"), event("tagged", {"tags": ["zadel"]}, "x:3"))
    learned.keep(app.settings.data, POINTS, {"corrections": 20}, "2026-11-21T10:00:00.000Z")
    with app.record.db.connection_context():
        app.record.save_profile({"name": "Fietsrijk", "hours": {"week": {"mon": "09:00-17:00"}}})
        yield app.record


@pytest.fixture
def other(request, settings, tmp_path):
    """A second, empty record on the same kind of database."""
    url = settings.database_url and request.getfixturevalue("postgres").new_database()
    folder = tmp_path / "other"
    folder.mkdir()
    record = Record(folder, paths.shared() / "schemas", url)
    with record.db.connection_context():
        yield record
    record.close()


def bring_in(record, path):
    read = table.read(path.name, path.read_bytes())
    mapping = columns.guess(read.headers, [row for _, row in read.rows])
    return sheet.bring_in(record, sheet.examine(read, mapping, record))


def test_an_export_imports_again_to_the_same_record(filled, other, tmp_path):
    first, second = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    export.write(filled, first)
    assert lines.read_in(other, first, lambda count: None) == 3
    export.write(other, second)
    assert first.read_text() == second.read_text()
    report = verify(other.db, other.calendar().business_ms)
    assert (report.faults, report.events, report.cases) == ([], 9, 3)
    assert learned.points(other.folder) == POINTS
    derived = (
        "SELECT uid, status, outcome, learning, tags, first_business_ms FROM cases ORDER BY id"
    )
    assert sql.rows(other.db, derived) == sql.rows(filled.db, derived)
    assert other.search("zadel") == filled.search("zadel") != []


def test_a_case_goes_on_after_the_journey(filled, other, tmp_path, device):
    export.write(filled, tmp_path / "1.jsonl")
    lines.read_in(other, tmp_path / "1.jsonl", lambda count: None)
    late = event("noted", {"text": "toch nog gebeld"}, "x:1")
    checked = other.border.check(late, "Sanne", 0)
    other.write(lambda: other.ledger.append([checked], checked.at))
    report = verify(other.db, other.calendar().business_ms)
    assert (report.faults, report.events, report.cases) == ([], 10, 3)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda text: text.replace("paklijst", "iets anders"), r"event 3 \(.*\) was changed"),
        (lambda text: text[: len(text) - 40], "no line of an export"),
        (lambda text: text.split("\n", 1)[1], "no export of webcare"),
        (lambda text: "", "is empty"),
    ],
)
def test_a_harmed_export_is_refused_and_nothing_is_imported(filled, other, tmp_path, harm, said):
    file, secret = tmp_path / "1.jsonl", other.secret
    export.write(filled, file)
    file.write_text(harm(file.read_text()))
    with pytest.raises(TransferError, match=said):
        lines.read_in(other, file, lambda count: None)
    assert sql.value(other.db, "SELECT count(*) FROM cases") == 0
    assert other.secret == secret


def test_an_export_never_mixes_with_a_record(filled, tmp_path):
    export.write(filled, tmp_path / "1.jsonl")
    with pytest.raises(TransferError, match="not empty"):
        lines.read_in(filled, tmp_path / "1.jsonl", lambda count: None)


def test_tables_have_a_row_per_case_and_no_formulas(filled, tmp_path):
    export.write(filled, tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == 3
    assert rows[0]["reply_text"] == "'=SOM(1;2) ^Sanne"
    export.write(filled, tmp_path / "t.xlsx")
    book = load_workbook(tmp_path / "t.xlsx")
    assert book["cases"].max_row == 4
    assert all(cell.data_type != "f" for row in book["cases"] for cell in row)


KEPT = (
    *("id", "platform", "author", "url", "status", "outcome", "decided_by", "learning"),
    *("posted_at", "first_reply_at", "text", "reply_text"),
)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_imports_again_with_what_people_wrote(filled, other, tmp_path, kind):
    before, after = tmp_path / f"t.{kind}", tmp_path / "after.csv"
    export.write(filled, before)
    done = bring_in(other, before)
    assert (done.rows, done.new) == (3, 3)
    export.write(other, after)
    export.write(filled, tmp_path / "before.csv")
    assert people_s(after) == people_s(tmp_path / "before.csv")


def people_s(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: row[name] for name in KEPT} for row in csv.DictReader(file, delimiter=";")]


def test_a_file_that_cannot_be_written_leaves_nothing(filled, tmp_path):
    with pytest.raises(TransferError, match="must end in"):
        export.write(filled, tmp_path / "record.doc")
    with pytest.raises(TransferError, match="cannot be written"):
        export.write(filled, tmp_path / "nowhere" / "1.jsonl")
    assert list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*.part")) == []


def test_the_first_line_says_what_it_is(filled, tmp_path):
    export.write(filled, tmp_path / "1.jsonl")
    first = json.loads((tmp_path / "1.jsonl").read_text().splitlines()[0])
    assert first["format"] == 1
