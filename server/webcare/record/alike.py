"""Whether a draft is too like one of the last replies of the team, and like which."""

import json
from typing import Any

import peewee
from rapidfuzz import fuzz, process

from webcare.record import clock, sql

LAST_REPLIES = 50
ALIKE = 75
"""Out of 100 by `fuzz.ratio`, the measure of the figure on sameness; two answers of one's own
writing about the same thing stay below 60."""


def most_alike(db: peewee.Database, text: str) -> dict[str, Any] | None:
    """{share 0..1, at, agent, page, text} of the reply that is most like `text`, if any is."""
    query = (
        "SELECT case_id, agent, at, personal FROM events WHERE type = 'replied'"
        " AND personal IS NOT NULL ORDER BY at DESC LIMIT ?"
    )
    rows = sql.rows(db, query, (LAST_REPLIES,))
    texts = [json.loads(row["personal"]).get("text") or "" for row in rows]
    best = process.extractOne(
        text, texts, scorer=fuzz.ratio, processor=str.lower, score_cutoff=ALIKE
    )
    if best is None:
        return None
    found, score, n = best
    return {
        "share": round(score / 100, 2),
        "at": clock.to_iso(rows[n]["at"]),
        "agent": rows[n]["agent"],
        "page": f"/cases/{rows[n]['case_id']}",
        "text": found,
    }
