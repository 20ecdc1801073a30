"""Every page in both languages, empty and filled; forms do what they say."""

import pytest
from acting import BASE, event, opening, verdict_of
from browsing import get, post

from webcare import paths
from webcare.pages import NAVIGATION
from webcare.record import cases, sql
from webcare.record.demo import fill

PAGES = [path for _, path in NAVIGATION]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_opens_on_an_empty_record(dashboard, path, language):
    page = get(dashboard, path, language)
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text
    assert "<h1>" in page.text


def test_every_page_opens_on_a_filled_record(app, dashboard):
    with app.record.db.connection_context():
        fill(app.record, paths.shared(), cases=40)
    for path in [*PAGES, *(f"/cases/{n}" for n in range(1, 41)), "/insights?days=0"]:
        assert get(dashboard, path).status_code == 200, path


def test_an_empty_start_page_says_what_to_do_first(dashboard):
    page = get(dashboard, "/", "en").text
    assert "Nothing has been recorded yet" in page and 'href="/team"' in page


def test_the_chosen_language_stays(dashboard):
    answer = post(dashboard, "/language", language="en", back="/cases")
    assert answer.headers["Location"] == "/cases"
    assert '<html lang="en">' in get(dashboard, "/", "nl").text
    elsewhere = post(dashboard, "/language", language="en", back="https://evil.example/x")
    assert elsewhere.headers["Location"] == "/x"


def test_the_case_page_shows_what_was_decided_and_learned(device, dashboard):
    device.send(
        *opening(),
        event("warned", {"reason": "bad_cell"}),
        event("cancelled", {}),
        event("skipped", {"reason": "vraagt niets", "learning": "paklijst nakijken"}),
    )
    page = get(dashboard, "/cases/1").text
    for text in ("Liever niet reageren", "Reactie tegengehouden", "paklijst nakijken", "jokev"):
        assert text in page
    assert get(dashboard, "/cases/2").status_code == 404


def test_filters_stand_in_the_address(device, dashboard):
    device.send(*opening(), event("replied", {"channel": "public"}))
    device.send(*opening("x:2"))
    page = get(dashboard, "/cases?outcome=replied").text
    assert "/cases/1" in page and "/cases/2" not in page
    assert "Geen dossier past" in get(dashboard, "/cases?kind=compliment").text


def test_cases_are_filtered_by_place_and_by_priority(app, device, dashboard):
    forum = {"kind": "forum", "owner": "Fietsforum", "url": "https://fietsforum.example/"}
    device.send(*opening("x:1"))
    device.send(*opening("x:2", place=forum))
    device.send(*opening("x:3", verdict_of(priority="urgent")))
    for query, wanted in (
        ("place=Fietsforum", {2}),
        ("priority=urgent", {3}),
        ("place=jokev", set()),
    ):
        page = get(dashboard, f"/cases?{query}").text
        assert {n for n in (1, 2, 3) if f'"/cases/{n}"' in page} == wanted
    assert 'value="Fietsforum"' in get(dashboard, "/cases?place=Fietsforum").text
    db = app.record.db
    if not sql.is_sqlite(db):
        return
    with db.connection_context():  # neither reads all cases, nor sorts them
        for chosen, index in (
            ({"place": "a"}, "cases_place"),
            ({"priority": "high"}, "cases_priority"),
        ):
            where, values = cases.conditions(cases.Filter(**chosen))
            query = f"SELECT id FROM cases WHERE {' AND '.join(where)} ORDER BY last_at DESC"
            plan = sql.execute(db, f"EXPLAIN QUERY PLAN {query}", values).fetchall()
            assert [index in str(step) for step in plan] == [True]


def test_insights_show_how_a_trainee_agrees_each_week(device, dashboard):
    device.send(*opening())
    for reply in ("wanted", "not_wanted"):
        data = {"exercise": "e1", "reply": reply, "right": True}
        device.send(event("practised", data, "practice:1"))
    shown = get(dashboard, "/insights", "en").text.partition('<dl class="trainees weeks">')[2]
    week = shown.partition("</dl>")[0]
    assert week.count("Week of <time") == 1
    assert week.partition("<dd>")[2].startswith("1.00 ")


