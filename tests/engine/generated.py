"""Posts made of what the rules know and of what no rule expects."""

import random
from typing import Any

from hypothesis import strategies as st

from webcare.engine.tree import read

ODD = [
    "", "\ud800", "\udfff", "\u202e", "\u200d", "\ufe0f", "é", "İ", "ß", "Ⅷ", "١٢", "𝐇𝐞𝐥𝐩", "ﷺ",
    "👍🏽", "😡", "🇳🇱", ":-)", ":(", "<3", "@", "@@", "#", "http://a.b/c?d", "…", "\n", "\r\n", "١",
    "'", "’", "-", "_", ".", "!", "?", "??", "!!!", "WAAR", "STUK", "3", "10x", "100%", "\0",
]  # fmt: skip
HANDLES = ["FietsrijkNL", "fietsrijk", "@Fietsrijk", "joke", "", "fiets_rijk", "www.fietsrijk.nl"]
KINDS = ["page", "profile", "group", "review_site", "forum", "blog", "news"]


def pieces(rules: dict[str, Any]) -> list[str]:
    """Words of the phrases, so that generated texts hit them."""
    words: set[str] = set()
    for signal in rules["signals"]:
        for part in ("phrases", "except"):
            for phrases in signal.get(part, {}).values():
                for phrase in phrases:
                    _collect(read(phrase.removeprefix("^")), words)
    return sorted(words)


def _collect(steps: list[Any], words: set[str]) -> None:
    for step in steps:
        if isinstance(step, list):
            for choice in step:
                _collect(choice, words)
        elif step not in ("_", "..", "#"):
            words.add("Fietsrijk" if step == "{brand}" else step.replace("*", "en"))


def posts(rules: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Posts with any field there, missing or null."""
    examples = [
        one if isinstance(one, str) else one["text"]
        for signal in rules["signals"]
        for one in signal["examples"] + signal["counterexamples"]
        if len(one if isinstance(one, str) else one["text"]) < 200
    ]
    token = st.sampled_from(pieces(rules)) | st.sampled_from(ODD) | st.text(max_size=4)
    text = st.lists(token | st.sampled_from(examples), max_size=25).map(" ".join) | st.lists(
        token, max_size=12
    ).map("".join)
    handle = st.sampled_from(HANDLES)
    place = st.fixed_dictionaries(
        {"kind": st.sampled_from(KINDS)},
        optional={
            "owner": st.none() | handle | st.text(max_size=5),
            "url": st.none()
            | st.sampled_from(["https://www.fietsrijk.nl/blog", "https://x.com/a"]),
        },
    )
    optional: dict[str, st.SearchStrategy[Any]] = {
        "platform": st.sampled_from([*rules["platforms"], "", "elsewhere", "constructor"]),
        "place": st.none() | place,
        "reply_to": st.none() | handle,
        "mentions": st.none() | st.lists(handle, max_size=4),
        "hashtags": st.none() | st.lists(handle, max_size=3),
        "rating": st.none() | st.integers(1, 5) | st.sampled_from([2.5, 4.5]),
        "author": st.none() | st.fixed_dictionaries(
            {}, optional={"name": st.none(), "followers": st.none() | st.integers(0, 10**6)}
        ),
        "by_brand": st.booleans(),
        "answered_by_brand": st.booleans(),
        "public_turns": st.integers(0, 5),
    }  # fmt: skip
    return st.fixed_dictionaries({"text": text}, optional=optional)


def made(words: list[str], rng: random.Random) -> dict[str, Any]:
    """A post of known words and odd ones, with any field; quicker than `posts`."""
    some = [
        rng.choice(words) if rng.random() < 0.8 else rng.choice(ODD)
        for _ in range(rng.randint(0, 30))
    ]
    return {
        "text": rng.choice([" ", " ", " ", ""]).join(some),
        "platform": rng.choice(["x", "trustpilot", "uservoice", "", "?"]),
        "place": rng.choice([None, {"kind": rng.choice(KINDS), "owner": rng.choice(HANDLES)}]),
        "reply_to": rng.choice([None, None, *HANDLES]),
        "mentions": rng.choice([None, [], [rng.choice(HANDLES)]]),
        "rating": rng.choice([None, 1, 3, 5]),
        "by_brand": rng.random() < 0.05,
        "answered_by_brand": rng.random() < 0.2,
        "public_turns": rng.randint(0, 3),
        "author": rng.choice([None, {"followers": rng.choice([None, 10, 100_000])}]),
        "url": rng.choice([None, "https://x.com/a/status/1"]),
    }
