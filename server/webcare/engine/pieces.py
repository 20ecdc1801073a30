"""Cuts a post into pieces: words, handles, links and runs of marks; and gives its words.

The twin of extension/common/pieces.js. Pure. What a piece comes to is worked out when it is first
met, and remembered.
"""

import re
from typing import NamedTuple

from webcare.engine.phrases import STATES, Fit, Range, forget
from webcare.engine.text import STOPS, Token, tokens
from webcare.engine.words import BREAK, Compiled, Known, is_ours, know

CACHED = 2_500  # pieces remembered per rulebook, each up to LENGTH characters;
LENGTH = 30  # a hostile text cannot make this grow
LINKS = ("http", "https")
BREAKS = {*STOPS, "\n", "\r"}

_WORD = "[0-9A-Za-z\x80-\U0010ffff]"  # what is not plain ASCII is looked at more closely
_PIECES = re.compile(
    r"(?:[Hh][Tt][Tt][Pp][Ss]?:|@)[!-~\x80-\U0010ffff]+"
    rf"|#?{_WORD}+(?:\.{_WORD}+)*"
    rf'|(?:[!"$-/:-?\[-`{{-~]|[@#](?!{_WORD}))+(?:(?<=[-:;=<])[0-9A-Za-z](?!{_WORD}))?|[\n\r]'
)


class Part:
    """A piece that is more than a word. Ranges are tokens of the piece.

    `words`: with breaks between sentences. `claims`: its first word begins a sentence that begins
    here; `passes`: the sentence begins after it. `leaves`: a sentence ends with it. `marks`: "?"
    and "!" -> where. `told`: has it more to tell than its words?
    """

    claims = leaves = named = told = link = False
    passes = True
    capitals = 0

    def __init__(self, size: int) -> None:
        self.size = size
        self.words: list[tuple[Known, int, int]] = []
        self.mentions: list[tuple[str, int, int]] = []
        self.hashtags: list[str] = []
        self.marks: dict[str, list[Range]] = {}
        self.smileys: list[tuple[int, int, int]] = []


class Words(NamedTuple):
    """The words to match, side by side, with breaks between sentences and at both ends.

    `fits`: the steps of phrases that each fits. `spots`: the tokens [from, to) of each. `named`:
    where a name of the brand begins -> its ends. `told`: parts with more to tell, each after its
    first token. `capitals`: how many words are shouted.
    """

    known: list[Known]
    fits: list[Fit]
    spots: list[Range]
    named: dict[int, list[int]]
    told: list[tuple[int, Part]]
    capitals: int

    def ranges(self, some: list[Range]) -> list[list[int]]:
        """Ranges of words as ranges of tokens."""
        return [[self.spots[begin][0], self.spots[end - 1][1]] for begin, end in some]


def words_of(compiled: Compiled, text: str) -> Words:
    """Links and the mentions of others are left out; a mention of the brand is the word "@"."""
    remembered: dict[str, Known | Part] = compiled["pieces"]
    if compiled["tree"].made >= STATES:
        forget(compiled["tree"])
        remembered.clear()
        compiled["older"].clear()
    known, spots = [BREAK], [(0, 0)]
    told: list[tuple[int, Part]] = []
    at, opens, named, capitals = 0, True, False, 0
    for piece in _PIECES.findall(text):
        part = remembered.get(piece) or remember(compiled, piece)
        if isinstance(part, Known):  # a word and nothing else
            if opens:
                known.append(BREAK)
                spots.append((at, at))
                opens = False
            known.append(part)
            spots.append((at, at + 1))
            at += 1
            continue
        if opens and part.claims:
            known.append(BREAK)
            spots.append((at, at))
        for word, begin, end in part.words:
            known.append(word)
            spots.append((at + begin, at + end))
        opens = part.leaves or (opens and part.passes)
        if part.told:
            told.append((at, part))
            named = named or part.named
            capitals += part.capitals
        at += part.size
    known.append(BREAK)
    spots.append((at, at))
    fits = [word.fit for word in known]
    begins = names_in(compiled, known) if named else {}
    return Words(known, fits, spots, begins, told, capitals)


