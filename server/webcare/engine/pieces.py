"""Cuts a post at its spaces into pieces: words, mentions, links, marks; and gives its words.

The twin of extension/common/pieces.js. Pure. What a piece comes to is worked out when it is first
met, and remembered.
"""

import re
from dataclasses import dataclass
from itertools import compress
from typing import Any

from webcare.engine.phrases import Fit, Named, Range
from webcare.engine.text import STOPS, Token, tokens
from webcare.engine.words import BREAK, Compiled, Known, Spoken, is_ours, know, known_of, remember

PARTS = 1_000  # other pieces remembered per rulebook
SIMPLE = re.compile("([@#]?)([0-9A-Za-z]+)([.,!?]*)")
LINKS = ("http", "https")
BREAKS = {*STOPS, "\n", "\r"}
Said = dict[str, list[Spoken]]
MARKS = {"?": "question_marks", "!": "exclamations"}
Told = tuple[str, Any, int, int]  # what, of which name or how many hundredths; its tokens


@dataclass(slots=True)
class Part:
    """A piece that is more than a word. Ranges are tokens of the piece.

    `size`: its tokens. `words`: with their tokens, and with breaks between sentences. `claims`: its
    first word begins a sentence that begins here; `passes`: the sentence begins after it. `leaves`:
    a sentence ends with it. `told`: what it tells beside its words.
    """

    size: int
    words: list[tuple[Known, int, int]]
    claims: bool
    passes: bool
    leaves: bool
    told: list[Told]


@dataclass(slots=True)
class Words:
    """The words to match, side by side, with breaks between sentences and at both ends.

    `fits`: the steps of phrases that each fits. `begins` and `ends`: its tokens. `named`:
    where a name of the brand begins -> its ends. `told`: what pieces tell, with its tokens.
    """

    known: list[Known]
    fits: list[Fit]
    begins: list[int]
    ends: list[int]
    named: Named
    told: list[Told]

    def said(self, language: str) -> Said:
        """What a language makes of each word; both, when it cannot be told."""
        out = {}
        if language != "en":
            out["nl"] = [word.nl for word in self.known]
        if language != "nl":
            out["en"] = [word.en for word in self.known]
        return out

    def tokens(self, some: list[Range]) -> list[list[int]]:
        """Ranges of words as ranges of tokens."""
        return [[self.begins[begin], self.ends[end - 1]] for begin, end in some]


def words_of(compiled: Compiled, text: str) -> Words:
    """Links and the mentions of others are left out; a mention of the brand is the word "@"."""
    words: dict[str, Known] = compiled["words"]
    parts: dict[str, Part] = compiled["parts"]
    known, begins, ends, at, opens = [BREAK], [0], [0], 0, True
    told: list[Told] = []
    for piece in text.replace("\n", " \n ").split(" "):
        word = words.get(piece) or plain(compiled, piece)
        if word:
            if opens:
                known.append(BREAK)
                begins.append(at)
                ends.append(at)
                opens = False
            known.append(word)
            begins.append(at)
            at += 1
            ends.append(at)
            continue
        part = parts.get(piece) or part_of(compiled, piece)
        if opens and part.claims:
            known.append(BREAK)
            begins.append(at)
            ends.append(at)
        for word, begin, end in part.words:
            known.append(word)
            begins.append(at + begin)
            ends.append(at + end)
        for what, value, begin, end in part.told:
            told.append((what, value, at + begin, at + end))
        opens = part.leaves or (opens and part.passes)
        at += part.size
    known.append(BREAK)
    begins.append(at)
    ends.append(at)
    named = names_in(compiled["names"], known)
    return Words(known, [word.fit for word in known], begins, ends, named, told)


def names_in(names: dict[str, list[list[str]]], known: list[Known]) -> Named:
    """Where names of the brand begin -> where they end, as indices of words."""
    out: Named = {}
    said = [word.name for word in known]
    for at in compress(range(len(said)), said):
        for name in names.get(said[at], ()):
            if said[at : at + len(name)] == name:
                out.setdefault(at, []).append(at + len(name))
    return out


def plain(compiled: Compiled, piece: str) -> Known | None:
    """The short way for most pieces: one plain word."""
    if piece.isascii() and piece.isalnum() and not is_shouted(piece):
        return know(compiled, piece.lower())
    return None


def part_of(compiled: Compiled, piece: str) -> Part:
    """What a piece comes to that is more than a word; remembered for the next post."""
    simple = SIMPLE.fullmatch(piece)
    part = simple_part(compiled, *simple.groups()) if simple else read(compiled, piece)
    remember(compiled["parts"], piece, part, PARTS)
    return part


