"""The case file's forms: what is sent stands in the time line, in the sender's name."""

from acting import event, opening
from browsing import get, post

from webcare.record import clock


def case_of(device):
    return device.get("/api/case?post_key=x:1").json["case"]


def test_a_note_stands_in_the_time_line_and_the_name_is_kept(device, dashboard):
    device.send(*opening())
    sent = post(dashboard, "/cases/1/note", agent="Noor", text="Zelfde maat als vorige week <b>")
    assert sent.headers["Location"] == "/cases/1#latest"
    page = get(dashboard, "/cases/1").text
    assert "Zelfde maat als vorige week &lt;b&gt;" in page
    assert page.count("Noor · <time") == 1
    assert 'name="agent" value="Noor"' in page


def test_without_a_name_or_a_text_nothing_is_recorded(device, dashboard):
    device.send(*opening())
    version = case_of(device)["version"]
    for form in ({"text": "wie ben ik"}, {"agent": "Noor", "text": "  "}):
        answer = post(dashboard, "/cases/1/note", **form)
        assert answer.status_code == 422 and 'role="alert"' in answer.text
    assert post(dashboard, "/cases/9/note", agent="N", text="x").status_code == 404
    assert case_of(device)["version"] == version


def test_a_question_goes_to_the_second_line_and_its_answer_is_noted(device, dashboard):
    device.send(*opening())
    form = {"to": "Logistiek", "question": "Waar is het zadel?", "due": "2031-03-04T12:30"}
    post(dashboard, "/cases/1/handover", agent="Noor", **form)
    (promise,) = case_of(device)["promises"]
    assert (promise["to_whom"], promise["due_at"]) == ("Logistiek", "2031-03-04T11:30:00.000Z")
    assert "/answer/" in get(dashboard, "/cases/1").text
    post(dashboard, "/cases/1/informed", agent="Noor", text="Ligt in Zwolle")
    assert case_of(device)["promises"][0]["kept_at"] is not None
    assert "/answer/" not in get(dashboard, "/cases/1").text


def test_sending_anyway_is_judged_once(device, dashboard):
    sent_anyway = event("overridden", {"reason": "we lossen het nu op"})
    device.send(*opening(), event("warned", {"reason": "bad_cell"}), sent_anyway)
    assert "Was toch versturen terecht?" in get(dashboard, "/cases/1").text
    post(
        dashboard,
        "/cases/1/judge",
        agent="Coach",
        event=sent_anyway["id"],
        right="no",
        note="volgende keer privé",
    )
    page = get(dashboard, "/cases/1").text
    assert "Was toch versturen terecht?" not in page
    assert "volgende keer privé" in page and "Coach · <time" in page


def test_only_what_stands_in_the_case_is_judged(device, dashboard):
    device.send(*opening(), *opening("x:2"))
    other = event("overridden", {"reason": "-"}, "x:2")
    device.send(other)
    answer = post(dashboard, "/cases/1/judge", agent="Coach", event=other["id"], right="yes")
    assert answer.status_code == 422


def test_a_correction_to_a_word_of_somebody_elses_is_shown_as_it_is(device, dashboard):
    device.send(*opening(), event("corrected", {"field": "kind", "from": "rant", "to": "question"}))
    assert "rant → vraag" in get(dashboard, "/cases/1").text


def test_an_erased_case_takes_nothing_more(app, device, dashboard):
    device.send(*opening())
    post(dashboard, "/privacy/erase", platform="x", author="jokev")
    answer = post(dashboard, "/cases/1/note", agent="Noor", text="nog iets")
    assert answer.status_code == 422 and "erased" in answer.text
    assert 'name="text"' not in get(dashboard, "/cases/1").text


def test_the_second_line_answers_by_a_link(app, device, dashboard):
    due = clock.to_iso(clock.now_ms() + 3_600_000)
    device.send(
        *opening(), event("handed_over", {"to": "Logistiek", "question": "Waar?", "due": due})
    )
    page = get(dashboard, "/cases/1").text
    link = page.split("/answer/")[1].split('"')[0]
    stranger = app.test_client()
    assert "Waar?" in get(stranger, f"/answer/{link}").text
    assert get(stranger, f"/answer/{link[:-1]}x").status_code == 422
    done = stranger.post(
        f"/answer/{link}", data={"text": "In Zwolle"}, base_url="http://127.0.0.1:8765"
    )
    assert "Dank je wel" in done.text or "Thank you" in done.text
    assert case_of(device)["promises"][0]["kept_at"] is not None
    assert "In Zwolle" in get(dashboard, "/cases/1").text
    assert get(stranger, "/cases/1").status_code == 401