def test_the_brand_is_part_of_the_rulebook(device, dashboard):
    before = device.get("/api/rulebook").headers["ETag"]
    saved = post(
        dashboard,
        "/brand",
        **{
            "name": "Fietsrijk",
            "handles.x": "@FietsrijkNL",
            "hashtags": "#Fietsrijk, Duinrijder",
            "sites": "fietsrijk.nl",
            "hours.mon": "09:00-17:00",
            "target.default": "60",
            "departments": "Magazijn, Retouren",
            "tone.address": "je",
            "tone.avoid": "topper, hele goede dag",
            "snippet.title": ["Eerste reactie", ""],
            "snippet.text": ["Dag {name}, ik zoek het uit.", ""],
        },
    )
    assert saved.status_code == 303
    answer = device.get("/api/rulebook")
    brand = answer.json["brand"]
    assert brand["tone"] == {"address": "je", "avoid": ["topper", "hele goede dag"]}
    assert brand["departments"] == ["Magazijn", "Retouren"]
    assert brand["snippets"] == [
        {"title": "Eerste reactie", "text": "Dag {name}, ik zoek het uit."}
    ]
    assert (brand["handles"], brand["hashtags"]) == (
        {"x": ["FietsrijkNL"]},
        ["Fietsrijk", "Duinrijder"],
    )
    assert answer.headers["ETag"] != before
    again = device.get("/api/rulebook", **{"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"name": ""}, "name:"),
        ({"name": "F", "hours.mon": "9-5"}, "mon"),
        ({"name": "F", "target.x": "soon"}, "targets: the minutes for x"),
        ({"name": "F", "sites": "https://fietsrijk.nl/"}, "sites:"),
        ({"name": "F", "tone.address": "gij"}, "tone:"),
        ({"name": "F", "snippet.title": "", "snippet.text": "Dag"}, "snippets:"),
    ],
)
def test_a_profile_that_cannot_be_is_named_and_kept_in_the_form(dashboard, form, said):
    answer = post(dashboard, "/brand", **form)
    assert answer.status_code == 422
    assert said in answer.text and 'role="alert"' in answer.text


def test_insights_give_each_figure_as_csv(device, dashboard):
    device.send(*opening(), event("replied", {"channel": "public"}))
    answer = get(dashboard, "/insights/adherence.csv?days=30")
    assert answer.mimetype == "text/csv"
    assert "adherence;value;share;0.0" in answer.text
    assert get(dashboard, "/insights/nothing.csv").status_code == 404


@pytest.mark.parametrize("name", ["speed", "answers", "warnings", "cause", "kind", "places"])
def test_each_picture_has_its_numbers_as_csv(device, dashboard, name):
    device.send(
        *opening(),
        event("warned", {"reason": "bad_cell"}),
        event("cancelled", {}),
        event("skipped", {"reason": "-", "cause": "=inpakstation 3"}),
    )
    header, *rows = get(dashboard, f"/insights/{name}.csv?days=30").text.strip().splitlines()
    assert len(rows) == 2 and len(rows[0].split(";")) == len(header.split(";"))
    wanted = {"warnings": ";1;0;0", "cause": ";1", "kind": ";1", "places": ";1;0;1;"}
    assert wanted.get(name, ";0;0;0") in rows[0]
    assert "'=inpakstation 3" in header or name != "cause"


def test_the_leads_word_on_overridden_warnings_is_counted(device, dashboard):
    sent_anyway = event("overridden", {"reason": "we lossen het op"})
    device.send(*opening(), event("warned", {"reason": "bad_cell"}), sent_anyway)
    assert "Nog 1 te beoordelen" in get(dashboard, "/insights").text
    post(dashboard, "/cases/1/judge", agent="Coach", event=sent_anyway["id"], right="yes")
    page = get(dashboard, "/insights").text
    assert "Niets om te beoordelen" in page and "van de 1 terecht" in page


def test_a_new_code_pairs_and_a_revoked_device_is_out(app, dashboard):
    page = post(dashboard, "/team/code").text
    code = page.split('class="code">')[1].split("<")[0]
    body = {"code": code, "agent": "Noor"}
    from webcare.settings import EXTENSION

    paired = app.test_client().post(
        "/api/pair", json=body, base_url=BASE, headers={"Origin": EXTENSION}
    )
    assert paired.status_code == 200
    assert "Noor" in get(dashboard, "/team").text
    with app.record.db.connection_context():
        number = sql.value(app.record.db, "SELECT id FROM devices WHERE agent = 'Noor'")
    post(dashboard, "/team/revoke", device=str(number))
    header = {"Authorization": f"Bearer {paired.json['token']}"}
    again = app.test_client().get("/api/rulebook", base_url=BASE, headers=header)
    assert again.status_code == 401
