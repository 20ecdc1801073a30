"""What Postgres refuses or breaks off is done again, and then has happened once."""

import threading

import pytest
from acting import Device, event, opening

from webcare.app import create_app
from webcare.record import sql
from webcare.record.errors import RecordBusyError
from webcare.record.writer import Writer
from webcare.settings import Settings


@pytest.fixture
def settings(postgres, tmp_path):
    """On Postgres alone: SQLite has one writer and no connection to lose."""
    return Settings(data=tmp_path, database_url=postgres.new_database(), public_url=None)


@pytest.fixture
def cut(app, postgres):
    """Ends every connection to this record's database, as a server that restarts does."""
    name = app.settings.database_url.rsplit("/", 1)[1]
    return lambda: postgres.execute(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    )


def number(db, name):
    return int(sql.value(db, "SELECT value FROM settings WHERE name = ?", (name,)))


def add_one(db, name):
    sql.execute(db, "UPDATE settings SET value = (value::int + 1)::text WHERE name = ?", (name,))


@pytest.fixture
def counters(app):
    """Two rows that both writers want."""
    db = app.record.db
    query = "INSERT INTO settings (name, value) VALUES ('a', '0'), ('b', '0')"
    app.record.write(lambda: sql.execute(db, query))
    return db


@pytest.fixture
def second(app):
    """The writer of another server on the same database."""
    writer = Writer(app.record.db)
    writer.start()
    yield writer
    writer.stop()


def test_a_serialization_failure_is_done_again(app, counters, second):
    tries = []

    def work():
        tries.append(1)
        sql.execute(counters, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        seen = number(counters, "a")
        if len(tries) == 1:  # the other server is quicker
            second.do(lambda: add_one(counters, "a"))
        query = "UPDATE settings SET value = ? WHERE name = 'a'"
        sql.execute(counters, query, (str(seen + 1),))

    app.record.write(work)
    with counters.connection_context():
        assert (len(tries), number(counters, "a")) == (2, 2)


def test_a_deadlock_is_done_again(app, counters, second):
    both_hold_one = threading.Barrier(2)
    tries = []

    def work(first, then):
        tries.append(first)
        add_one(counters, first)
        if tries.count(first) == 1:
            both_hold_one.wait(20)
        add_one(counters, then)

    other = threading.Thread(target=lambda: second.do(lambda: work("b", "a")))
    other.start()
    app.record.write(lambda: work("a", "b"))
    other.join(20)
    with counters.connection_context():
        assert (number(counters, "a"), number(counters, "b")) == (2, 2)
    assert len(tries) > 2  # on a busy machine they may meet again


def test_a_connection_lost_within_a_transaction_is_made_again(app, counters, cut):
    tries = []

    def work():
        tries.append(1)
        add_one(counters, "a")
        if len(tries) == 1:
            cut()
        return number(counters, "a")

    assert app.record.write(work) == 1
    assert len(tries) == 2


def test_agents_notice_nothing_of_lost_connections(app, device, cut):
    for n in range(3):
        sent = opening(f"x:{n}")
        cut()
        assert set(device.send(*sent)["held"]) == {e["id"] for e in sent}
        cut()
        assert device.get(f"/api/case?post_key=x:{n}").json["known"]


def test_a_batch_whose_answer_was_lost_is_kept_once(app, device, cut):
    sent = [*opening(), event("noted", {"text": "gebeld"})]
    device.send(*sent)
    cut()
    assert set(device.send(*sent)["held"]) == {e["id"] for e in sent}
    with app.record.db.connection_context():
        assert sql.value(app.record.db, "SELECT count(*) FROM events") == 3


def test_while_the_database_is_away_clients_hear_to_wait(app, postgres):
    device = Device(app)
    name = app.settings.database_url.rsplit("/", 1)[1]
    postgres.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'"
    postgres.execute(query.format(name))
    answer = device.post("/api/events", {"events": opening()})
    assert (answer.status_code, answer.json["title"]) == (503, "Record busy")
    with pytest.raises(RecordBusyError, match="cannot be reached"):
        app.record.write(lambda: sql.value(app.record.db, "SELECT 1"))
    postgres.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert len(device.send(*opening())["held"]) == 2


def test_two_servers_may_start_on_an_empty_database_at_once(settings, tmp_path):
    start, made = threading.Barrier(2), []

    def open_one(n):
        (tmp_path / str(n)).mkdir()
        start.wait(20)
        made.append(create_app(Settings(tmp_path / str(n), database_url=settings.database_url)))

    threads = [threading.Thread(target=open_one, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(made) == 2
    assert made[0].record.secret == made[1].record.secret
    for app in made:
        app.record.close()
