"""What a lead looks through: corrections, overridden warnings, replies that wait for approval."""

# mypy: ignore-errors

TYPES = ("corrected", "overridden", "warned")


def up(migrator, db):
    """A partial index of each, so that a long record is not read for a handful of events."""
    for name in TYPES:
        db.execute_sql(f"CREATE INDEX events_{name} ON events (at) WHERE type = '{name}'")


def down(migrator, db):
    """Without them."""
    for name in TYPES:
        db.execute_sql(f"DROP INDEX IF EXISTS events_{name}")
