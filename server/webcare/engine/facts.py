"""What the rules may ask of a post: who is addressed, where it stands, what its words weigh.

The twin of extension/common/facts.js. Pure.
"""

from operator import itemgetter
from typing import Any

from webcare.engine.pieces import Words, words_of
from webcare.engine.words import BREAK, Compiled, Known, Spoken, is_ours, key_of

REACH = 3  # so far before a word its negation or intensifier may stand
NOT = -74  # a negated word counts this many hundredths of itself (VADER: -0.74)

LEVELS = 5  # of a host's name that are looked at
NAMED_AFTER = ("forum", "group", "review_site", "news")  # others may name these after a brand
SHOWN = ("question_marks", "exclamations", "tagged", "mentions", "good", "bad")  # have tokens
Post = dict[str, Any]
Shown = dict[str, list[list[int]]]  # the tokens of facts


def facts_of(compiled: Compiled, post: Post) -> tuple[dict[str, Any], Shown, Words]:
    """What `when` and `per` may ask of a post, the tokens that show it, and its words."""
    words = words_of(compiled, post.get("text") or "")
    shown: Shown = {name: [] for name in SHOWN}
    handles = set(map(key_of, post.get("mentions") or ()))
    ours = {handle for handle in handles if is_ours(compiled, handle)} if handles else set[str]()
    hashtags = set(map(key_of, post.get("hashtags") or ()))
    capitals, link = 0, False
    for what, value, begin, end in words.told:
        if what in shown:
            shown[what].append([begin, end])
        elif what == "mention":
            handles.add(value)
            if is_ours(compiled, value):
                ours.add(value)
            shown["tagged" if value in ours else "mentions"].append([begin, end])
        elif what == "hashtag":
            hashtags.add(value)
        elif what == "shout":
            capitals += 1
        elif what == "link":
            link = True
    place, own = place_of(compiled, post)
    answers = key_of(post.get("reply_to") or "")
    leans = sum([known.leans for known in words.known])
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
        "mentions": len(handles) - len(ours),
        "question_marks": len(shown["question_marks"]),
        "exclamations": len(shown["exclamations"]),
        "capitals": capitals,
        "words": words.count,
        "link": link,
        "language": "nl" if leans > 0 else "en" if leans < 0 else "",
    }
    return facts, shown, words


def place_of(compiled: Compiled, post: Post) -> tuple[str, bool]:
    """Kind of place and "the brand started it"; else what the rules know of the platform.

    A page or profile is its owner's. A group, r/brand or a page of reviews is called after a brand
    and may be anyone's: there, only the brand's own site tells.
    """
    place = post.get("place")
    if place is None:
        known = compiled["rulebook"]["rules"]["platforms"].get(post.get("platform") or "") or {}
        return known.get("kind") or "unknown", known.get("owner") == "brand"
    kind = place.get("kind") or "unknown"
    owner = (place.get("owner") or "").removeprefix("www.")
    site = [*(place.get("url") or "").split("/"), "", "", ""][2]
    own = bool(owner) and kind not in NAMED_AFTER and key_of(owner) in compiled["brand"]
    own = own or (kind == "forum" and is_our_site(compiled, owner))
    return kind, own or is_our_site(compiled, site)


def is_our_site(compiled: Compiled, host: str) -> bool:
    """Is this a site of the brand, or one below it (forum.fietsrijk.nl)?"""
    parts = host.split(".")[-LEVELS:]
    names = (".".join(parts[at:]) for at in range(len(parts) - 1))
    return len(parts) > 1 and any(key_of(name) in compiled["brand"] for name in names)


def weigh(facts: dict[str, Any], shown: Shown, words: Words, muted: set[int]) -> None:
    """Adds `good` and `bad` to the facts: what the lexicon makes of words, emoji and smileys."""
    scored: list[tuple[int, list[int]]] = []
    for at in words.rare:
        language = facts["language"] or ("nl" if words.known[at].nl.weight else "en")
        if getattr(words.known[at], language).weight and at not in muted:
            spot = [words.begins[at], words.end(at)]
            scored.append((weight(words.known, at, language, muted), spot))
    smileys = [(value, [begin, end]) for what, value, begin, end in words.told if what == "smiley"]
    if smileys:
        scored = sorted([*scored, *smileys], key=itemgetter(1))
    good = bad = 0
    for value, spot in scored:
        if value > 0:
            good += value
            shown["good"].append(spot)
        elif value:
            bad -= value
            shown["bad"].append(spot)
    facts["good"], facts["bad"], facts["mood"] = good, bad, good - bad


def weight(known: list[Known], at: int, language: str, muted: set[int]) -> int:
    """A word's hundredths, after the intensifiers and negations shortly before it."""
    value: int = getattr(known[at], language).weight
    for back in range(at - 1, at - 1 - REACH, -1):
        before = known[back]
        if before is BREAK:
            break
        one: Spoken = before.nl if language == "nl" else before.en
        if (one.negates or one.booster != 100) and back not in muted:
            value = value * one.booster // 100
            value = value * NOT // 100 if one.negates else value
    return value


def is_negated(words: Words, at: int, muted: set[int]) -> bool:
    """Does a negation stand shortly before this word, in the same sentence?"""
    for back in range(at - 1, at - 1 - REACH, -1):
        known = words.known[back]
        if known is BREAK:
            return False
        if (known.nl.negates or known.en.negates) and back not in muted:
            return True
    return False