def simple_part(compiled: Compiled, sign: str, word: str, marks: str) -> Part:
    """The short way of `read` for most other pieces: a word, handle or hashtag, and marks."""
    text, begin, end = word.lower(), len(sign), len(sign) + 1
    words: list[tuple[Known, int, int]] = []
    told: list[Told] = [("shout", 0, begin, end)] if is_shouted(word) and sign != "@" else []
    if sign == "@":
        told.append(("mention", text, 0, end))
        if is_ours(compiled, text):
            words.append((known_of(compiled, "@"), 0, end))
    else:
        words.append((know(compiled, text), begin, end))
        if sign:
            told.append(("hashtag", text, 0, begin))
    for at, mark in enumerate(marks, end):
        if mark in MARKS:
            told.append((MARKS[mark], 0, at, at + 1))
    leaves = not BREAKS.isdisjoint(marks)
    return Part(end + len(marks), words, bool(words), sign == "@", leaves, told)


def read(compiled: Compiled, piece: str) -> Part:
    """Reads a piece: its words, mentions, hashtags, links, marks, smileys and capitals."""
    marks = tokens(piece)
    words: list[tuple[Known, int, int]] = []
    told: list[Told] = []
    first = next((at for at, mark in enumerate(marks) if mark.word), None)
    broken = first is not None and not BREAKS.isdisjoint(piece[: marks[first].start])
    carried, passes = False, True  # a sentence begins, and its first word is still to come
    after = tail = 0
    for at, mark in enumerate(marks):
        if mark.word:
            tail = mark.end
        if at < after:
            continue
        after = at + 1
        carried = carried or (mark.starts and (at != first or broken))
        found = None
        if mark.word and mark.text in LINKS and glued(marks, after) and marks[after].text == ":":
            after = end_of(marks, after)
            told.append(("link", 0, at, after))
        elif mark.word:
            found = know(compiled, mark.text)
            if is_shouted(piece[mark.start : mark.end]):
                told.append(("shout", 0, at, after))
        elif mark.text == "@" and glued(marks, after):
            after = handle_end(marks, after)
            handle = [one for one in marks[at:after] if one.word]
            carried = carried or (bool(handle) and handle[0].starts and broken)
            name = "".join([one.text for one in handle])
            if name:
                told.append(("mention", name, at, after))
            if is_ours(compiled, name):
                found = known_of(compiled, "@")
        elif mark.text == "#" and glued(marks, after) and marks[after].word:
            told.append(("hashtag", marks[after].text, at, after))
        elif mark.text in MARKS:
            told.append((MARKS[mark.text], 0, at, after))
        else:
            told += smiley(compiled, marks, at)
        if found:
            if carried:
                words.append((BREAK, at, at))
            words.append((found, at, after))
            if mark.word:  # a mention leaves the start of a sentence to the word after it
                carried = passes = False
    claims = bool(words) and marks[first or 0].starts and not broken
    leaves = carried or not BREAKS.isdisjoint(piece[tail:])
    return Part(len(marks), words, claims, passes, leaves, told)


def smiley(compiled: Compiled, marks: list[Token], at: int) -> list[Told]:
    """The longest smiley or emoji that begins at this mark: its hundredths and its tokens."""
    smileys: dict[str, int] = compiled["rulebook"]["lexicon"]["smileys"]
    longest, joined = [], ""
    for end in range(at + 1, min(at + 3, len(marks)) + 1):
        if end > at + 1 and not glued(marks, end - 1):
            break
        joined += marks[end - 1].text
        if joined in smileys:
            longest = [("smiley", smileys[joined], at, end)]
    return longest


def is_shouted(raw: str) -> bool:
    """Three or more capitals from A to Z, and nothing else."""
    return raw.isupper() and len(raw) > 2 and raw.isascii() and raw.isalpha()


def glued(marks: list[Token], at: int) -> bool:
    """Does this token follow the one before without a space?"""
    return 0 < at < len(marks) and marks[at].start == marks[at - 1].end


def end_of(marks: list[Token], at: int) -> int:
    """Where the tokens end that follow each other without a space."""
    while glued(marks, at):
        at += 1
    return at


def handle_end(marks: list[Token], at: int) -> int:
    """Where a handle ends: words, _ and . between words."""
    while glued(marks, at) and (
        marks[at].word
        or marks[at].text == "_"
        or (marks[at].text == "." and glued(marks, at + 1) and marks[at + 1].word)
    ):
        at += 1
    return at
