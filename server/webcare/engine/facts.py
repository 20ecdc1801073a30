"""What the rules may ask of a post: who is addressed, where it stands, what its words weigh.

The twin of extension/common/facts.js. Pure.
"""

from typing import Any

from webcare.engine.phrases import Word, steps_from
from webcare.engine.text import Token, fold, tokens

PREFIX = 4  # a handle that begins with so long a name of the brand is taken as the brand's
CACHED = 20_000  # words remembered per rulebook
REACH = 3  # so far before a word its negation or intensifier may stand
NOT = -74  # a negated word counts this many hundredths of itself (VADER: -0.74)

Post = dict[str, Any]
Compiled = dict[str, Any]
Mention = tuple[str, tuple[int, int]]


class Spoken:
    """What one language makes of a word."""

    __slots__ = ("booster", "common", "negates", "weight")

    def __init__(self, language: dict[str, Any], words: dict[str, int], text: str) -> None:
        self.common = text in language["common"]
        self.weight = words.get(text)
        self.booster: int = language["boosters"].get(text, 100)
        self.negates = text in language["negations"]


class Known:
    """What a rulebook knows of a word."""

    __slots__ = ("en", "neutral", "nl", "steps", "text")

    def __init__(self, compiled: Compiled, text: str) -> None:
        lexicon, languages = compiled["rulebook"]["lexicon"], compiled["languages"]
        self.text = text
        self.steps = steps_from(compiled["root"], text)
        self.nl = Spoken(languages["nl"], lexicon["nl"]["words"], text)
        self.en = Spoken(languages["en"], lexicon["en"]["words"], text)
        self.neutral = self.nl.weight is None and self.en.weight is None


def know(compiled: Compiled, text: str) -> Known:
    """Remembered, as people use the same words."""
    known: Known | None = compiled["known"].get(text)
    if known is None:
        if len(compiled["known"]) >= CACHED:
            compiled["known"].clear()
        known = compiled["known"][text] = Known(compiled, text)
    return known


def brand_names(brand: dict[str, Any]) -> dict[str, list[list[str]]]:
    """What people call the brand (its names, handles and products), by the first word."""
    names = [
        brand.get("name") or "",
        *(brand.get("names") or []),
        *handles_of(brand),
        *(brand.get("products") or []),
    ]
    out: dict[str, list[list[str]]] = {"@": [["@"]]}
    for name in names:
        words = fold(name).split(" ")
        if words != [""]:
            out.setdefault(words[0], []).append(words)
    return out


def handles_of(brand: dict[str, Any]) -> list[str]:
    return [handle for some in (brand.get("handles") or {}).values() for handle in some or []]


def brand_keys(brand: dict[str, Any]) -> set[str]:
    """How its handles, hashtags, names and sites read when written as one word."""
    written = [
        brand.get("name") or "",
        *(brand.get("names") or []),
        *handles_of(brand),
        *(brand.get("hashtags") or []),
        *(brand.get("sites") or []),
    ]
    return {key_of(text) for text in written} - {""}


def key_of(text: str) -> str:
    return fold(text).replace(" ", "") if text else ""


def is_ours(handle: str, keys: set[str]) -> bool:
    """Is this the brand's account, or one that begins so (FietsrijkHulp)?"""
    return handle in keys or any(len(key) >= PREFIX and handle.startswith(key) for key in keys)


def words_of(
    compiled: Compiled, marks: list[Token]
) -> tuple[list[Word], list[Mention], list[str], bool]:
    """The words to match (links out, mentions as one word), the mentions, hashtags, "a link"."""
    keys: set[str] = compiled["brand"]
    words: list[Word] = []
    mentions: list[Mention] = []
    hashtags: list[str] = []
    link = carried = False
    at = 0
    while at < len(marks):
        token = marks[at]
        end = at + 1
        if token.text == "@" and glued(marks, end):
            while glued(marks, end) and (
                marks[end].word
                or marks[end].text == "_"
                or (marks[end].text == "." and glued(marks, end + 1) and marks[end + 1].word)
            ):
                end += 1
            name = "".join(mark.text for mark in marks[at + 1 : end] if mark.word)
            starts = carried or next((mark.starts for mark in marks[at:end] if mark.word), False)
            if name:
                mentions.append((name, (at, end)))
            carried = starts
            if is_ours(name, keys):
                words.append(Word(know(compiled, "@"), at, end, starts))
        elif token.word and token.text in ("http", "https") and glued(marks, end):
            link = True
            while glued(marks, end):
                end += 1
        elif token.word:
            known = know(compiled, token.text)
            words.append(Word(known, at, end, token.starts or carried))
            carried = False
            if at and marks[at - 1].text == "#" and glued(marks, at):
                hashtags.append(token.text)
        at = end
    mark_names(words, compiled["names"])
    return words, mentions, hashtags, link


def mark_names(words: list[Word], names: dict[str, list[list[str]]]) -> None:
    """Tells each word which names of the brand begin with it."""
    for at, word in enumerate(words):
        for name in names.get(word.known.text, ()):
            if [one.known.text for one in words[at : at + len(name)]] == name:
                word.named = [*word.named, at + len(name)]


def glued(marks: list[Token], at: int) -> bool:
    """Does this token follow the one before without a space?"""
    return 0 < at < len(marks) and marks[at].start == marks[at - 1].end


