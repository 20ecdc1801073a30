"""The first tables. Frozen: later changes get their own file."""

# mypy: ignore-errors

import peewee as p


def _model(name, fields, indexes=(), key=True):
    meta = type("Meta", (), {"table_name": name, "indexes": indexes, "legacy_table_names": False})
    body = {**fields, "Meta": meta}
    if key is False:
        meta.primary_key = False
    return type(name.title(), (p.Model,), body)


def tables():
    """Every table of this version, parents first."""
    case = _model(
        "cases",
        {
            "id": p.BigAutoField(),
            "uid": p.CharField(max_length=32),
            "key_hash": p.CharField(max_length=64, unique=True),
            "post_key": p.TextField(null=True),
            "length": p.IntegerField(default=0),
            "head": p.CharField(max_length=64),
            "stale": p.SmallIntegerField(default=1),
            "platform": p.CharField(max_length=40, null=True),
            "place_kind": p.CharField(max_length=20, null=True),
            "place_owner": p.TextField(null=True),
            "platform_type": p.CharField(max_length=24, null=True),
            "approach": p.CharField(max_length=16, null=True),
            "reply": p.CharField(max_length=16, null=True),
            "kind": p.CharField(max_length=16, null=True),
            "sentiment": p.CharField(max_length=16, null=True),
            "priority": p.CharField(max_length=16, null=True),
            "author": p.TextField(null=True),
            "excerpt": p.TextField(null=True),
            "url": p.TextField(null=True),
            "thread": p.CharField(max_length=64, null=True),
            "posted_at": p.BigIntegerField(null=True),
            "opened_at": p.BigIntegerField(null=True),
            "opened_by": p.CharField(max_length=80, null=True),
            "first_reply_at": p.BigIntegerField(null=True),
            "first_reply_by": p.CharField(max_length=80, null=True),
            "decided_at": p.BigIntegerField(null=True),
            "decided_by": p.CharField(max_length=80, null=True),
            "first_promise_at": p.BigIntegerField(null=True),
            "substantive_at": p.BigIntegerField(null=True),
            "finished_at": p.BigIntegerField(null=True),
            "last_at": p.BigIntegerField(default=0),
            "replies": p.IntegerField(default=0),
            "duplicate_replies": p.IntegerField(default=0),
            "warned": p.IntegerField(default=0),
            "cancelled": p.IntegerField(default=0),
            "revised": p.IntegerField(default=0),
            "overridden": p.IntegerField(default=0),
            "seen_answered": p.SmallIntegerField(default=0),
            "step": p.SmallIntegerField(default=1),
            "status": p.CharField(max_length=16, default="open"),
            "outcome": p.CharField(max_length=16, null=True),
            "cause": p.TextField(null=True),
            "learning": p.TextField(null=True),
            "tags": p.TextField(default="[]"),
            "holder": p.CharField(max_length=80, null=True),
            "held_until": p.BigIntegerField(null=True),
            "due_at": p.BigIntegerField(null=True),
            "first_business_ms": p.BigIntegerField(null=True),
            "team_business_ms": p.BigIntegerField(null=True),
            "substantive_business_ms": p.BigIntegerField(null=True),
            "handling_ms": p.BigIntegerField(null=True),
            "handling_business_ms": p.BigIntegerField(null=True),
            "erased_at": p.BigIntegerField(null=True),
        },
    )
    event = _model(
        "events",
        {
            "seq": p.BigAutoField(),
            "id": p.CharField(max_length=36, unique=True),
            "case_id": p.BigIntegerField(),
            "n": p.IntegerField(),
            "type": p.CharField(max_length=16),
            "agent": p.CharField(max_length=80),
            "at": p.BigIntegerField(),
            "client_at": p.BigIntegerField(),
            "received_at": p.BigIntegerField(index=True),
            "facts": p.TextField(),
            "personal": p.TextField(null=True),
            "salt": p.CharField(max_length=32, null=True),
            "digest": p.CharField(max_length=64, null=True),
            "hash": p.CharField(max_length=64),
        },
        ((("case_id", "n"), True),),
    )
    device = _model(
        "devices",
        {
            "id": p.AutoField(),
            "token_hash": p.CharField(max_length=64, unique=True),
            "origin": p.CharField(max_length=120),
            "agent": p.CharField(max_length=80),
            "paired_at": p.BigIntegerField(),
            "seen_at": p.BigIntegerField(null=True),
            "revoked_at": p.BigIntegerField(null=True),
        },
    )
    key = _model(
        "keys",
        {
            "hash": p.CharField(max_length=64, primary_key=True),
            "kind": p.CharField(max_length=10),
            "csrf": p.CharField(max_length=64, null=True),
            "expires_at": p.BigIntegerField(),
            "tries": p.IntegerField(default=0),
        },
    )
    setting = _model(
        "settings",
        {"name": p.CharField(max_length=40, primary_key=True), "value": p.TextField()},
    )
    day = _model(
        "days",
        {"day": p.CharField(max_length=10, primary_key=True), "open": p.TextField()},
    )
    seal = _model(
        "seals",
        {
            "day": p.CharField(max_length=10, primary_key=True),
            "cases": p.IntegerField(),
            "digest": p.CharField(max_length=64),
        },
    )
    promise = _model(
        "promises",
        {
            "id": p.CharField(max_length=36, primary_key=True),
            "case_id": p.BigIntegerField(index=True),
            "kind": p.CharField(max_length=12),
            "agent": p.CharField(max_length=80),
            "made_at": p.BigIntegerField(),
            "due_at": p.BigIntegerField(null=True),
            "kept_at": p.BigIntegerField(null=True),
            "text": p.TextField(null=True),
            "to_whom": p.TextField(null=True),
        },
    )
    return [case, event, device, key, setting, day, seal, promise]


