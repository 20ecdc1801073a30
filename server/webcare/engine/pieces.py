"""Cuts a post at its spaces into pieces: words, mentions, links, marks; and gives its words.

The twin of extension/common/pieces.js. Pure. What a piece comes to is worked out when it is first
met, and remembered.
"""

from dataclasses import dataclass
from typing import Any, final

from webcare.engine.phrases import Named, Range
from webcare.engine.text import STOPS, Token, tokens
from webcare.engine.words import BREAK, Compiled, Known, is_ours, know, remember

PIECES = 8_000  # pieces remembered per rulebook
LINKS = ("http", "https")
BREAKS = {*STOPS, "\n", "\r"}
CALL = "@"  # the word that stands for a mention of the brand
ENDS = ".,!?"
MARKS = {"?": "question_marks", "!": "exclamations"}
Told = tuple[str, Any, int, int]  # what, of which name or how many hundredths; its tokens
Found = tuple[Known, int, int]  # a word or BREAK; its tokens


@final
@dataclass(slots=True, eq=False)
class Piece:
    """What stands between two spaces and is more than a word. Ranges are tokens of the piece.

    `size`: its tokens. `words`: with their tokens, and with a BREAK where a sentence ends. `told`:
    what it tells beside its words. `calls`: it only calls the brand, so that a sentence that begins
    with it begins with the next word too.
    """

    size: int
    words: tuple[Found, ...]
    told: tuple[Told, ...]
    calls: bool


@dataclass(slots=True)
class Words:
    """The words to match, side by side, with breaks between sentences and at both ends.

    `rare`: which may have a name or a weight. `begins`: its first token; `long`: where the tokens
    end of those that have more than one. `named`: where a name of the brand begins -> its ends.
    `told`: what pieces tell, with its tokens. `count`: how many words, without the breaks.
    """

    known: list[Known]
    rare: list[int]
    begins: list[int]
    long: dict[int, int]
    named: Named
    told: list[Told]
    count: int

    def tokens(self, some: list[Range]) -> list[list[int]]:
        """Ranges of words as ranges of tokens."""
        return [[self.begins[begin], self.end(end - 1)] for begin, end in some]

    def end(self, at: int) -> int:
        """Where the tokens of this word end."""
        return self.long.get(at, self.begins[at] + 1)


def words_of(compiled: Compiled, text: str) -> Words:
    """Links and the mentions of others are left out; a mention of the brand is the word "@"."""
    pieces: dict[str, Known | Piece] = compiled["pieces"]
    known, begins, at = [BREAK], [0], 0
    long: dict[int, int] = {}
    rare: list[int] = []
    told: list[Told] = []
    breaks = 2
    for raw in text.replace("\n", " \n ").split(" "):
        piece = pieces.get(raw) or piece_of(compiled, raw)
        if type(piece) is Known:
            if piece.rare:
                rare.append(len(known))
            known.append(piece)
            begins.append(at)
            at += 1
            continue
        again = piece.calls and known[-1] is BREAK
        for word, begin, end in piece.words:
            if word.rare:
                rare.append(len(known))
            elif word is BREAK:
                breaks += 1
            if end > begin + 1:
                long[len(known)] = at + end
            known.append(word)
            begins.append(at + begin)
        for what, value, begin, end in piece.told:
            told.append((what, value, at + begin, at + end))
        at += piece.size
        if again:
            breaks += 1
            known.append(BREAK)
            begins.append(at)
    known.append(BREAK)
    begins.append(at)
    named = names_in(compiled["names"], known, rare) if rare else {}
    return Words(known, rare, begins, long, named, told, len(known) - breaks)


def names_in(names: dict[str, list[list[str]]], known: list[Known], rare: list[int]) -> Named:
    """Where names of the brand begin -> where they end, as indices of words."""
    out: Named = {}
    for at in rare:
        for name in names.get(known[at].name, ()):
            if [word.name for word in known[at : at + len(name)]] == name:
                out.setdefault(at, []).append(at + len(name))
    return out


def piece_of(compiled: Compiled, raw: str) -> Known | Piece:
    """What a piece comes to; remembered for the next post."""
    word = raw.rstrip(ENDS)
    is_simple = word.isalnum() and word.isascii()
    piece = plain(compiled, word, raw[len(word) :]) if is_simple else read(compiled, raw)
    remember(compiled["pieces"], raw, piece, PIECES)
    return piece


def plain(compiled: Compiled, word: str, marks: str) -> Known | Piece:
    """The short way of `read` for most pieces: a word and the marks that end it."""
    known = know(compiled, word.lower())
    shouted = is_shouted(word)
    if not (marks or shouted):
        return known
    found = [(known, 0, 1)]
    told = [("shout", 0, 0, 1)] if shouted else []
    for at, mark in enumerate(marks, 1):
        if mark in MARKS:
            told.append((MARKS[mark], 0, at, at + 1))
    if not BREAKS.isdisjoint(marks):
        found.append((BREAK, 1, 1))
    return Piece(1 + len(marks), tuple(found), tuple(told), False)


def read(compiled: Compiled, raw: str) -> Known | Piece:
    """Reads a piece: its words, mentions, hashtags, links, marks, smileys and capitals."""
    marks = tokens(raw)
    found: list[Found] = []
    told: list[Told] = []
    first = next((mark for mark in marks if mark.word), None)
    broken = first is not None and not BREAKS.isdisjoint(raw[: first.start])
    after = tail = 0
    for at, mark in enumerate(marks):
        if mark.word:
            tail = mark.end
        if at < after:
            continue
        after, word = at + 1, mark
        if mark.text == "@" and glued(marks, after):
            after = handle_end(marks, after)
            word = next((one for one in marks[at:after] if one.word), mark)
        if word.starts and (broken or word is not first):
            found.append((BREAK, at, at))
        if mark.word and mark.text in LINKS and glued(marks, after) and marks[after].text == ":":
            after = end_of(marks, after)
            told.append(("link", 0, at, after))
        elif mark.word:
            found.append((know(compiled, mark.text), at, after))
            if is_shouted(raw[mark.start : mark.end]):
                told.append(("shout", 0, at, after))
        elif word.word:
            name = "".join([one.text for one in marks[at:after] if one.word])
            told.append(("mention", name, at, after))
            if is_ours(compiled, name):
                again = found[-1:] if found and found[-1][0] is BREAK else []
                found += [(know(compiled, CALL), at, after), *again]
        elif mark.text == "#" and glued(marks, after) and marks[after].word:
            told.append(("hashtag", marks[after].text, at, after))
        elif mark.text in MARKS:
            told.append((MARKS[mark.text], 0, at, after))
        else:
            told += smiley(compiled, marks, at)
    if not BREAKS.isdisjoint(raw[tail:]):
        found.append((BREAK, len(marks), len(marks)))
    if len(marks) == len(found) == 1 and not told:
        return found[0][0]
    calls = len(found) == 1 and found[0][0].name == CALL
    return Piece(len(marks), tuple(found), tuple(told), calls)


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
