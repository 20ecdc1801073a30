"""Answering a question from the index; the same answers on SQLite and Postgres."""

from typing import Any

import peewee

from webcare.record import sql
from webcare.record.search import question, stems

Json = dict[str, Any]

NEWEST = 2000
"""Only so many of the newest hits are ranked: ranking all of a common word takes over a second."""
NEWEST_FILTERED = 20_000
MOST_COMPOUNDS = 48
ENOUGH = 50
"""A page full of the words themselves needs no compounds that only contain them."""
RAREST = 8


def find(db: peewee.Database, text: str, filtered: bool = False) -> list[int]:
    """Ids of the cases that fit, the best first; `filtered`: the newest first, many more."""
    plain = question.parse(text, lambda part: [])
    found = _hits(db, plain, filtered)
    if len(found) >= ENOUGH:
        return found
    wider = _hits(db, question.parse(text, lambda part: compounds(db, part)), filtered)
    there = set(found)
    return found + [case_id for case_id in wider if case_id not in there]


def _hits(db: peewee.Database, terms: list[question.Term], filtered: bool) -> list[int]:
    if not terms:
        return []
    return _newest(db, terms, NEWEST_FILTERED) if filtered else _ranked(db, terms, NEWEST)


def compounds(db: peewee.Database, part: str) -> list[str]:
    """Indexed words that contain `part`, the shortest first."""
    if sql.is_sqlite(db):
        query = "SELECT word FROM word_parts WHERE word_parts MATCH ? LIMIT 400"
        found = sql.execute(db, query, (f'"{part}"',)).fetchall()
    else:
        query = "SELECT word FROM words WHERE word LIKE ? ORDER BY length(word) LIMIT 400"
        found = sql.execute(db, query, (f"%{part}%",)).fetchall()
    return sorted((row[0] for row in found), key=lambda w: (len(w), w))[:MOST_COMPOUNDS]


def similar(db: peewee.Database, text: str, but: int | None = None, most: int = 5) -> list[int]:
    """Ids of earlier cases about the same thing: those that share the rarest words."""
    rarest = _rarest(
        db, [w for w in set(stems.stemmed(text)) if len(w) > 2 and w not in stems.STOP]
    )
    if not rarest:
        return []
    terms = [question.Term([[word] for word in rarest])]
    return [found for found in _ranked(db, terms, NEWEST) if found != but][:most]


def _rarest(db: peewee.Database, candidates: list[str]) -> list[str]:
    """The words that stand in the fewest cases, but in more than one."""
    counted = [(_cases_with(db, word), word) for word in candidates]
    return [word for count, word in sorted(counted) if count > 1][:RAREST]


def _cases_with(db: peewee.Database, word: str) -> int:
    if sql.is_sqlite(db):
        return int(sql.value(db, "SELECT doc FROM docs_words WHERE term = ?", (word,)) or 0)
    query = (
        "SELECT count(*) FROM (SELECT 1 FROM docs WHERE words @@ to_tsquery('simple', ?)"
        " LIMIT 5000) counted"
    )
    return int(sql.value(db, query, (f"'{word}'",)))


def _ranked(db: peewee.Database, terms: list[question.Term], most: int) -> list[int]:
    if sql.is_sqlite(db):
        query = (
            "SELECT rowid FROM (SELECT rowid, rank AS score FROM docs WHERE docs MATCH ?"
            " ORDER BY rowid DESC LIMIT ?) newest ORDER BY score, rowid DESC LIMIT 200"
        )
        values = (question.to_fts5(terms), most)
    else:
        query = (
            "SELECT case_id FROM (SELECT case_id, ts_rank(words, q) AS score FROM docs,"
            " to_tsquery('simple', ?) q WHERE words @@ q ORDER BY case_id DESC LIMIT ?) newest"
            " ORDER BY score DESC, case_id DESC LIMIT 200"
        )
        values = (question.to_tsquery(terms), most)
    return [row[0] for row in sql.execute(db, query, values).fetchall()]


def _newest(db: peewee.Database, terms: list[question.Term], most: int) -> list[int]:
    if sql.is_sqlite(db):
        query = "SELECT rowid FROM docs WHERE docs MATCH ? ORDER BY rowid DESC LIMIT ?"
        values = (question.to_fts5(terms), most)
    else:
        query = (
            "SELECT case_id FROM docs WHERE words @@ to_tsquery('simple', ?)"
            " ORDER BY case_id DESC LIMIT ?"
        )
        values = (question.to_tsquery(terms), most)
    return [row[0] for row in sql.execute(db, query, values).fetchall()]
