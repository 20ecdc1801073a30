"""A team's old sheet: however it was saved, guessed, shown, and brought in whole or not at all."""

import csv
import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from webcare.cli import main
from webcare.record import calendar, clock, sql
from webcare.record.errors import TransferError
from webcare.record.figures import FIGURES, Scope
from webcare.record.transfer import columns, moments, sheet, table, uploads
from webcare.record.transfer.job import Importer
from webcare.record.verify import verify

SHEET = [
    ["Datum", "Kanaal", "Klant", "Bericht", "Reactie", "Medewerker", "Oorzaak", "Reactie op"],
    [
        *("03-11-2026 09:15", "X", "Joke", "Mijn zadel ontbreekt", "Onderweg! ^Bram", "Bram"),
        *("inpak", "03-11-2026 11:45"),
    ],
    ["04-11-2026", "Trustpilot", "Kees", "Nooit meer", "", "Noor", "", ""],
]


@pytest.fixture
def record(app):
    with app.record.db.connection_context():
        yield app.record


def as_csv(rows, encoding="utf-8", delimiter=";"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows):
    book, content = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def examined(record, rows, **mapping):
    read = table.read("oud.csv", as_csv(rows))
    guessed = columns.guess(read.headers, [row for _, row in read.rows])
    return sheet.examine(read, guessed | mapping, record)


def cases(record, names):
    return [tuple(row.values()) for row in sql.rows(record.db, f"SELECT {names} FROM cases")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", as_csv(SHEET)),
        ("b.csv", as_csv(SHEET, "utf-8-sig")),
        ("c.csv", as_csv(SHEET, "cp1252", ",")),
        ("d.txt", as_csv(SHEET, "utf-16", "\t")),
        ("e.csv", b"sep=|\r\n" + as_csv(SHEET, delimiter="|")),
        ("f.xlsx", as_xlsx(SHEET)),
        ("g.csv", as_csv([["Overzicht webcare 2026"], [], *SHEET, ["", ""], []])),
        ("h.XLSX", as_xlsx([["Overzicht"], [], *SHEET])),
    ],
)
def test_however_it_was_saved_it_is_read(name, content):
    read = table.read(name, content)
    assert read.headers == SHEET[0]
    filled = [[cell for cell in row if cell] for _, row in read.rows]
    assert filled == [[cell for cell in row if cell] for row in SHEET[1:]]


def test_marks_and_lines_in_a_cell_stay_in_it():
    said = 'Zij schreef: "nooit meer; echt,\nnooit" – é € 🚲'
    for name, content in (
        ("a.csv", as_csv([["Bericht", "Klant"], [said, "Joke"]])),
        ("a.csv", as_csv([["Klant", "Bericht"], ["Joke", said[:-2]]], "cp1252")),
        ("a.xlsx", as_xlsx([["Bericht", "Klant"], [said, "Joke"]])),
    ):
        assert any(cell.startswith(said[:-2]) for cell in table.read(name, content).rows[0][1])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("oud.xls", b"\xd0\xcf\x11\xe0", "save it as XLSX or CSV"),
        ("oud.xlsx", b"\xd0\xcf\x11\xe0" * 9, "locked or damaged"),
        ("oud.csv", b"PK\x03\x04\x00\x00", "is no text"),
        ("oud.csv", b"Bericht;Datum\r\n", "no rows"),
        ("oud.csv", b"", "no rows"),
        ("oud.csv", as_csv([["Bericht"], ["a" * 200_000]]), "field larger"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(name, content, said):
    with pytest.raises(TransferError, match=said):
        table.read(name, content)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (SHEET[0], "posted_at platform author text reply agent cause replied_at"),
        (
            ["Datum bericht", "Tijd", "Medium", "Naam klant", "Klacht", "Ons antwoord"],
            "posted_at posted_time platform author text reply",
        ),
        (
            ["Date", "Channel", "Customer", "Message", "Our reply", "Handled by", "Reply date"],
            "posted_at platform author text reply agent replied_at",
        ),
        (["Datum van onze reactie", "Bericht", "Interne opmerking"], "replied_at text note"),
        (["Sterren", "Review", "Link", "Afgehandeld?", "Labels"], "rating text url status tags"),
        (["Nr", "Bericht"], "- text"),
    ],
)
def test_headers_tell_which_column_is_what(headers, expected):
    found = columns.guess(headers, [])
    names = {column: field for field, column in found.items()}
    assert [names.get(n, "-") for n in range(len(headers))] == expected.split()


def test_without_telling_headers_the_cells_tell():
    rows = [
        ["1", "3-11-2026", "https://x.com/a/1", "Mijn fiets is nog niet compleet, het zadel mist"],
        ["2", "4-11-2026", "https://x.com/a/2", "Waar blijft mijn bestelling van vorige week?"],
    ]
    assert columns.guess(["A", "B", "C", "D"], rows) == {"text": 3, "posted_at": 1, "url": 2}


