"""What is said of a draft: each check of rules.json on its own examples, in the extension."""

import json
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Playwright

from harness.chromium import Browser
from webcare import chromium, paths

CHECKS = json.loads((paths.shared() / "rules.json").read_text())["reply_checks"]
Say = Callable[..., list[dict]]

SAY = """async ([text, more]) => {
  const json = (name) => fetch(`/shared/${name}.json`).then((answer) => answer.json());
  const [{ remarks }, { shingles }, rules, lexicon] = await Promise.all([
    import("/sidebar/checks.js"), import("/sidebar/alike.js"), json("rules"), json("lexicon"),
  ]);
  const at = "2026-01-02T10:00:00.000Z";
  const replies = (more.replies ?? []).map((reply) => ({ at, shingles: shingles(reply) }));
  return remarks({ text, rules, lexicon, brand: more.brand ?? {}, agent: more.agent ?? "", replies,
    post: more.post ?? null, verdict: more.verdict ?? null, alike: more.alike ?? null,
    copied: (more.copied ?? []).map((text) => shingles(text)) });
}"""


@pytest.fixture(scope="module")
def say(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Say]:
    """say(draft, brand=…, verdict=…, post=…, replies=…): the remarks that the sidebar makes."""
    browser = Browser(playwright, tmp_path_factory.mktemp("checks"))
    page = browser.context.new_page()
    page.goto(f"chrome-extension://{chromium.EXTENSION_ID}/sidebar/sidebar.html")
    page.evaluate("async () => { await import('/sidebar/main.js'); }")  # with the engine
    yield lambda text, **more: page.evaluate(SAY, [text, more])
    browser.close()


def minded(remarks: list[dict]) -> set[str]:
    return {remark["id"] for remark in remarks if not remark["good"]}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check["id"])
def test_a_check_speaks_on_its_examples_only(check: dict, language: str, say: Say) -> None:
    hits, misses = check["examples"][language], check["counterexamples"][language]
    assert [text for text in hits if check["id"] not in minded(say(text))] == []
    assert [text for text in misses if check["id"] in minded(say(text))] == []


WAIT = "Wat vervelend dat je fiets nog niet compleet is, ik zoek het vandaag voor je uit. ^Sanne"
SORRY = "So sorry that your bike is still not complete, I will find out today for you. ^Sanne"
OTHER = {"nl": "De werkplaats in Utrecht is zaterdag open, loop gerust even binnen. ^Sanne"}
OTHER["en"] = "The workshop in Utrecht is open on Saturday, just drop in whenever you like. ^Sanne"
U, WORDS = {"tone": {"address": "u"}}, {"tone": {"avoid": ["topper"], "use": ["fijne rit"]}}
TEAM = {"share": 0.9, "at": "2026-01-02T10:00:00.000Z", "agent": "Piet", "page": "/cases/1"}
DEPENDS = [  # on more than the text: check, language, text and more for a hit, the same for a miss
    ("other_address", "nl", "Dank je wel!", {"brand": U}, "Dank u wel!", {"brand": U}),
    ("avoided_word", "nl", "Bedankt, topper!", {"brand": WORDS}, "Bedankt!", {"brand": WORDS}),
    ("avoided_word", "en", "Thanks, topper!", {"brand": WORDS}, "Thanks!", {"brand": WORDS}),
    ("third_turn", "nl", WAIT, {"post": {"public_turns": 2}}, WAIT, {"post": {"public_turns": 1}}),
    ("third_turn", "en", SORRY, {"post": {"public_turns": 2}}, SORRY, {}),
    ("same_as_before", "nl", WAIT, {"replies": [WAIT]}, OTHER["nl"], {"replies": [WAIT]}),
    ("same_as_before", "en", SORRY, {"alike": TEAM}, OTHER["en"], {"replies": [SORRY]}),
    ("still_copied", "nl", WAIT, {"copied": [WAIT]}, OTHER["nl"], {"copied": [WAIT]}),
    ("still_copied", "en", SORRY, {"copied": [SORRY]}, OTHER["en"], {"copied": [SORRY]}),
    *(
        ("other_signature", language, f"{text} Groet, Sanne", signed, f"{text} ^Sanne", signed)
        for language, text in (("nl", "Komt goed."), ("en", "Will do."))
        for signed in [{"brand": {"signature": "^{name}"}, "agent": "Sanne"}]
    ),
]


@pytest.mark.parametrize("case", DEPENDS, ids=lambda case: f"{case[0]}-{case[1]}")
def test_a_check_that_depends_on_more_than_the_text(case: tuple, say: Say) -> None:
    check, _, hit, more, miss, less = case
    assert check in minded(say(hit, **more))
    assert check not in minded(say(miss, **less))


