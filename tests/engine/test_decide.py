"""What the engine promises beside single verdicts: reasons, settings, hostile and huge texts."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from webcare.engine import engine, rulebook
from webcare.engine.text import tokens

Decide = Callable[[dict[str, Any]], dict[str, Any]]
REVIEW = {"kind": "review_site", "owner": "fietsrijk.nl", "url": "https://trustpilot.com/review/f"}


def ids(verdict: dict[str, Any]) -> list[str]:
    return [reason["signal"] for reason in verdict["reasons"]]


def test_the_place_is_always_the_first_reason(decide: Decide) -> None:
    assert ids(decide({"text": "Mooi", "place": REVIEW}))[0] == "place_review_site"
    assert ids(decide({"text": "Mooi"}))[0] == "place_unknown"


def test_the_bad_cell_and_a_place_where_replies_are_invited(book: dict[str, Any]) -> None:
    post = {"text": "Wat een drama", "platform": "trustpilot", "place": REVIEW}
    assert engine.decide(engine.compile(book), post)["reply"] == "not_wanted"
    invited = [{"url": "https://trustpilot.com/review/f", "replies": "invited"}]
    other = {**book, "brand": {**book["brand"], "places": invited}}
    verdict = engine.decide(engine.compile(other), post)
    assert verdict["reply"] == "wanted" and verdict["approach"] == "proactive"
    assert "replies_invited" in ids(verdict)


def test_evidence_points_at_the_words_of_the_post(decide: Decide) -> None:
    text = "Hoi! De 😡 verlichting doet het nog altijd slecht."
    reasons = {one["signal"]: one["evidence"] for one in decide({"text": text})["reasons"]}
    cut = tokens(text)
    quotes = [text[cut[a].start : cut[b - 1].end] for a, b in reasons["still_again"]]
    assert quotes == ["nog altijd"]


def test_contradictory_signals_are_both_shown(both: Decide) -> None:
    verdict = both({"text": "Geweldige fiets, maar waardeloze service"})
    points = {one["signal"]: one["evidence"] for one in verdict["reasons"]}
    assert points["praise"] == [[0, 1]] and points["bad_service"] == [[4, 6]]


def test_a_sentence_begins_after_a_mark_and_after_who_is_called(both: Decide) -> None:
    for start in ("Mooi. .", "ja.@FietsrijkNL ", "Hoi!@joke ", "@FietsrijkNL ", "@joke\n"):
        assert "imperative" in ids(both({"text": f"{start}Zet de maten erbij"})), start
    for start in (
        "Mooi en ",
        "ja@FietsrijkNL ",
        "mooi @FietsrijkNL ",
        "fietsrijk.",
        "a http://b.c/?",
    ):
        assert "imperative" not in ids(both({"text": f"{start}zet de maten erbij"})), start


def test_a_negation_silences_praise_and_irony_lowers_certainty(decide: Decide) -> None:
    assert "praise" not in ids(decide({"text": "Dat is niet geweldig"}))
    plain = decide({"text": "Bedankt, weer te laat", "place": REVIEW})
    ironic = decide({"text": "Nou bedankt, weer te laat", "place": REVIEW})
    assert ironic["certainty"] < plain["certainty"]


def test_a_post_with_nothing_in_it_still_gets_a_verdict(decide: Decide) -> None:
    empty = {"text": None, "author": None, "place": None, "mentions": None, "reply_to": None}
    for post in ({}, empty, {"text": ""}):
        assert "no_text" in ids(decide(post))


def test_priorities(decide: Decide) -> None:
    texts = {
        "Levensgevaarlijk, mijn voorvork brak af": "urgent",
        "My account has been hacked": "urgent",
        "Ik ga mijn abonnement opzeggen": "high",
        "You will hear from my lawyer": "high",
        "Waar vind ik de maattabel": "normal",
        "Wat een prachtige, geweldige fiets": "low",
    }
    assert {text: decide({"text": text})["priority"] for text in texts} == texts


def test_cost_grows_with_the_text_and_not_faster(decide: Decide) -> None:
    def seconds(size: int) -> float:
        text = ("@joke waarom werkt het nog steeds niet a . " * (size // 40))[:size]
        decide({"text": text})
        start = time.process_time()
        decide({"text": text})
        return time.process_time() - start

    small, large = min(seconds(20_000) for _ in range(3)), min(seconds(200_000) for _ in range(2))
    assert large < small * 10 * 3


def test_a_text_of_one_megabyte(both: Decide) -> None:
    assert "not_working" in ids(both({"text": "fiets doet het niet? " * 50_000}))
    assert "question_marks" in ids(both({"text": "fiets?" * 170_000}))


def test_ten_thousand_mentions(both: Decide) -> None:
    many = [f"@joke{number}" for number in range(10_000)]
    found = ids(both({"text": " ".join(many)}))
    assert "many_mentions" in found and "tagged" not in found
    assert "tagged" in ids(both({"text": " ".join([*many, "@FietsrijkNL"]), "mentions": many}))


def test_a_text_of_emoji_alone(both: Decide) -> None:
    assert both({"text": "😠😠"})["sentiment"] == "negative"
    verdict = both({"text": "😍👍🏽"})
    assert verdict["sentiment"] == "positive" and "no_text" in ids(verdict)
    charged = {one["signal"]: one["evidence"] for one in verdict["reasons"]}
    assert charged["words_good"][0] == [0, 1]


def test_marks_of_direction_hide_no_word_and_break_no_phrase(both: Decide) -> None:
    plain = both({"text": "waar blijft mijn bestelling"})
    turned = both({"text": "\u202ewaar\u202c \u2067blijft\u2069 \u200fmijn\u200e bestel\u200bling"})
    assert turned == plain
    assert "where_is" in ids(both({"text": "مرحبا waar blijft mijn bestelling שלום"}))


def test_lone_surrogates_are_no_letters(both: Decide) -> None:
    for lone in ("\ud83d", "\udca9", "\udca9\ud83d"):
        assert "where_is" in ids(both({"text": f"waar blijft{lone} mijn bestelling {lone}"}))
        assert "no_text" in ids(both({"text": lone}))


def test_what_was_learned_is_added_to_the_points(book: dict[str, Any]) -> None:
    rules = rulebook.adjusted(
        book["rules"], {"tagged": {"reactive": -5, "question": 1}, "gone": {}}
    )
    before = next(one for one in book["rules"]["signals"] if one["id"] == "tagged")["points"]
    after = next(one for one in rules["signals"] if one["id"] == "tagged")["points"]
    assert after["reactive"] == round(before["reactive"] - 5, 3) and after["question"] == 1


def test_an_account_that_begins_with_the_brands_name_is_the_brand(decide: Decide) -> None:
    assert "tagged" in ids(decide({"text": "@FietsrijkHulp mijn fiets is stuk"}))
    assert "tagged" not in ids(decide({"text": "@MooieFietsrijk mijn fiets is stuk"}))


def test_the_same_rules_serve_another_brand(book: dict[str, Any]) -> None:
    ours = engine.compile(book)
    theirs = engine.for_brand(ours, {"name": "Één Fiets", "handles": {"x": ["eenfiets"]}})
    post = {"text": "Hoi Een Fiets, waar blijft mijn bestelling"}
    assert "named" in ids(engine.decide(theirs, post))
    assert "named" not in ids(engine.decide(ours, post))


def test_a_place_called_after_the_brand_is_not_the_brands(both: Decide) -> None:
    for kind in ("group", "forum", "review_site", "news"):
        place = {"kind": kind, "owner": "fietsrijk", "url": "https://www.reddit.com/r/fietsrijk/"}
        verdict = both({"text": "Wat een rommel", "platform": "reddit", "place": place})
        assert verdict["platform_type"] == "consumer_generated", kind
        assert verdict["reply"] == "not_wanted", kind


def test_what_is_below_the_brands_site_is_its_own(both: Decide) -> None:
    def platform_type(host: str) -> str:
        place = {"kind": "forum", "owner": host, "url": f"https://{host}/t/1"}
        answer: str = both({"text": "Mooi", "platform": "discourse", "place": place})[
            "platform_type"
        ]
        return answer

    assert platform_type("community.fietsrijk.nl") == "brand_generated"
    assert platform_type("fietsrijk.nl.example.com") == "consumer_generated"
    assert platform_type("nietfietsrijk.nl") == "consumer_generated"


def test_a_muted_phrase_speaks_for_no_other_signal(both: Decide) -> None:
    praise = both({"text": "@FietsrijkNL geen klachten, fijne fiets", "platform": "x"})
    assert praise["kind"] == "compliment" and praise["sentiment"] == "positive"
    assert "praise" in ids(praise)  # the muted "geen" does not deny "fijne"
    assert "negations" not in ids(praise) and "problem" not in ids(praise)


def test_points_below_the_last_priority_give_the_last(book: dict[str, Any]) -> None:
    start = book["rules"]["start"]
    points = {**start["points"], "priority": -2000}
    calm = {**book, "rules": {**book["rules"], "start": {**start, "points": points}}}
    assert engine.decide(engine.compile(calm), {"text": "Brand!"})["priority"] == "low"


@pytest.mark.parametrize(
    ("language", "frame"),
    [
        ("nl", "we zijn {} vriendelijk geholpen met onze fiets"),
        ("en", "they are {} friendly to us with the bike"),
    ],
)
def test_intensifiers_and_negations_change_what_a_word_weighs(
    book: dict[str, Any], language: str, frame: str
) -> None:
    compiled = engine.compile(book)
    words = book["rules"]["languages"][language]
    charged = book["lexicon"][language]["words"]

    def moods(word: str) -> tuple[int, int]:
        facts, _ = engine.fire(compiled, {"text": frame.format(word)})
        return facts["good"], facts["bad"]

    good, bad = moods("")
    assert good and not bad
    silent = {word: times for word, times in words["boosters"].items() if word not in charged}
    silent = {word: times for word, times in silent.items() if word not in words["negations"]}
    assert len(silent) > 10
    assert {word: moods(word)[0] for word in silent} == {
        word: good * round(times * 100) // 100 for word, times in silent.items()
    }
    for word in words["negations"]:
        assert moods(word)[0] == 0 and moods(word)[1] > 0, word
