"""What goes out comes in again; an old sheet comes in whole or not at all."""

import csv

import pytest
from acting import event, opening
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

from webcare.cli import main


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def filled(app, device):
    """A record with three cases and a brand, its server stopped."""
    app.record.save_profile({"name": "Fietsrijk", "hours": {"week": {"mon": "09:00-17:00"}}})
    device.send(*opening(), event("replied", {"channel": "public", "text": "=SOM(1;2) ^Sanne"}))
    device.send(*opening("x:2"), event("skipped", {"reason": "r", "learning": "paklijst"}, "x:2"))
    device.send(*opening("x:3"), event("tagged", {"tags": ["zadel"]}, "x:3"))
    return app.settings.data


def test_an_export_imports_again_to_the_same_record(filled, tmp_path):
    first, second, other = tmp_path / "1.jsonl", tmp_path / "2.jsonl", tmp_path / "other"
    assert run("export", first, "--data", filled).exit_code == 0
    assert run("import", first, "--data", other).output == "3 cases imported.\n"
    assert run("export", second, "--data", other).exit_code == 0
    assert first.read_text() == second.read_text()
    proof = run("verify", "--data", other)
    assert (proof.exit_code, "9 events of 3 cases" in proof.output) == (0, True)


def test_a_changed_export_is_refused_and_nothing_is_imported(filled, tmp_path):
    file, other = tmp_path / "1.jsonl", tmp_path / "other"
    run("export", file, "--data", filled)
    file.write_text(file.read_text().replace("paklijst", "iets anders"))
    refused = run("import", file, "--data", other)
    assert refused.exit_code == 1
    assert "event 3" in refused.output and "was changed" in refused.output
    assert "0 events of 0 cases" in run("verify", "--data", other).output


def test_an_import_never_mixes_with_a_record(filled, tmp_path):
    run("export", tmp_path / "1.jsonl", "--data", filled)
    assert "not empty" in run("import", tmp_path / "1.jsonl", "--data", filled).output


def test_tables_have_a_row_per_case_and_no_formulas(filled, tmp_path):
    run("export", tmp_path / "t.csv", "--data", filled)
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == 3
    assert rows[0]["reply_text"] == "'=SOM(1;2) ^Sanne"
    run("export", tmp_path / "t.xlsx", "--data", filled)
    book = load_workbook(tmp_path / "t.xlsx")
    assert book["cases"].max_row == 4
    assert all(cell.data_type != "f" for row in book["cases"] for cell in row)


pytestmark = pytest.mark.sqlite_only
"""The commands open a folder's own file unless DATABASE_URL is set."""

SHEET = [
    ["Datum", "Kanaal", "Klant", "Bericht", "Reactie", "Medewerker", "Oorzaak"],
    ["03-11-2026 09:15", "X", "Joke", "Mijn zadel ontbreekt", "Onderweg! ^Bram", "Bram", "inpak"],
    ["04-11-2026", "Trustpilot", "Kees", "Nooit meer", "", "Noor", ""],
]


def write_csv(path, rows):
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_old_sheet_is_previewed_and_imported_once(tmp_path, kind):
    file, data = tmp_path / f"oud.{kind}", tmp_path / "data"
    if kind == "csv":
        write_csv(file, SHEET)
    else:
        book = Workbook()
        for row in SHEET:
            book.active.append(row)
        book.save(file)
    preview = run("import", file, "--preview", "--data", data)
    assert "text       from column 'Bericht'" in preview.output
    assert "2 rows can be imported, 0 cannot" in preview.output
    assert "0 events of 0 cases" in run("verify", "--data", data).output
    assert "2 cases imported" in run("import", file, "--data", data).output
    run("import", file, "--data", data)  # again: nothing new
    assert "5 events of 2 cases" in run("verify", "--data", data).output


def test_bad_rows_are_listed_and_nothing_is_half_imported(tmp_path):
    file, data = tmp_path / "oud.csv", tmp_path / "data"
    write_csv(
        file,
        [*SHEET, ["gisteren", "X", "Piet", "Hallo", "", "", ""], ["", "X", "A", "", "", "", ""]],
    )
    done = CliRunner().invoke(main, ["import", str(file), "--data", str(data)])
    assert done.exit_code == 1
    assert "row 4: 'gisteren' is not a date" in done.output
    assert "row 5: there is no text" in done.output
    assert "0 events of 0 cases" in run("verify", "--data", data).output


def test_a_sheet_without_known_headers_says_how_to_name_them(tmp_path):
    file = tmp_path / "oud.csv"
    write_csv(file, [["a", "b"], ["1", "Hallo"]])
    assert "--column text=HEADER" in run("import", file, "--data", tmp_path / "d").output
    done = run("import", file, "--column", "text=b", "--data", tmp_path / "d")
    assert "1 cases imported" in done.output


def test_a_backup_is_made_while_the_server_runs_and_restored(app, device, tmp_path):
    device.send(*opening())
    copy, other = tmp_path / "copy.db", tmp_path / "other"
    assert run("backup", copy, "--data", app.settings.data).exit_code == 0
    device.send(*opening("x:2"))
    assert run("restore", copy, "--data", other).exit_code == 0
    assert "2 events of 1 cases" in run("verify", "--data", other).output
    assert "has a record already" in run("restore", copy, "--data", other).output
    assert "exists already" in run("backup", copy, "--data", app.settings.data).output


def test_the_demo_fills_only_an_empty_record(filled, tmp_path):
    assert "not empty" in run("demo", "--data", filled).output
    assert run("demo", "--data", tmp_path / "demo").exit_code == 0
    proof = run("verify", "--data", tmp_path / "demo")
    assert (proof.exit_code, "of 400 cases" in proof.output) == (0, True)