def test_every_check_has_a_hit_and_a_miss_in_both_languages() -> None:
    """A form of address is Dutch only, and what sounds like the brand is praise, tried below."""
    shown = {(check, language) for check, language, *_ in DEPENDS}
    missing = [
        (check["id"], language)
        for check in CHECKS
        for language in ("nl", "en")
        if not (check["examples"][language] and check["counterexamples"][language])
        and (check["id"], language) not in shown
    ]
    dutch = [("mixed_address", "en"), ("other_address", "en")]
    assert sorted(missing) == sorted([*dutch, ("own_word", "nl"), ("own_word", "en")])


def test_which_reply_of_the_team_it_is_like(say: Say) -> None:
    (found,) = [r for r in say(WAIT, alike=TEAM) if r["id"] == "same_as_before"]
    assert found["values"] == {**TEAM, "percent": 90}


@pytest.mark.parametrize(
    "text",
    [
        "Maak het over op NL91 ABNA 0417 1643 00 graag",
        "mail joke.vermeer@voorbeeld.nl",
        "Bel 06 1234 5678",
        "call +31 20 123 4567",
        "Stationsstraat 12, 3511 AB",
        "3511AB 12",
        "ordernummer: 20391",
        "klantnr 88123",
    ],
)
def test_personal_data_is_seen(text: str, say: Say) -> None:
    found = [remark for remark in say(text) if remark["id"] == "personal_data"]
    assert found, text
    assert found[0]["quote"] in text


@pytest.mark.parametrize(
    "text",
    [
        "NL91ABNA0417164301 is geen rekening",
        "We zijn open van 9:00 tot 17:00",
        "Sinds 2019 in 3 winkels",
        "Op 01-02-2026 komt hij",
        "Maat 56 of 58?",
        "Kijk op fietsrijk.nl",
        "Ruim 12000 fietsen op voorraad",
    ],
)
def test_what_is_no_personal_data(text: str, say: Say) -> None:
    assert "personal_data" not in minded(say(text))


def test_an_earlier_reply_is_recognised_though_some_words_changed(say: Say) -> None:
    before = (
        "Wat vervelend dat je fiets nog niet compleet is, ik zoek het vandaag voor je uit. ^Sanne"
    )
    now = "Wat vervelend dat je fiets nog niet compleet is, ik zoek het morgen voor je uit. ^Sanne"
    other = "De werkplaats in Utrecht is zaterdag gewoon open, loop gerust even binnen. ^Sanne"
    same = [r for r in say(now, replies=[other, before]) if r["id"] == "same_as_before"]
    assert same
    assert 60 <= same[0]["values"]["percent"] < 100
    assert "same_as_before" not in minded(say(other, replies=[before]))


def test_the_brands_own_voice(say: Say) -> None:
    brand = {
        "tone": {"address": "u", "avoid": ["topper"], "use": ["fijne rit", "happy ride"]},
        "signature": "Team Fietsrijk",
    }
    assert {"other_address", "avoided_word"} <= minded(say("Dank je, topper!", brand=brand))
    fine = say("Dank u wel, en alvast een fijne rit. Team Fietsrijk", brand=brand)
    assert not minded(fine) & {"other_address", "avoided_word", "signature", "other_signature"}
    assert [(r["id"], r["quote"]) for r in fine if r["id"] == "own_word"] == [
        ("own_word", "fijne rit")
    ]
    assert [r["quote"] for r in say("Have a happy ride!", brand=brand) if r["id"] == "own_word"]
    assert not [r for r in say("Have a nice day!", brand=brand) if r["id"] == "own_word"]


def test_some_checks_depend_on_the_post(say: Say) -> None:
    text = "Bekijk ook onze nieuwe collectie"
    assert "advertising" in minded(
        say(text, verdict={"kind": "complaint", "sentiment": "negative"})
    )
    assert "advertising" not in minded(
        say(text, verdict={"kind": "compliment", "sentiment": "positive"})
    )
    assert "third_turn" in minded(say(text, post={"public_turns": 2}))
    assert "third_turn" not in minded(say(text, post={"public_turns": 1}))


def test_an_empty_draft_gets_no_remarks(say: Say) -> None:
    assert say("  \n ") == []


@pytest.mark.parametrize(
    "piece", ["a", "straat ", "1", "order", "é.@", "0 ", "begrijp ", "A1 ", "- "]
)
def test_a_very_long_draft_does_not_freeze_the_sidebar(piece: str, say: Say) -> None:
    started = time.monotonic()
    say(piece * (100_000 // len(piece)))
    assert time.monotonic() - started < 3
