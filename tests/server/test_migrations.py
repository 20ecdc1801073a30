"""A record of every released version opens with today's code and is whole.

When a version is released, its database is stored here: `webcare demo`, `webcare backup`, gzip.
"""

import gzip
from pathlib import Path

import pytest

from webcare import paths
from webcare.record import cases, sql
from webcare.record.record import Record
from webcare.record.verify import verify

STORED = sorted((Path(__file__).parent / "stored").glob("*.db.gz"))


@pytest.mark.parametrize("stored", STORED, ids=lambda path: path.name)
def test_a_stored_database_of_this_version_opens_and_is_whole(stored, tmp_path):
    (tmp_path / "webcare.db").write_bytes(gzip.decompress(stored.read_bytes()))
    record = Record(tmp_path, paths.shared() / "schemas")
    try:
        report = verify(record.db, record.calendar().business_ms)
        assert (report.faults, report.cases) == ([], 12)
        assert len(cases.find(record.db, cases.Filter())) == 12
        applied = sql.value(record.db, "SELECT count(*) FROM schema_migration")
        assert applied == len(list((paths.PACKAGE / "record" / "migrations").glob("0*.py")))
    finally:
        record.db.close()
        record.close()
