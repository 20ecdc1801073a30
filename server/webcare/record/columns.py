"""The columns of a case's row: what they are before anything happened, and what a post fills in."""

import hashlib
from typing import Any

from webcare.record import clock

Json = dict[str, Any]
EXCERPT = 200

VERDICT_COLUMNS = ("platform_type", "approach", "reply", "kind", "sentiment", "priority")

EMPTY: Json = {
    **dict.fromkeys(
        (
            *("platform", "place_kind", "place_owner", *VERDICT_COLUMNS, "author", "excerpt"),
            *("url", "thread", "posted_at", "opened_at", "opened_by", "first_reply_at"),
            *("first_reply_by", "decided_at", "decided_by", "first_promise_at", "substantive_at"),
            *("finished_at", "outcome", "cause", "learning", "holder", "held_until", "due_at"),
            *("first_business_ms", "team_business_ms", "substantive_business_ms", "handling_ms"),
            "handling_business_ms",
            "erased_at",
        )
    ),
    **dict.fromkeys(
        (
            "replies",
            "duplicate_replies",
            "warned",
            "cancelled",
            "revised",
            "overridden",
            "seen_answered",
        ),
        0,
    ),
    "step": 1,
    "status": "open",
    "last_at": 0,
    "tags": "[]",
}
COLUMNS = tuple(EMPTY)


def post_columns(post: Json) -> Json:
    """What of a post stands in the case's row. Erased posts have only their facts left."""
    author, place = post.get("author") or {}, post.get("place") or {}
    name = author.get("handle") or author.get("name")
    text = post.get("text")
    return {
        "platform": post.get("platform"),
        "place_kind": place.get("kind"),
        "place_owner": place.get("owner"),
        "author": name,
        "excerpt": text[:EXCERPT] if text is not None else None,
        "url": post.get("url"),
        "posted_at": moment(post.get("posted_at")),
        "thread": thread(post.get("platform"), place, name),
    }


def thread(platform: str | None, place: Json, author: str | None) -> str | None:
    """One conversation: the same person in the same place."""
    if not author:
        return None
    where = place.get("url") or place.get("owner") or ""
    return hashlib.sha256(f"{platform}\n{where}\n{author}".encode()).hexdigest()[:32]


def moment(iso: str | None) -> int | None:
    """A time that a client wrote, or None when there is none or it cannot be read."""
    if not iso:
        return None
    try:
        return clock.to_ms(iso)
    except ValueError:
        return None
