"""The list of cases by priority, and by place. A profile is a person's, so it is no place."""

# mypy: ignore-errors


def up(migrator, db):
    """An index for each, in the order of the list."""
    db.execute_sql("CREATE INDEX cases_priority ON cases (priority, last_at)")
    db.execute_sql(
        "CREATE INDEX cases_place ON cases (place_owner, last_at) WHERE place_kind <> 'profile'"
    )


def down(migrator, db):
    """Without them."""
    for name in ("priority", "place"):
        db.execute_sql(f"DROP INDEX IF EXISTS cases_{name}")
