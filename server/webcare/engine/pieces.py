"""Cuts a post at its spaces into pieces: words, mentions, links, marks; and gives its words.

The twin of extension/common/pieces.js. Pure. What a piece comes to is worked out when it is first
met, and remembered.
"""

from dataclasses import dataclass, field

from webcare.engine.phrases import Fit, Named, Range
from webcare.engine.text import STOPS, Token, tokens
from webcare.engine.words import BREAK, Compiled, Known, Spoken, is_ours, know

CACHED = 1_500  # pieces remembered per rulebook, each up to LENGTH characters;
LENGTH = 30  # a hostile text cannot make this grow
LINKS = ("http", "https")
BREAKS = {*STOPS, "\n", "\r"}
Said = dict[str, list[Spoken]]
MARKS = {"?": "question_marks", "!": "exclamations"}


@dataclass(slots=True)
class Told:
    """What a piece has to tell beside its words. Ranges are tokens of the piece.

    `marks`: which of MARKS, and where. `smileys`: hundredths, and where. `capitals`: how many words
    are shouted. `named`: is a name of the brand begun?
    """

    mentions: list[tuple[str, int, int]] = field(default_factory=list)
    hashtags: list[str] = field(default_factory=list)
    marks: list[tuple[str, int, int]] = field(default_factory=list)
    smileys: list[tuple[int, int, int]] = field(default_factory=list)
    capitals: int = 0
    link: bool = False
    named: bool = False


NOTHING_TOLD = Told()


@dataclass(slots=True)
class Part:
    """A piece that is more than a word.

    `size`: its tokens. `words`: with their tokens, and with breaks between sentences. `claims`: its
    first word begins a sentence that begins here; `passes`: the sentence begins after it. `leaves`:
    a sentence ends with it.
    """

    size: int
    words: list[tuple[Known, int, int]] = field(default_factory=list)
    claims: bool = False
    passes: bool = True
    leaves: bool = False
    told: Told | None = None


@dataclass(slots=True)
class Words:
    """The words to match, side by side, with breaks between sentences and at both ends.

    `fits`: the steps of phrases that each fits. `begins` and `ends`: its tokens. `named`:
    where a name of the brand begins -> its ends. `told`: what pieces tell, each after its first
    token.
    """

    known: list[Known]
    fits: list[Fit]
    begins: list[int]
    ends: list[int]
    named: Named
    told: list[tuple[int, Told]]

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
    remembered: dict[str, Known | Part] = compiled["pieces"]
    known, begins, ends, at, opens = [BREAK], [0], [0], 0, True
    told: list[tuple[int, Told]] = []
    begun: list[int] = []  # where a name of the brand may begin
    for piece in text.replace("\n", " \n ").split(" "):
        part = remembered.get(piece) or remember(compiled, piece)
        if type(part) is Known:  # a word and nothing else
            if opens:
                known.append(BREAK)
                begins.append(at)
                ends.append(at)
                opens = False
            known.append(part)
            begins.append(at)
            at += 1
            ends.append(at)
            continue
        if opens and part.claims:
            known.append(BREAK)
            begins.append(at)
            ends.append(at)
        for word, begin, end in part.words:
            known.append(word)
            begins.append(at + begin)
            ends.append(at + end)
        opens = part.leaves or (opens and part.passes)
        if part.told:
            told.append((at, part.told))
            if part.told.named:
                begun += range(len(known) - len(part.words), len(known))
        at += part.size
    known.append(BREAK)
    begins.append(at)
    ends.append(at)
    named = names_in(compiled, known, begun)
    return Words(known, [word.fit for word in known], begins, ends, named, told)


def names_in(compiled: Compiled, known: list[Known], begun: list[int]) -> Named:
    """Where names of the brand begin -> where they end, as indices of words."""
    out: Named = {}
    for at in begun:
        for name in compiled["names"].get(known[at].name, ()):
            if [word.name for word in known[at : at + len(name)]] == name:
                out.setdefault(at, []).append(at + len(name))
    return out


def remember(compiled: Compiled, piece: str) -> Known | Part:
    """What a piece comes to; what is used again and again stays remembered."""
    young, old = compiled["pieces"], compiled["older"]
    part = old.get(piece) or plain(compiled, piece) or part_of(compiled, piece)
    if len(young) >= CACHED:
        old.clear()
        old.update(young)
        young.clear()
    if len(piece) <= LENGTH:
        young[piece] = part
    return part


def plain(compiled: Compiled, piece: str) -> Known | Part | None:
    """The short way for most pieces: a plain word, or one with a comma or a full stop."""
    word = piece[:-1] if piece[-1:] in (".", ",") else piece
    if not (word.isascii() and word.isalnum()) or is_shouted(word):
        return None
    known = know(compiled, word.lower())
    if known.name:
        return None
    if word is piece:
        return known
    return Part(2, [(known, 0, 1)], claims=True, passes=False, leaves=piece[-1] == ".")


def part_of(compiled: Compiled, piece: str) -> Part:
    """Reads a piece: its words, mentions, hashtags, links, marks, smileys and capitals."""
    marks = tokens(piece)
    part, told = Part(len(marks)), Told()
    first = next((at for at, mark in enumerate(marks) if mark.word), None)
    broken = first is not None and not BREAKS.isdisjoint(piece[: marks[first].start])
    carried = False  # a sentence begins, and its first word is still to come
    at = after = 0
    for at, mark in enumerate(marks):
        if at < after:
            continue
        after = at + 1
        carried = carried or (mark.starts and (at != first or broken))
        if mark.word and mark.text in LINKS and glued(marks, after) and marks[after].text == ":":
            told.link, after = True, end_of(marks, after)
        elif mark.word:
            told.named |= add(compiled, part, mark.text, (at, after), carried)
            told.capitals += is_shouted(piece[mark.start : mark.end])
            part.passes = carried = False
        elif mark.text == "@" and glued(marks, after):
            after = handle_end(marks, after)
            handle = [one for one in marks[at:after] if one.word]
            carried = carried or (bool(handle) and handle[0].starts and broken)
            name = "".join([one.text for one in handle])
            told.mentions += [(name, at, after)] if name else []
            if is_ours(compiled, name):  # is the word "@" as well
                told.named |= add(compiled, part, "@", (at, after), carried)
        elif mark.text == "#" and glued(marks, after) and marks[after].word:
            told.hashtags.append(marks[after].text)
        elif mark.text in MARKS:
            told.marks.append((MARKS[mark.text], at, after))
        else:
            told.smileys += smiley(compiled, marks, at)
    part.claims = bool(part.words) and marks[first or 0].starts and not broken
    tail = next((mark.end for mark in reversed(marks) if mark.word), 0)
    part.leaves = carried or not BREAKS.isdisjoint(piece[tail:])
    if told != NOTHING_TOLD:
        part.told = told
    return part


def add(compiled: Compiled, part: Part, text: str, spot: Range, starts: bool) -> bool:
    """Adds a word, after a break where it begins a sentence; may it begin a name of the brand?"""
    known = know(compiled, text)
    part.words += [(BREAK, spot[0], spot[0])] if starts else []
    part.words.append((known, *spot))
    return known.name in compiled["names"]


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