def place_of(compiled: Compiled, post: Post) -> tuple[str, bool]:
    """Kind of place and "the brand started it"; else what the rules know of the platform."""
    known = compiled["rulebook"]["rules"]["platforms"].get(post.get("platform") or "") or {}
    place = known if post.get("place") is None else post["place"]
    if place is known and known.get("owner") == "brand":
        return known["kind"], True
    owner = (place.get("owner") or "").removeprefix("www.")
    site = [*(place.get("url") or "").split("/"), "", "", ""][2].removeprefix("www.")
    own = not compiled["brand"].isdisjoint((key_of(owner), key_of(site)))
    return place.get("kind") or "unknown", own


def facts_of(compiled: Compiled, post: Post) -> tuple[dict[str, Any], dict[str, Any], list[Word]]:
    """What `when` and `per` may ask of a post, the tokens that show it, and its words."""
    marks = tokens(post.get("text") or "")
    keys = compiled["brand"]
    words, mentions, hashtags, link = words_of(compiled, marks)
    handles = {name for name, _ in mentions}
    handles |= {key_of(handle) for handle in post.get("mentions") or []}
    ours = {handle for handle in handles if is_ours(handle, keys)}
    tags = set(hashtags) | {key_of(tag) for tag in post.get("hashtags") or []}
    place, own = place_of(compiled, post)
    author = post.get("author") or {}
    shown: dict[str, Any] = {
        "question_marks": spots(marks, "?"),
        "exclamations": spots(marks, "!"),
        "tagged": [spot for name, spot in mentions if name in ours],
        "mentions": [spot for name, spot in mentions if name not in ours],
        "good": [],
        "bad": [],
    }
    answers = key_of(post.get("reply_to") or "")
    facts = {
        "place": place,
        "own_place": own,
        "platform": post.get("platform") or "",
        "tagged": bool(ours),
        "hashtag": not keys.isdisjoint(tags),
        "reply_to": "none" if not answers else "brand" if is_ours(answers, keys) else "other",
        "own_post": bool(post.get("by_brand")),
        "answered": bool(post.get("answered_by_brand")),
        "public_turns": post.get("public_turns") or 0,
        "rating": post.get("rating") or 0,
        "followers": author.get("followers") or 0,
        "mentions": len(handles - ours),
        "question_marks": len(shown["question_marks"]),
        "exclamations": len(shown["exclamations"]),
        "capitals": sum([shouted(post["text"], mark) for mark in marks if mark.word]),
        "words": len(words),
        "link": link,
        "language": language_of(words),
    }
    return facts, {**shown, "marks": marks}, words


def spots(marks: list[Token], mark: str) -> list[tuple[int, int]]:
    return [(at, at + 1) for at, token in enumerate(marks) if token.text == mark]


def shouted(text: str, token: Token) -> bool:
    """Three or more capitals from A to Z, and nothing else."""
    if not "A" <= text[token.start] <= "Z":
        return False
    raw = text[token.start : token.end]
    return len(raw) > 2 and raw.isascii() and raw.isalpha() and raw.isupper()


def language_of(words: list[Word]) -> str:
    """ "nl" or "en" by its common words; "" when neither prevails, then both are matched."""
    nl = sum([word.known.nl.common for word in words])
    en = sum([word.known.en.common for word in words])
    if nl == en:
        return ""
    return "nl" if nl > en else "en"


def weigh(
    compiled: Compiled,
    facts: dict[str, Any],
    shown: dict[str, Any],
    words: list[Word],
    muted: set[int],
) -> None:
    """Adds `good` and `bad` to the facts: what the lexicon makes of words, emoji and smileys."""
    smileys = compiled["rulebook"]["lexicon"]["smileys"]
    scored: list[tuple[int, Any]] = []
    for at, word in enumerate(words):
        known = word.known
        if known.neutral or at in muted:
            continue
        language = facts["language"] or ("en" if known.nl.weight is None else "nl")
        if getattr(known, language).weight is not None:
            scored.append((weight(language, words, at), (word.start, word.end)))
    marks = shown["marks"]
    for at in [at for at, mark in enumerate(marks) if not mark.word]:
        scored.extend(smiley(smileys, marks, at))
    for value, spot in scored:
        shown["good" if value > 0 else "bad"].append(spot)
    facts["good"] = sum(value for value, _ in scored if value > 0)
    facts["bad"] = -sum(value for value, _ in scored if value < 0)
    facts["mood"] = facts["good"] - facts["bad"]


def weight(language: str, words: list[Word], at: int) -> int:
    """A word's hundredths, after the intensifiers and negations shortly before it."""
    value: int = getattr(words[at].known, language).weight
    for back in range(at, max(at - REACH, 0), -1):
        if words[back].starts:
            break
        before = getattr(words[back - 1].known, language)
        value = value * before.booster // 100
        if before.negates:
            value = value * NOT // 100
    return value


def smiley(smileys: dict[str, int], marks: list[Token], at: int) -> list[tuple[int, Any]]:
    """The longest smiley or emoji that begins at this mark: its hundredths and its tokens."""
    longest, joined = [], ""
    for end in range(at + 1, min(at + 3, len(marks)) + 1):
        if end > at + 1 and not glued(marks, end - 1):
            break
        joined += marks[end - 1].text
        if joined in smileys:
            longest = [(smileys[joined], (at, end))]
    return longest


def is_negated(words: list[Word], at: int) -> bool:
    """Does a negation stand shortly before this word, in the same sentence?"""
    for back in range(at, max(at - REACH, 0), -1):
        if words[back].starts:
            return False
        before = words[back - 1].known
        if before.nl.negates or before.en.negates:
            return True
    return False