INDEXES = (
    "CREATE INDEX cases_open ON cases (opened_at) WHERE status <> 'done'",
    "CREATE INDEX cases_stale ON cases (id) WHERE stale = 1",
    "CREATE INDEX cases_author ON cases (author) WHERE author IS NOT NULL",
    "CREATE INDEX cases_thread ON cases (thread, posted_at) WHERE thread IS NOT NULL",
    "CREATE INDEX cases_figures ON cases (opened_at, platform, decided_by, place_owner, reply,"
    " outcome, status, replies, first_business_ms, team_business_ms, substantive_business_ms,"
    " handling_business_ms, handling_ms, substantive_at, first_promise_at,"
    " posted_at, first_reply_at, finished_at, warned, cancelled, revised, overridden,"
    " seen_answered, duplicate_replies, kind, thread)",
    "CREATE INDEX events_practised ON events (at) WHERE type = 'practised'",
    "CREATE INDEX events_replied ON events (at) WHERE type = 'replied'",
    "CREATE INDEX cases_last ON cases (last_at)",
    "CREATE INDEX cases_platform ON cases (platform, last_at)",
    "CREATE INDEX cases_decided_by ON cases (decided_by, last_at)",
    "CREATE INDEX cases_kind ON cases (kind, last_at)",
    "CREATE INDEX cases_status ON cases (status, last_at)",
    "CREATE INDEX promises_open ON promises (due_at) WHERE kept_at IS NULL",
)


SEARCH = {
    "sqlite": (
        "CREATE VIRTUAL TABLE docs USING fts5(words, content='', contentless_delete=1,"
        ' tokenize="unicode61 remove_diacritics 0")',
        "INSERT INTO docs (docs, rank) VALUES ('secure-delete', 1)",
        "CREATE VIRTUAL TABLE docs_words USING fts5vocab(docs, 'row')",
        "CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE)",
        "CREATE VIRTUAL TABLE word_parts USING fts5(word, content='words', content_rowid='id',"
        " tokenize='trigram')",
        "INSERT INTO word_parts (word_parts, rank) VALUES ('secure-delete', 1)",
        "CREATE TRIGGER words_added AFTER INSERT ON words BEGIN"
        " INSERT INTO word_parts (rowid, word) VALUES (new.id, new.word); END",
        "CREATE TRIGGER words_removed AFTER DELETE ON words BEGIN"
        " INSERT INTO word_parts (word_parts, rowid, word)"
        " VALUES ('delete', old.id, old.word); END",
    ),
    "postgres": (
        "CREATE TABLE docs (case_id bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX docs_words_gin ON docs USING gin (words)",
        "CREATE TABLE words (id bigserial PRIMARY KEY, word text NOT NULL UNIQUE)",
    ),
}
"""Stems of each case, and the words that occur, to find compounds by their parts."""


def up(migrator, db):
    """Make the tables and their partial indexes."""
    models = tables()
    with db.bind_ctx(models):
        db.create_tables(models)
    engine = "sqlite" if isinstance(db, p.SqliteDatabase) else "postgres"
    for statement in (*INDEXES, *SEARCH[engine]):
        db.execute_sql(statement)


def down(migrator, db):
    """Remove them again."""
    models = tables()
    for name in ("word_parts", "words", "docs_words", "docs"):
        db.execute_sql(f"DROP TABLE IF EXISTS {name}")
    with db.bind_ctx(models):
        db.drop_tables(models)
