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
    post: more.post ?? null, verdict: more.verdict ?? null });
}"""


@pytest.fixture(scope="module")
def say(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Say]:
    """say(draft, brand=…, verdict=…, post=…, replies=…): the remarks that the sidebar makes."""
    browser = Browser(playwright, tmp_path_factory.mktemp("checks"))
    page = browser.context.new_page()
    page.goto(f"chrome-extension://{chromium.EXTENSION_ID}/sidebar/sidebar.html")
    yield lambda text, **more: page.evaluate(SAY, [text, more])
    browser.close()


def minded(remarks: list[dict]) -> set[str]:
    return {remark["id"] for remark in remarks if not remark["good"]}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check["id"])
def test_a_check_speaks_on_its_examples_only(check: dict, say: Say) -> None:
    assert [text for text in check["examples"] if check["id"] not in minded(say(text))] == []
    assert [text for text in check["counterexamples"] if check["id"] in minded(say(text))] == []


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
    brand = {"tone": {"address": "u", "avoid": ["topper"]}, "signature": "Team Fietsrijk"}
    assert {"other_address", "avoided_word"} <= minded(say("Dank je, topper!", brand=brand))
    fine = say("Dank u wel, fijn om te horen. Team Fietsrijk", brand=brand)
    assert not minded(fine) & {"other_address", "avoided_word", "signature"}


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
