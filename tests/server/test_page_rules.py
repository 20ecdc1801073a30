"""The pages about the rules: read, try, what if, corrections, learn."""

import io
import json
import shutil

import pytest
from acting import BASE, Device, event, opening, verdict_of
from browsing import csrf_of, get, post

from webcare import paths
from webcare.app import create_app
from webcare.pages import learn as learn_page
from webcare.record import access, judgement, learned
from webcare.settings import Settings

RULES = paths.shared() / "rules.json"


def asked(device, number, text="Kunnen jullie mij zeggen waar mijn zadel blijft?"):
    """A case of a post on a forum that was judged to be told to others."""
    place = {"kind": "forum", "owner": "fietsforum.example", "url": None}
    key = f"forum:{number}"
    device.send(*opening(key, verdict_of(), platform="forum", text=text, place=place))
    return key


def correct(device, key):
    change = {"field": "approach", "from": "proactive", "to": "reactive"}
    device.send(event("corrected", change, key))


def test_every_rule_can_be_read_and_found(dashboard):
    signals = json.loads(RULES.read_text())["signals"]
    page = get(dashboard, "/rules", "en").text
    assert [s["id"] for s in signals if f"<code>{s['id']}</code>" not in page] == []
    found = get(dashboard, "/rules?q=reply_to_brand", "en").text
    assert "<code>reply_to_brand</code>" in found and "<code>question_mark</code>" not in found
    assert "No rule fits this." in get(dashboard, "/rules?q=qqqqq", "en").text


def test_a_text_is_tried_and_its_words_are_marked(dashboard):
    post(dashboard, "/brand", name="Fietsrijk")
    answer = post(dashboard, "/rules/trial", text="Kunnen jullie mij helpen? <b>", kind="forum")
    assert "Reageren is gewenst" in answer.text
    assert "<mark>" in answer.text and "&lt;b&gt;" in answer.text


def send_file(dashboard, path, name, content, **form):
    data = {"csrf": csrf_of(dashboard), "file": (io.BytesIO(content), name), **form}
    return dashboard.post(path, data=data, base_url=BASE)


def test_each_post_of_a_saved_page_is_tried(dashboard):
    saved = paths.shared().parent / "tests" / "fixtures" / "trustpilot" / "company_nl.html"
    url = "https://nl.trustpilot.com/review/fietsrijk.nl"
    answer = send_file(
        dashboard, "/rules/trial/page", "page.html", saved.read_bytes(), url=url
    ).text
    expected = json.loads(saved.with_suffix(".json").read_text())
    posts = expected["posts"] if isinstance(expected, dict) else expected
    assert answer.count("<blockquote") == len(posts)
    assert f"Trustpilot: {len(posts)} berichten gelezen" in answer


def test_a_saved_page_nested_without_end_is_tried(dashboard):
    deep = "<span>" * 3000 + "Zadel kwijt" + "</span>" * 3000
    page = f'<p itemscope itemtype="https://schema.org/Comment"><b itemprop="text">{deep}'
    answer = send_file(dashboard, "/rules/trial/page", "x.html", page.encode())
    assert answer.status_code == 200 and answer.text.count("<blockquote") == 1


def test_a_page_of_no_known_platform_is_said(dashboard):
    answer = send_file(dashboard, "/rules/trial/page", "x.html", b"<p>Hallo</p>").text
    assert "geen platform herkend" in answer


def test_what_if_shows_which_verdicts_change_and_keeps_nothing(device, dashboard):
    asked(device, 1)
    rules = json.loads(RULES.read_text())
    version = device.get("/api/rulebook").json["version"]
    for signal in rules["signals"]:
        signal["points"] = {label: -points for label, points in signal["points"].items()}
    page = post(dashboard, "/rules/what-if", rules=json.dumps(rules), days=0).text
    assert "1 van de 1 oordelen veranderen" in page
    assert "waar mijn zadel blijft" in page
    assert "→" in page
    assert device.get("/api/rulebook").json["version"] == version


