"""What the figures read of a case lies in one index, its kind of place as well.

A cause may be as long as Postgres does not take in an index; which cases have one is indexed.
"""

# mypy: ignore-errors

OLD = (
    "opened_at, platform, decided_by, place_owner, reply,"
    " outcome, status, replies, first_business_ms, team_business_ms, substantive_business_ms,"
    " handling_business_ms, handling_ms, substantive_at, first_promise_at,"
    " posted_at, first_reply_at, finished_at, warned, cancelled, revised, overridden,"
    " seen_answered, duplicate_replies, kind, thread"
)
NEW = (
    "opened_at, platform, decided_by, place_owner, reply, outcome, status, first_reply_at,"
    " posted_at, first_business_ms, team_business_ms, handling_business_ms, handling_ms, replies,"
    " warned, cancelled, revised, overridden, seen_answered, duplicate_replies, kind, place_kind,"
    " substantive_at, first_promise_at, substantive_business_ms, thread"
)


def up(migrator, db):
    """The wider index in place of the old one, and the cases with a cause."""
    _replace(db, NEW)
    db.execute_sql("CREATE INDEX cases_caused ON cases (opened_at) WHERE cause IS NOT NULL")


def down(migrator, db):
    """The old one again."""
    _replace(db, OLD)
    db.execute_sql("DROP INDEX cases_caused")


def _replace(db, columns):
    db.execute_sql("DROP INDEX cases_figures")
    db.execute_sql(f"CREATE INDEX cases_figures ON cases ({columns})")
