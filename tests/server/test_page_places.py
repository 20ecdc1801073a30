"""Places to monitor: listed, counted, visited, taken off; the brand's form leaves them alone."""

import pytest
from acting import event, opening
from browsing import get, post

from webcare.record import store

FORUM = "https://fietsforum.example/"
REVIEWS = "https://nl.trustpilot.com/review/fietsrijk.nl"


def read(device, number, platform, kind, owner, *more):
    key = f"{platform}:{number}"
    place = {"kind": kind, "owner": owner, "url": None}
    device.send(*opening(key, platform=platform, place=place), *(event(*e, key) for e in more))


def row_of(dashboard, url):
    page = get(dashboard, "/places", "en").text
    return next(row for row in page.split("<li>") if f">{url}<" in row)


def test_an_empty_list_says_what_to_do_first(dashboard):
    assert "No places to monitor yet" in get(dashboard, "/places", "en").text


def test_posts_count_at_the_place_where_they_stood(device, dashboard):
    post(dashboard, "/places", url=FORUM, name="Fietsforum")
    post(dashboard, "/places", url=REVIEWS, name="")
    read(device, 1, "discourse", "forum", "fietsforum.example", ("skipped", {"reason": "-"}))
    read(device, 2, "discourse", "forum", "ander-forum.example")
    read(device, 3, "trustpilot", "review_site", "fietsrijk.nl", ("replied", {"channel": "public"}))
    read(device, 4, "trustpilot", "review_site", "trapkracht.example")
    assert "1 posts, 0 answered, 1 left on purpose" in row_of(dashboard, FORUM)
    assert "1 posts, 1 answered, 0 left on purpose" in row_of(dashboard, REVIEWS)
    assert "nl.trustpilot.com</b>" in row_of(dashboard, REVIEWS)
    offered = get(dashboard, "/places", "en").text.split("Something stood here, too")[1]
    assert "ander-forum.example" in offered and "fietsforum.example" not in offered


def test_a_visit_is_noted_and_goes_only_to_listed_places(dashboard):
    post(dashboard, "/places", url=FORUM, name="Fietsforum")
    assert "never looked at" in row_of(dashboard, FORUM)
    gone = get(dashboard, f"/places/visit?url={FORUM}")
    assert (gone.status_code, gone.headers["Location"]) == (303, FORUM)
    assert "never looked at" not in row_of(dashboard, FORUM)
    assert get(dashboard, "/places/visit?url=https://evil.example/").status_code == 404


@pytest.mark.parametrize("url", ["fietsforum", "javascript:alert(1)", FORUM])
def test_what_cannot_be_listed_is_said(dashboard, url):
    post(dashboard, "/places", url=FORUM)
    answer = post(dashboard, "/places", url=url)
    assert answer.status_code == 422 and 'role="alert"' in answer.text


def test_a_place_is_taken_off(dashboard):
    post(dashboard, "/places", url=FORUM)
    post(dashboard, "/places/remove", url=FORUM)
    assert FORUM not in get(dashboard, "/places").text


def test_saving_the_brand_keeps_the_places(app, dashboard):
    post(dashboard, "/places", url=FORUM, name="Fietsforum")
    post(dashboard, "/brand", name="Fietsrijk")
    with app.record.db.connection_context():
        assert store.profile(app.record.db)["monitor"] == [{"name": "Fietsforum", "url": FORUM}]


def test_the_brand_keeps_tone_departments_and_extra_days(app, dashboard):
    form = {
        "name": "Fietsrijk",
        "departments": "Logistiek, Werkplaats",
        "tone.address": "je",
        "tone.avoid": "helaas, niet mogelijk",
        "tone.use": "graag",
        "hours.mon": "09:00-12:30, 13:00-17:00",
        "extra.day": ["2026-12-20", ""],
        "extra.hours": ["12:00-16:00", ""],
    }
    assert post(dashboard, "/brand", **form).status_code == 303
    with app.record.db.connection_context():
        kept = store.profile(app.record.db)
    assert kept["departments"] == ["Logistiek", "Werkplaats"]
    assert kept["tone"] == {"address": "je", "use": ["graag"], "avoid": ["helaas", "niet mogelijk"]}
    assert kept["hours"]["extra"] == {"2026-12-20": "12:00-16:00"}
    page = get(dashboard, "/brand").text
    for text in ("helaas, niet mogelijk", "2026-12-20", "12:00-16:00", "Logistiek, Werkplaats"):
        assert text in page
    form["extra.hours"] = ["16-12", ""]
    refused = post(dashboard, "/brand", **form)
    assert refused.status_code == 422 and "2026-12-20" in refused.text
