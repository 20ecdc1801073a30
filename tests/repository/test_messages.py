"""Both languages complete: the same keys, the same places to fill in, nothing empty."""

import re

import pytest

from tree import load

LANGUAGES = {language: load(f"shared/messages/{language}.json") for language in ("nl", "en")}


def test_the_same_keys_in_both_languages() -> None:
    assert LANGUAGES["nl"].keys() == LANGUAGES["en"].keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    assert not [key for key, text in LANGUAGES[language].items() if not text.strip()]


def test_the_same_places_to_fill_in() -> None:
    def places(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", text))

    differ = [
        key
        for key in LANGUAGES["nl"]
        if places(LANGUAGES["nl"][key]) != places(LANGUAGES["en"].get(key, ""))
    ]
    assert not differ


def test_the_manifests_texts_are_in_both_languages() -> None:
    dutch, english = (load(f"extension/_locales/{x}/messages.json") for x in ("nl", "en"))
    assert dutch.keys() == english.keys()