def names_in(compiled: Compiled, known: list[Known]) -> dict[int, list[int]]:
    """Where names of the brand begin -> where they end, as indices of words."""
    names = [word.name for word in known]
    out: dict[int, list[int]] = {}
    for at, first in enumerate(names):
        for name in compiled["names"].get(first, ()):
            if names[at : at + len(name)] == name:
                out.setdefault(at, []).append(at + len(name))
    return out


def remember(compiled: Compiled, piece: str) -> Known | Part:
    """What a piece comes to; what is used again and again stays remembered."""
    young, old = compiled["pieces"], compiled["older"]
    part: Known | Part | None = old.get(piece)
    if not part:
        part = know(compiled, piece.lower()) if piece.isascii() and piece.isalnum() else None
        if not part or part.name or is_shouted(piece):
            part = part_of(compiled, piece)
    if len(young) >= CACHED:
        old.clear()
        old.update(young)
        young.clear()
    if len(piece) <= LENGTH:
        young[piece] = part
    return part


def part_of(compiled: Compiled, piece: str) -> Part:
    """Reads a piece: its words, mentions, hashtags, links, marks, smileys and capitals."""
    marks = tokens(piece)
    part = Part(len(marks))
    first = next((at for at, mark in enumerate(marks) if mark.word), None)
    broken = first is not None and not BREAKS.isdisjoint(piece[: marks[first].start])
    carried = False  # a sentence begins, and its first word is still to come
    at = after = 0
    for at, mark in enumerate(marks):
        if at < after:
            continue
        after = at + 1
        carried = carried or (mark.starts and (at != first or broken))
        if (
            mark.word
            and mark.text in LINKS
            and end_of(marks, after) > after
            and marks[after].text == ":"
        ):
            part.link, after = True, end_of(marks, after)
        elif mark.word:
            add(compiled, part, mark.text, (at, after), carried)
            part.capitals += is_shouted(piece[mark.start : mark.end])
            part.passes = carried = False
        elif mark.text == "@" and glued(marks, after):
            after = handle_end(marks, after)
            handle = [one for one in marks[at:after] if one.word]
            carried = carried or (bool(handle) and handle[0].starts and broken)
            add_mention(compiled, part, "".join([one.text for one in handle]), (at, after), carried)
        elif mark.text == "#" and glued(marks, after) and marks[after].word:
            part.hashtags.append(marks[after].text)
        elif mark.text in "?!":
            part.marks.setdefault(mark.text, []).append((at, after))
        else:
            part.smileys += smiley(compiled, marks, at)
    part.claims = bool(part.words) and marks[first or 0].starts and not broken
    tail = next((mark.end for mark in reversed(marks) if mark.word), 0)
    part.leaves = carried or not BREAKS.isdisjoint(piece[tail:])
    part.told = part.named or bool(
        part.mentions or part.hashtags or part.link or part.marks or part.smileys or part.capitals
    )
    return part


def add(compiled: Compiled, part: Part, text: str, spot: Range, starts: bool) -> None:
    """Adds a word, after a break where it begins a sentence."""
    known = know(compiled, text)
    part.words += [(BREAK, spot[0], spot[0])] if starts else []
    part.words.append((known, *spot))
    part.named = part.named or known.name in compiled["names"]


def add_mention(compiled: Compiled, part: Part, name: str, spot: Range, starts: bool) -> None:
    """Adds a mention; one of the brand is the word "@" as well."""
    if name:
        part.mentions.append((name, *spot))
    if is_ours(compiled, name):
        add(compiled, part, "@", spot, starts)


def smiley(compiled: Compiled, marks: list[Token], at: int) -> list[tuple[int, int, int]]:
    """The longest smiley or emoji that begins at this mark: its hundredths and its tokens."""
    smileys: dict[str, int] = compiled["rulebook"]["lexicon"]["smileys"]
    longest, joined = [], ""
    for end in range(at + 1, min(at + 3, len(marks)) + 1):
        if end > at + 1 and not glued(marks, end - 1):
            break
        joined += marks[end - 1].text
        if joined in smileys:
            longest = [(smileys[joined], at, end)]
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