def test_what_if_with_the_same_rules_changes_nothing(device, dashboard):
    asked(device, 1)
    page = send_file(dashboard, "/rules/what-if", "rules.json", RULES.read_bytes(), days=0).text
    assert "0 van de 1 oordelen veranderen" in page


@pytest.mark.parametrize(
    ("given", "said"),
    [("{", "line 1, column 2: not JSON"), ("{}", "is missing")],
)
def test_what_if_says_what_is_wrong_with_the_rules(dashboard, given, said):
    answer = post(dashboard, "/rules/what-if", rules=given)
    assert answer.status_code == 422
    assert said in answer.text.replace("&#39;", "'") and 'role="alert"' in answer.text


def test_corrections_are_counted_and_lead_to_their_cases(device, dashboard):
    correct(device, asked(device, 1))
    correct(device, asked(device, 2, "Zomaar een verhaal over fietsen in de regen"))
    page = get(dashboard, "/rules/corrections").text
    assert "2 ×" in page and "proactief" in page and "reactief" in page
    assert 'href="/cases/1"' in page and "zomaar" not in page.lower().split("2 ×")[0]
    assert "geven dit oordeel bij 1 van de 2" in page
    assert "Zomaar een verhaal" in page


def test_steps_to_a_value_are_one_correction(device, app):
    key = asked(device, 1)
    steps = [("high", "urgent"), ("urgent", "low"), ("low", "normal")]
    there_and_back = [("complaint", "question"), ("question", "complaint")]
    for field, way in (("priority", steps), ("kind", there_and_back)):
        for before, after in way:
            data = {"field": field, "from": before, "to": after, "reply": "wanted"}
            device.send(event("corrected", data, key))
    with app.record.db.connection_context():
        found = judgement.corrections(app.record.db, 0)
    assert [(e["data"]["from"], e["data"]["to"]) for e in found] == [("high", "normal")]


def test_learning_is_shown_then_kept_and_undone(device, dashboard, app):
    for number in range(8):
        correct(device, asked(device, number, "Wie weet of dit zadel past op een oude fiets"))
        asked(device, 100 + number, "Mooi weer om te fietsen vandaag")
    version = device.get("/api/rulebook").json["version"]
    shown = post(dashboard, "/rules/learn").text
    assert "van de 16 oordelen veranderen" in shown
    assert device.get("/api/rulebook").json["version"] == version
    offer = shown.split('name="offer" value="')[1].split('"')[0].replace("&#34;", '"')
    assert post(dashboard, "/rules/learn/accept", offer=offer).status_code == 303
    assert learned.points(app.settings.data) == json.loads(offer)["adjustments"]
    assert device.get("/api/rulebook").json["version"] != version
    assert "8 correcties op 16 berichten" in get(dashboard, "/rules/learn").text
    post(dashboard, "/rules/learn/undo")
    assert device.get("/api/rulebook").json["version"] == version
    undone = post(dashboard, "/rules/learn/undo")
    assert undone.status_code == 422 and "Er is nog niets geleerd" in undone.text


def test_the_preview_says_which_corrections_are_left_out(device, dashboard, app):
    for number in range(4):
        key = asked(device, number, "Wie weet of dit zadel past op een oude fiets")
        correct(device, key)
        change = {"field": "priority", "from": "normal", "to": "urgent"}
        device.send(event("corrected", change, key))
    asked(device, 100, "Mooi weer om te fietsen vandaag")
    page = post(dashboard, "/rules/learn").text
    assert "Correcties van aanleiding en soort die meedoen: 4." in page
    assert "Correcties van de voorrang die niet meedoen: 4." in page
    offer = page.split('name="offer" value="')[1].split('"')[0].replace("&#34;", '"')
    assert post(dashboard, "/rules/learn/accept", offer=offer).status_code == 303
    assert "zijn al in gebruik" in post(dashboard, "/rules/learn").text
    again = post(dashboard, "/rules/learn/accept", offer=offer)
    assert again.status_code == 422 and "zijn al in gebruik" in again.text
    assert len(learned.versions(app.settings.data)) == 1


