"""What a person typed, as a question to the index: words, "phrases" and pre* beginnings.

Any text is a valid question: nothing of it reaches the database's own query language.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from webcare.record.search import stems

_PIECE = re.compile(r'"([^"]*)"?|(\S+)')
MOST_TERMS = 12
SHORTEST_PART = 4
"""Fewer letters than this are part of too many words to be looked for inside them."""

Compounds = Callable[[str], list[str]]
"""Indexed words that contain a given part."""


@dataclass(frozen=True)
class Term:
    """One thing that must occur: any of these word sequences; `prefix`: their last word goes on."""

    choices: list[list[str]] = field(default_factory=list)
    prefix: bool = False


def parse(text: str, compounds: Compounds) -> list[Term]:
    """The terms of a question; all of them must occur."""
    pieces = [(m.group(1), m.group(2)) for m in _PIECE.finditer(text)]
    loose = [word for _, word in pieces if word]
    terms = [_phrase(phrase) for phrase, _ in pieces if phrase]
    terms += [_term(word, compounds) for word in _telling(loose)]
    terms = [term for term in terms if term.choices]
    joined = _joined(loose)
    return _with_joined(terms, joined)[:MOST_TERMS]


def _telling(loose: list[str]) -> list[str]:
    """The words without those that stand in nearly every case, unless there are no others."""
    telling = [word for word in loose if stems.fold(word).strip("*") not in stems.STOP]
    return telling or loose


def _phrase(text: str) -> Term:
    found = stems.words(text)
    both = [[stems.both(word)[n % len(stems.both(word))] for word in found] for n in range(2)]
    return Term([choice for n, choice in enumerate(both) if choice and choice not in both[:n]])


def _term(word: str, compounds: Compounds) -> Term:
    found = stems.words(word)
    if not found:
        return Term()
    if word.endswith("*"):
        return Term([[found[-1]]], prefix=True)
    own = stems.both(found[0])
    parts = [stem for stem in own if len(found[0]) >= SHORTEST_PART]
    # A compound stands there by its stem in one language: "treinvertraag", not "treinvertrag".
    longer = [other for part in parts for other in compounds(part)]
    return Term([[word] for word in dict.fromkeys([*own, *longer])])


def _joined(loose: list[str]) -> list[str]:
    """Two words that may be written as one: "prive bericht" is "privebericht"."""
    if len(loose) != 2:
        return []
    one = "".join(stems.fold(word) for word in loose)
    return stems.both(one) if one.isalnum() else []


def _with_joined(terms: list[Term], joined: list[str]) -> list[Term]:
    if not joined or len(terms) != 2:
        return terms
    # (a AND b) OR ab is (a OR ab) AND (b OR ab)
    more = [[stem] for stem in joined]
    return [Term(term.choices + more, term.prefix) for term in terms]


def to_fts5(terms: list[Term], but: list[Term] | None = None) -> str:
    """The question in SQLite's FTS5 language; every word is quoted. `but`: what must not fit."""
    wanted = " AND ".join(
        f"({' OR '.join(_fts5(c, term.prefix) for c in term.choices)})" for term in terms
    )
    return f"({wanted}) NOT ({to_fts5(but)})" if but else wanted


def _fts5(choice: list[str], prefix: bool) -> str:
    return f'"{" ".join(choice)}"' + ("*" if prefix else "")


def to_tsquery(terms: list[Term], but: list[Term] | None = None) -> str:
    """The question in Postgres' tsquery language; words hold letters and digits only."""
    wanted = " & ".join(
        f"({' | '.join(_tsquery(c, term.prefix) for c in term.choices)})" for term in terms
    )
    return f"({wanted}) & !({to_tsquery(but)})" if but else wanted


def _tsquery(choice: list[str], prefix: bool) -> str:
    return " <-> ".join(f"'{word}'" for word in choice) + (":*" if prefix else "")
