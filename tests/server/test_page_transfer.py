"""Import and export on the page: looked at first, all or nothing, everything out in one step."""

import io
import json

from acting import BASE, event, opening
from browsing import csrf_of, get, post
from openpyxl import load_workbook

SHEET = (
    "datum;bericht;onze reactie;wie\n"
    "3-11-2025 09:15;Waar blijft mijn zadel?;Het zadel is onderweg. ^Sanne;Sanne\n"
    "4-11-2025;De bel is kapot;;Noor\n"
)
BROKEN = SHEET + "41-13-2025;Nog een bericht;;Noor\n"


def send_in(dashboard, content, name="oud.csv"):
    data = {"csrf": csrf_of(dashboard), "file": (io.BytesIO(content.encode()), name)}
    return dashboard.post("/transfer/import", data=data, base_url=BASE)


def cases(dashboard):
    return get(dashboard, "/cases").text.count('class="case"')


def chosen(page):
    """What the preview's form would send as it stands."""
    fields = {}
    for part in page.split('<select name="')[1:]:
        select = part.split("</select>")[0]
        on = [o for o in select.split("<option")[1:] if " selected" in o]
        fields[select.split('"')[0]] = on[0].split('value="')[1].split('"')[0] if on else ""
    return fields


def test_a_sheet_is_looked_at_and_then_comes_in_once(dashboard):
    seen = send_in(dashboard, SHEET)
    where = seen.headers["Location"]
    page = get(dashboard, where).text
    assert "Alle 2 rijen kunnen binnenkomen." in page and "De bel is kapot" in page
    assert cases(dashboard) == 0
    gone = post(dashboard, where, **chosen(page), go="1")
    assert gone.headers["Location"] == "/transfer/progress"
    assert "2 dossiers geïmporteerd" in get(dashboard, "/transfer/progress").text
    assert cases(dashboard) == 2
    assert "send it in again" in get(dashboard, where).text
    again = send_in(dashboard, SHEET).headers["Location"]
    post(dashboard, again, **chosen(get(dashboard, again).text), go="1")
    assert "0 dossiers geïmporteerd" in get(dashboard, "/transfer/progress").text
    assert cases(dashboard) == 2


def test_bad_rows_are_listed_and_nothing_comes_in(dashboard):
    where = send_in(dashboard, BROKEN).headers["Location"]
    page = get(dashboard, where).text
    assert "Rijen die zo niet kunnen: 1; rijen die wel kunnen: 2" in page
    assert "<td>4</td>" in page and "41-13-2025" in page
    assert 'name="go"' not in page
    post(dashboard, where, **chosen(page), go="1")
    assert cases(dashboard) == 0
    without_date = {**chosen(page), "column.posted_at": ""}
    assert "Alle 3 rijen" in post(dashboard, where, **without_date).text


def test_a_file_that_is_no_sheet_is_said(dashboard):
    answer = send_in(dashboard, "alleen koppen\n")
    assert answer.status_code == 422 and "has no rows" in answer.text
    assert get(dashboard, "/transfer/import/nothing").status_code == 422


def test_everything_is_taken_out_in_each_form(device, dashboard):
    device.send(*opening(), event("replied", {"channel": "public", "text": "Onderweg! ^Sanne"}))
    lines = get(dashboard, "/transfer/record.jsonl")
    assert json.loads(lines.text.splitlines()[0])["format"] == 1
    assert "attachment" in lines.headers["Content-Disposition"]
    assert "Onderweg! ^Sanne" in get(dashboard, "/transfer/record.csv").text
    sheet = load_workbook(io.BytesIO(get(dashboard, "/transfer/record.xlsx").data)).active
    assert any("Onderweg! ^Sanne" in str(cell) for row in sheet.values for cell in row)
    assert get(dashboard, "/transfer/record.exe").status_code == 404


def test_a_file_that_is_too_large_is_said(app, dashboard):
    app.config["MAX_CONTENT_LENGTH"] = 2000
    answer = send_in(dashboard, "x" * 4000)
    assert answer.status_code == 413 and "16 MB is the most" in answer.text


def test_only_those_who_are_signed_in_take_anything_out(app, device):
    assert get(app.test_client(), "/transfer/record.jsonl").status_code == 401
