"""What the sidebar hears of a writer, of like cases and of like replies."""

import pytest
from acting import event, opening

from webcare.record import clock

DAY = 86_400_000
WAIT = "Mijn retour is al twee weken onderweg, waar blijft mijn geld?"
ANSWER = "Wat naar dat dit zo lang duurt, Joke. Je geld staat er morgen op. ^Sanne"


def ask(device, **body):
    return device.post("/api/similar", {"platform": "x", "post_key": "x:new", **body}).json


def answered(device, key="x:1", at=None, **post):
    """A case that was answered, two days ago when nothing else is said; when that was."""
    at = at or clock.now_ms() - 2 * DAY
    first, second = opening(key, text=WAIT, **post)
    device.send(
        {**first, "at": clock.to_iso(at - 2000)},
        {**second, "at": clock.to_iso(at - 1000)},
        event("replied", {"channel": "public", "text": ANSWER}, key, at),
    )
    return at


def test_a_writer_is_known_by_the_first_post_already(device):
    answered(device)
    answered(device, "reddit:1", platform="reddit")
    assert [one["reply"] for one in ask(device, author="jokev")["earlier"]] == [ANSWER]
    assert ask(device, author="someone")["earlier"] == []
    assert ask(device, author="jokev", post_key="x:1")["earlier"] == []


def later(device, kind, sentiment, at):
    first, second = opening("x:2", text=WAIT, posted_at=clock.to_iso(at))
    second["data"]["verdict"].update(kind=kind, sentiment=sentiment)
    device.send(first, second)


@pytest.mark.parametrize(
    ("kind", "sentiment", "helped"),
    [
        ("compliment", "positive", "thanked"),
        ("other", "positive", "thanked"),
        ("complaint", "negative", "came_back"),
        ("other", "neutral", None),
    ],
)
def test_what_the_writer_said_later_tells_whether_it_helped(device, kind, sentiment, helped):
    at = answered(device)
    later(device, kind, sentiment, at + DAY)
    (found,) = ask(device, text=WAIT)["similar"]
    assert found["helped"] == helped


def test_the_only_earlier_case_is_found_before_and_after_the_post_has_its_own(device):
    answered(device)
    text = WAIT + " Ook ontbreekt de handleiding."
    assert [c["agent"] for c in ask(device, text=text)["similar"]] == ["Sanne"]
    device.send(*opening("x:new", text=text))
    assert [c["agent"] for c in ask(device, text=text)["similar"]] == ["Sanne"]


def test_what_was_said_before_the_answer_tells_nothing(device):
    at = answered(device)
    later(device, "complaint", "negative", at - DAY)
    assert ask(device, text=WAIT)["similar"][0]["helped"] is None


def test_closing_and_reopening_tell_too(device):
    at = answered(device)
    device.send(event("closed", {"cause": "Retouren"}, "x:1", at + 1000))
    assert ask(device, author="jokev")["earlier"][0]["helped"] == "closed"
    device.send(event("reopened", {}, "x:1", at + 2000))
    assert ask(device, author="jokev")["earlier"][0]["helped"] == "reopened"


def test_a_draft_is_held_against_the_teams_last_replies(device):
    answered(device)
    found = device.post("/api/alike", {"text": ANSWER.replace("morgen", "vandaag")}).json["alike"]
    assert (found["agent"], found["text"]) == ("Sanne", ANSWER)
    assert found["share"] > 0.85
    assert found["page"] == "/cases/1"
    other = "Je fiets staat zaterdag klaar in Utrecht, ik loop er even heen. ^Piet"
    assert device.post("/api/alike", {"text": other}).json["alike"] is None


def test_only_the_last_fifty_replies_count(device):
    at = answered(device)
    for n in range(50):
        text = f"Zadel {n} ligt klaar bij de balie van winkel {n * 7919}"
        device.send(event("replied", {"channel": "public", "text": text}, "x:1", at + 1000 + n))
    assert device.post("/api/alike", {"text": ANSWER}).json["alike"] is None