@pytest.mark.parametrize(
    ("text", "time", "expected", "timed"),
    [
        ("03-11-2026 09:15", "", "2026-11-03T09:15:00", True),
        ("3/11/26", "", "2026-11-03T00:00:00", False),
        ("3.11.2026", "9:15", "2026-11-03T09:15:00", True),
        ("3 november 2026 om 14.05 uur", "", "2026-11-03T14:05:00", True),
        ("di 3 mrt. 2026", "", "2026-03-03T00:00:00", False),
        ("2026-11-03 09:15:20", "", "2026-11-03T09:15:20", True),
        ("2026-11-03", "23:59:59", "2026-11-03T23:59:59", True),
        ("2026-11-03T08:15:00+00:00", "", "2026-11-03T08:15:00+00:00", True),
    ],
)
def test_days_and_times_as_people_write_them(text, time, expected, timed):
    found = moments.read(text, time)
    assert (found.at.isoformat(), found.timed) == (expected, timed)


@pytest.mark.parametrize("text", ["gisteren", "31-02-2026", "11/23/2026", "3-11", "46329", "25:00"])
def test_what_is_no_day_is_not_guessed(text):
    assert moments.read(text) is None


def test_a_summer_time_is_an_hour_earlier_in_utc():
    summer = moments.read("3-7-2026 09:00").ms(ZoneInfo("Europe/Amsterdam"))
    assert summer == clock.to_ms("2026-07-03T07:00Z")


def test_the_rows_become_cases_with_the_team_s_own_times(record):
    week = dict.fromkeys(calendar.WEEKDAYS, "00:00-24:00")
    record.save_profile({"name": "Fietsrijk", "hours": {"week": week}})
    done = sheet.bring_in(record, examined(record, SHEET))
    assert (done.rows, done.new, done.refused) == (2, 2, 0)
    names = "platform, author, excerpt, status, outcome, decided_by, cause, first_business_ms"
    assert cases(record, names) == [
        ("x", "Joke", "Mijn zadel ontbreekt", "done", "replied", "Bram", "inpak", 150 * 60_000),
        ("trustpilot", "Kees", "Nooit meer", "done", None, None, None, None),
    ]
    # when an agent first had it in view is not in any sheet
    assert cases(record, "team_business_ms, handling_ms") == [(None, None)] * 2
    assert FIGURES["team_response"](Scope(record.db, 0, clock.now_ms())).value is None
    assert FIGURES["team_response"](Scope(record.db, 0, clock.now_ms())).parts["wall"][0] is None
    assert record.search("zadels") == [1]
    assert verify(record.db, record.calendar().business_ms).faults == []


@pytest.mark.parametrize(
    ("posted", "replied"),
    [("03-11-2026 09:15", ""), ("03-11-2026", "03-11-2026"), ("", ""), ("", "03-11-2026 10:00")],
)
def test_a_reply_of_unknown_time_has_no_response_time(record, posted, replied):
    week = dict.fromkeys(calendar.WEEKDAYS, "00:00-24:00")
    record.save_profile({"name": "Fietsrijk", "hours": {"week": week}})
    rows = [["Bericht", "Datum", "Reactie", "Datum reactie"], ["Hallo", posted, "Dag", replied]]
    sheet.bring_in(record, examined(record, rows))
    assert cases(record, "outcome, replies, first_reply_at, first_business_ms") == [
        ("replied", 1, None, None)
    ]


def test_a_sheet_may_hold_open_cases_and_decisions(record):
    rows = [
        ["Bericht", "Status", "Besluit", "Leerpunt", "Sterren", "Labels"],
        ["Waar is mijn fiets?", "in behandeling", "", "", "", ""],
        ["Nooit meer", "afgehandeld", "niet reageren", "paklijst", "1/5", "zadel, inpak"],
        ["Dank!", "Ja", "", "", "★★★★★", ""],
    ]
    sheet.bring_in(record, examined(record, rows))
    assert cases(record, "status, outcome, learning, tags") == [
        ("open", None, None, "[]"),
        ("done", "skipped", "paklijst", '["inpak", "zadel"]'),
        ("done", None, None, "[]"),
    ]


