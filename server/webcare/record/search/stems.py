"""Words as they are indexed: folded, parted from marks, brought back to their stem."""

import re
import threading
import unicodedata
from typing import Any

import Stemmer  # type: ignore[import-not-found,import-untyped,unused-ignore]

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_JOINT = re.compile(r"[-'’]")
_local = threading.local()

LONGEST = 40
"""Longer runs are addresses and codes; they are indexed cut off."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP = _set(
    "de het een en van ik je jij u is niet dat die dit wij we jullie mijn met voor op er maar ook"
    " als bij aan zijn heb heeft hebben te in om the a an and or of to is it i you we my for on not"
    " be are was with at this that have has"
)
"""Stand in nearly every case; left out of a question that has other words."""

_ENGLISH = _set("the and is are was you my for with this that have has not but they it")
_DUTCH = _set("de het een en van ik je niet dat die dit met voor maar ook zijn heb er")


def words(text: str) -> list[str]:
    """The words of a text, folded; "e-mail" gives "email", "e" and "mail"."""
    found: list[str] = []
    for word in _WORD.findall(fold(text)):
        if word.isalnum():
            found.append(word[:LONGEST])
        else:
            parts = _JOINT.split(word)
            found += [part[:LONGEST] for part in ("".join(parts), *parts)]
    return found


def fold(text: str) -> str:
    """Lower case without accents."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in bare if not unicodedata.combining(c))


def stemmed(text: str) -> list[str]:
    """The stems of a text, by the language in which it seems to be written."""
    found = words(text)
    language = "english" if is_english(found) else "dutch"
    return [stem for stem in _stemmer(language).stemWords(found) if stem]


def is_english(found: list[str]) -> bool:
    """A vote of the commonest words; Dutch when they are level."""
    return sum(map(_ENGLISH.__contains__, found)) > sum(map(_DUTCH.__contains__, found))


def both(word: str) -> list[str]:
    """A word's stems in both languages, without doubles."""
    return list(dict.fromkeys(_stemmer(name).stemWord(word) for name in ("dutch", "english")))


def _stemmer(language: str) -> Any:
    # A stemmer keeps state and must not be shared by threads.
    known = _local.__dict__.setdefault("stemmers", {})
    if language not in known:
        known[language] = Stemmer.Stemmer(language)
    return known[language]