def test_corrections_of_other_fields_alone_are_named(device, dashboard):
    key = asked(device, 1, "Wie weet of dit zadel past op een oude fiets")
    change = {"field": "priority", "from": "normal", "to": "urgent"}
    device.send(event("corrected", change, key))
    page = post(dashboard, "/rules/learn").text
    assert "Nog niemand heeft" in page and "voorrang die niet meedoen: 1." in page


@pytest.mark.parametrize(
    "offer",
    [
        "",
        "[]",
        '{"adjustments": {}, "made_of": {"posts": 1, "corrected": 1}}',
        '{"adjustments": {"no_such_signal": {"reactive": 1}}, "made_of": {}}',
        '{"adjustments": {"reply_to_brand": {"reactive": 90}}, "made_of": {}}',
        '{"adjustments": {"reply_to_brand": {"height": 1}}, "made_of": {}}',
    ],
)
def test_only_what_learning_can_give_is_kept(dashboard, app, offer):
    assert post(dashboard, "/rules/learn/accept", offer=offer).status_code == 422
    assert learned.points(app.settings.data) == {}


def test_without_corrections_or_library_it_says_what_to_do(dashboard, monkeypatch):
    answer = post(dashboard, "/rules/learn")
    assert answer.status_code == 422 and "Nog niemand heeft" in answer.text
    dashboard.set_cookie("webcare_language", "en", domain="127.0.0.1")
    assert "Nobody has corrected" in post(dashboard, "/rules/learn").text
    monkeypatch.setattr(learn_page, "find_spec", lambda name: None)
    assert "pip install scikit-learn" in get(dashboard, "/rules/learn").text


@pytest.fixture
def shared(tmp_path):
    return shutil.copytree(paths.shared(), tmp_path / "shared")


def test_malformed_rules_from_the_first_start_are_said_in_a_sentence(shared, tmp_path):
    (shared / "rules.json").write_text("{ not json")
    app = create_app(Settings(data=tmp_path / "data", shared=shared, database_url=None))
    try:
        with app.record.db.connection_context():
            link = app.record.write(lambda: access.new_link(app.record.db))
        browser = app.test_client()
        browser.get(f"/login?k={link}", base_url=BASE)
        for path in ("/rules", "/rules/trial", "/rules/corrections", "/brand", "/places"):
            assert get(browser, path, "en").status_code == 200, path
        page = get(browser, "/rules", "en").text
        assert "There are no rules to work with yet" in page and "rules.json: line 1" in page
        assert Device(app).get("/api/rulebook").status_code == 503
        assert post(browser, "/rules/learn").status_code == 200
    finally:
        app.record.close()


def test_a_malformed_rules_file_leaves_the_last_good_rulebook_in_use(shared, tmp_path):
    rules = shared / "rules.json"
    app = create_app(Settings(data=tmp_path / "data", shared=shared, database_url=None))
    try:
        device = Device(app)
        good = device.get("/api/rulebook").json["version"]
        rules.write_text(rules.read_text().replace('"version"', "version", 1))
        assert device.get("/api/rulebook").json["version"] == good
        assert "rules.json: line 2" in app.rulebooks.problem
        after_restart = create_app(app.settings)
        try:
            assert Device(after_restart).get("/api/rulebook").json["version"] == good
        finally:
            after_restart.record.close()
        bad = json.loads((shared / "platforms" / "x.json").read_text())
        rules.write_text(json.dumps(json.loads((paths.shared() / "rules.json").read_text())))
        del bad["post"]
        (shared / "platforms" / "x.json").write_text(json.dumps(bad))
        device.get("/api/rulebook")
        assert "x.json" in app.rulebooks.problem and "post" in app.rulebooks.problem
    finally:
        app.record.close()


def test_a_correction_at_a_place_that_invites_replies_keeps_the_reply_wanted(app, device):
    change = {"field": "approach", "from": "reactive", "to": "proactive"}
    device.send(*opening("x:1"), event("corrected", {**change, "reply": "wanted"}, "x:1"))
    device.send(*opening("x:2"), event("corrected", change, "x:2"))
    replies = [device.get(f"/api/case?post_key=x:{n}").json["case"]["reply"] for n in (1, 2)]
    assert replies == ["wanted", "not_wanted"]