def test_every_bad_row_is_told_with_its_number_and_nothing_is_imported(record):
    tomorrow = datetime.now().year + 1
    rows = [
        ["Bericht", "Datum", "Reactie op", "Status", "Besluit", "Score"],
        ["Goed", "3-11-2026", "", "open", "", "4"],
        [],
        ["", "3-11-2026", "", "open", "", ""],
        ["a", "gisteren", "", "open", "", ""],
        ["a", f"3-11-{tomorrow}", "", "open", "", ""],
        ["a", "3-11-2026", "2-11-2026", "open", "", ""],
        ["a", "", "", "misschien", "", ""],
        ["a", "", "", "open", "wellicht", ""],
        ["a", "", "", "open", "", "11"],
        ["a" * 100_001, "", "", "open", "", ""],
    ]
    found = examined(record, rows)
    assert [(bad.row, bad.code) for bad in found.bad] == [
        (4, "no_text"),
        (5, "no_date"),
        (6, "future_date"),
        (7, "reply_first"),
        (8, "no_status"),
        (9, "no_decision"),
        (10, "no_rating"),
        (11, "not_fit"),
    ]
    assert found.bad[1].values == {"value": "gisteren"}
    with pytest.raises(TransferError, match="8 rows cannot be imported, the first is row 4"):
        sheet.bring_in(record, found)
    assert cases(record, "id") == []


def test_the_same_rows_again_add_nothing_under_whatever_name(record):
    rows = [*SHEET, SHEET[2]]  # two posts may say the very same
    assert sheet.bring_in(record, examined(record, rows)).new == 3
    xlsx = table.read("anders.xlsx", as_xlsx([*rows, ["05-11-2026", "X", "An", "Nieuw bericht"]]))
    again = sheet.examine(xlsx, columns.guess(xlsx.headers, []), record)
    assert sheet.bring_in(record, again).new == 1
    assert sql.value(record.db, "SELECT count(*) FROM events") == 3 + 2 + 2 + 2


def test_all_of_a_large_sheet_is_found_at_once(record):
    rows = [["04-11-2026", "X", f"klant{n}", f"bericht nummer{n}"] for n in range(700)]
    sheet.bring_in(record, examined(record, [SHEET[0][:4], *rows]))
    assert sql.value(record.db, "SELECT count(*) FROM cases WHERE stale = 1") == 0
    assert len(record.search("nummer699")) == 1


def test_an_import_that_fails_halfway_leaves_nothing(record):
    rows = [["Bericht"], *([f"Bericht {n}"] for n in range(250))]
    told = []

    def stop_halfway(done, total):
        told.append((done, total))
        if done == 200:
            raise OSError("power gone")

    with pytest.raises(OSError, match="power gone"):
        sheet.bring_in(record, examined(record, rows), stop_halfway)
    assert told[-1] == (200, 250)
    assert sql.value(record.db, "SELECT count(*) FROM events") == 0


def test_progress_is_told_while_it_runs_and_one_runs_at_a_time(record):
    rows = [["Bericht"], *([f"Bericht {n}"] for n in range(250))]
    importer = Importer(record)
    progress = importer.start(examined(record, rows))
    assert importer.start(examined(record, rows)) is progress or progress.has_ended
    importer.wait(30)
    assert (progress.done, progress.total, progress.result.new) == (250, 250, 250)
    failed = importer.start(examined(record, [["Bericht", "Datum"], ["a", "ooit"]]))
    importer.wait(30)
    assert "row 2" in failed.error


def test_a_sent_in_file_is_kept_and_forgotten(tmp_path):
    upload = uploads.keep(tmp_path, "oud\nblad.csv", b"Bericht\nHallo\n")
    assert uploads.find(tmp_path, upload) == ("oud blad.csv", b"Bericht\nHallo\n")
    uploads.forget(tmp_path, upload)
    for gone in (upload, "../webcare.db", ""):
        with pytest.raises(TransferError, match="send it in again"):
            uploads.find(tmp_path, gone)


@pytest.mark.sqlite_only
def test_the_command_shows_imports_and_names_what_is_wrong(tmp_path):
    def run(*arguments):
        return CliRunner().invoke(main, [*map(str, arguments), "--data", str(tmp_path / "data")])

    (tmp_path / "oud.csv").write_bytes(as_csv(SHEET, "cp1252"))
    preview = run("import", tmp_path / "oud.csv", "--preview")
    assert "text         from column 'Bericht'" in preview.output
    assert "2 rows can be imported, 0 cannot" in preview.output
    assert "0 events of 0 cases" in run("verify").output
    assert "2 cases imported." in run("import", tmp_path / "oud.csv").output
    assert "0 cases imported, 2 were there" in run("import", tmp_path / "oud.csv").output
    assert "5 events of 2 cases" in run("verify").output
    (tmp_path / "bad.csv").write_bytes(as_csv([*SHEET, ["ooit", "X", "A", "Hallo"]]))
    refused = run("import", tmp_path / "bad.csv")
    assert refused.exit_code == 1
    assert "row 4: “ooit” is not a date" in refused.output
    (tmp_path / "bare.csv").write_bytes(as_csv([["a", "b"], ["1", "Hallo"]]))
    assert "--column text=HEADER" in run("import", tmp_path / "bare.csv").output
    assert "1 cases imported" in run("import", tmp_path / "bare.csv", "--column", "text=b").output
    assert "bare.csv has a, b" in run("import", tmp_path / "bare.csv", "--column", "x=b").output
