"""Answering a question from the index; the same answers on SQLite and Postgres."""

from typing import Any

import peewee

from webcare.record import sql
from webcare.record.search import question, stems

Json = dict[str, Any]

NEWEST = 2000
"""Only so many of the newest hits are ranked: ranking all of a common word takes over a second."""
NEWEST_FILTERED = 20_000
MOST_FOUND = 200
MOST_COMPOUNDS = 200
MOST_PARTS = 1000
FIRST = 40
"""So many with the words themselves come first, then compounds have their turn on the page."""
TURN = 10
RAREST = 8
LATELY = 1000
"""Of so many of the newest cases a word has to stand in more than half to tell nothing."""


def find(db: peewee.Database, text: str, filtered: bool = False) -> list[int]:
    """Ids of the cases that fit, the best first; `filtered`: the newest first, many more.

    Cases that hold a word only as a part of a compound are found beside those with the word
    itself, however many these are.
    """
    plain = question.parse(text, lambda part: [])
    if not plain:
        return []
    wider = question.parse(text, lambda part: compounds(db, part))
    most = NEWEST_FILTERED if filtered else MOST_FOUND
    only_parts = _newest(db, wider, most, but=plain) if wider != plain else []
    if filtered:
        return sorted(_newest(db, plain, most) + only_parts, reverse=True)
    found = _best(db, plain)
    return [*found[:FIRST], *only_parts[:TURN], *found[FIRST:], *only_parts[TURN:]]


def compounds(db: peewee.Database, part: str) -> list[str]:
    """Indexed words that contain `part`, the shortest first."""
    if sql.is_sqlite(db):
        query = "SELECT word FROM word_parts WHERE word_parts MATCH ? LIMIT ?"
        found = sql.execute(db, query, (f'"{part}"', MOST_PARTS)).fetchall()
    else:
        query = "SELECT word FROM words WHERE word LIKE ? ORDER BY length(word) LIMIT ?"
        found = sql.execute(db, query, (f"%{part}%", MOST_PARTS)).fetchall()
    return sorted((row[0] for row in found), key=lambda w: (len(w), w))[:MOST_COMPOUNDS]


def similar(db: peewee.Database, text: str, but: int | None = None, most: int = 5) -> list[int]:
    """Ids of earlier cases about the same thing: those that share the rarest words.

    `but`: the case of the text itself; words that stand in no other are no help.
    """
    words = [w for w in set(stems.stemmed(text)) if len(w) > 2 and w not in stems.STOP]
    rarest = _rarest(db, words, 1 if but is None else 2)
    if not rarest:
        return []
    terms = [question.Term([[word] for word in rarest])]
    return [found for found in _ranked(db, terms, NEWEST) if found != but][:most]


def _rarest(db: peewee.Database, candidates: list[str], least: int) -> list[str]:
    """The words that stand in the fewest cases, but in at least so many."""
    counted = [(_cases_with(db, word), word) for word in candidates]
    return [word for count, word in sorted(counted) if count >= least][:RAREST]


def _cases_with(db: peewee.Database, word: str) -> int:
    if sql.is_sqlite(db):
        return int(sql.value(db, "SELECT doc FROM docs_words WHERE term = ?", (word,)) or 0)
    query = (
        "SELECT count(*) FROM (SELECT 1 FROM docs WHERE words @@ to_tsquery('simple', ?)"
        " LIMIT 5000) counted"
    )
    return int(sql.value(db, query, (f"'{word}'",)))


def _best(db: peewee.Database, terms: list[question.Term]) -> list[int]:
    """The newest hits, the best first.

    BM25 gives a word that half of all cases hold no weight, after counting all of these; so it is
    left out of the ranking.
    """
    telling = _telling(db, terms)
    if telling == terms:
        return _ranked(db, terms, NEWEST)[:MOST_FOUND]
    newest = _newest(db, terms, NEWEST)
    ranked = _ranked(db, telling, 2 * NEWEST) if telling else []
    order = {found: n for n, found in enumerate(ranked)}
    return sorted(newest, key=lambda found: order.get(found, len(order)))[:MOST_FOUND]


def _telling(db: peewee.Database, terms: list[question.Term]) -> list[question.Term]:
    """The terms without those that stand in most of the newest cases; Postgres counts nothing."""
    query = "SELECT id FROM cases ORDER BY id DESC LIMIT 1 OFFSET ?"
    since = sql.value(db, query, (LATELY - 1,)) if sql.is_sqlite(db) else None
    if since is None:
        return terms
    query = "SELECT count(*) FROM docs WHERE docs MATCH ? AND rowid >= ?"
    held = [sql.value(db, query, (question.to_fts5([term]), since)) for term in terms]
    return [term for term, count in zip(terms, held, strict=True) if count <= LATELY / 2]


def _ranked(db: peewee.Database, terms: list[question.Term], most: int) -> list[int]:
    """The newest hits, so many of them, the best first."""
    if sql.is_sqlite(db):
        query = (
            "SELECT rowid FROM (SELECT rowid, rank AS score FROM docs WHERE docs MATCH ?"
            " ORDER BY rowid DESC LIMIT ?) newest ORDER BY score, rowid DESC"
        )
        values = (question.to_fts5(terms), most)
    else:
        query = (
            "SELECT case_id FROM (SELECT case_id, ts_rank(words, q) AS score FROM docs,"
            " to_tsquery('simple', ?) q WHERE words @@ q ORDER BY case_id DESC LIMIT ?) newest"
            " ORDER BY score DESC, case_id DESC"
        )
        values = (question.to_tsquery(terms), most)
    return [row[0] for row in sql.execute(db, query, values).fetchall()]


def _newest(
    db: peewee.Database,
    terms: list[question.Term],
    most: int,
    but: list[question.Term] | None = None,
) -> list[int]:
    """The newest cases with these terms; `but`: without those that answer these others."""
    if sql.is_sqlite(db):
        query = "SELECT rowid FROM docs WHERE docs MATCH ? ORDER BY rowid DESC LIMIT ?"
        asked = question.to_fts5(terms, but)
    else:
        query = (
            "SELECT case_id FROM docs WHERE words @@ to_tsquery('simple', ?)"
            " ORDER BY case_id DESC LIMIT ?"
        )
        asked = question.to_tsquery(terms, but)
    return [row[0] for row in sql.execute(db, query, (asked, most)).fetchall()]
