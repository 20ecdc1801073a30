"""What the rules may ask of a post: who is addressed, where it stands, what its words weigh.

The twin of extension/common/facts.js. Pure.
"""

from typing import Any

from webcare.engine.phrases import Range
from webcare.engine.pieces import Words, words_of
from webcare.engine.words import BREAK, NOTHING, Compiled, Spoken, is_ours, key_of

REACH = 3  # so far before a word its negation or intensifier may stand
NOT = -74  # a negated word counts this many hundredths of itself (VADER: -0.74)

SHOWN = ("question_marks", "exclamations", "tagged", "mentions", "good", "bad")  # have tokens
Post = dict[str, Any]


def facts_of(compiled: Compiled, post: Post) -> tuple[dict[str, Any], dict[str, Any], Words]:
    """What `when` and `per` may ask of a post, the tokens that show it, and its words."""
    words = words_of(compiled, post.get("text") or "")
    mentions = [(name, (at + a, at + b)) for at, part in words.told for name, a, b in part.mentions]
    handles = {name for name, _ in mentions}
    handles.update([key_of(handle) for handle in post.get("mentions") or []])
    ours = {handle for handle in handles if is_ours(compiled, handle)}
    hashtags = {tag for _, part in words.told for tag in part.hashtags}
    hashtags.update([key_of(tag) for tag in post.get("hashtags") or []])
    place, own = place_of(compiled, post)
    answers = key_of(post.get("reply_to") or "")
    leans = sum([known.leans for known in words.known])
    shown: dict[str, Any] = {
        "question_marks": marked(words, "?"),
        "exclamations": marked(words, "!"),
        "tagged": [spot for name, spot in mentions if name in ours],
        "mentions": [spot for name, spot in mentions if name not in ours],
    }
    facts = {
        "place": place,
        "own_place": own,
        "platform": post.get("platform") or "",
        "tagged": bool(ours),
        "hashtag": not compiled["brand"].isdisjoint(hashtags),
        "reply_to": "none" if not answers else "brand" if is_ours(compiled, answers) else "other",
        "own_post": bool(post.get("by_brand")),
        "answered": bool(post.get("answered_by_brand")),
        "public_turns": post.get("public_turns") or 0,
        "rating": post.get("rating") or 0,
        "followers": (post.get("author") or {}).get("followers") or 0,
        "mentions": len(handles - ours),
        "question_marks": len(shown["question_marks"]),
        "exclamations": len(shown["exclamations"]),
        "capitals": words.capitals,
        "words": len(words.fits) - words.fits.count(BREAK.fit),
        "link": any([part.link for _, part in words.told]),
        "language": "nl" if leans > 0 else "en" if leans < 0 else "",
    }
    return facts, shown, words


def marked(words: Words, mark: str) -> list[Range]:
    """Where this mark stands."""
    return [(at + a, at + b) for at, part in words.told for a, b in part.marks.get(mark, ())]


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


def weigh(facts: dict[str, Any], shown: dict[str, Any], words: Words, muted: set[int]) -> None:
    """Adds `good` and `bad` to the facts: what the lexicon makes of words, emoji and smileys."""
    scored: list[tuple[int, Range]] = []
    charged = [at for at, known in enumerate(words.known) if known.charged and at not in muted]
    for at in charged:
        value = weight(
            words, at, facts["language"] or ("nl" if words.known[at].nl.weight else "en")
        )
        if value:
            scored.append((value, words.spots[at]))
    for at, part in words.told:
        scored += [(value, (at + a, at + b)) for value, a, b in part.smileys]
    shown["good"] = [spot for value, spot in scored if value > 0]
    shown["bad"] = [spot for value, spot in scored if value < 0]
    facts["good"] = sum([value for value, _ in scored if value > 0])
    facts["bad"] = -sum([value for value, _ in scored if value < 0])
    facts["mood"] = facts["good"] - facts["bad"]


def weight(words: Words, at: int, language: str) -> int:
    """A word's hundredths, after the intensifiers and negations shortly before it."""
    value: int = getattr(words.known[at], language).weight
    for back in range(at - 1, at - 1 - REACH, -1):
        known = words.known[back]
        if known is BREAK:
            break
        if known is not NOTHING:
            spoken: Spoken = getattr(known, language)
            value = value * spoken.booster // 100
            value = value * NOT // 100 if spoken.negates else value
    return value


def is_negated(words: Words, at: int) -> bool:
    """Does a negation stand shortly before this word, in the same sentence?"""
    for back in range(at - 1, at - 1 - REACH, -1):
        known = words.known[back]
        if known is BREAK:
            return False
        if known.nl.negates or known.en.negates:
            return True
    return False
