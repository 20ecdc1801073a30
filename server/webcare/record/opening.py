"""Opening a folder's record for a command, beside a server that may be running on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from webcare import paths
from webcare.record.errors import RecordError
from webcare.record.folder import Folder
from webcare.record.record import Record
from webcare.settings import Settings, default_data

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=default_data,
    show_default="user's data folder",
    help="Folder that holds the record.",
)


@contextmanager
def opened(data: Path) -> Iterator[Record]:
    """The record of a folder; a ClickException when there is none."""
    if not Settings(data=data).database_url and not (data / "webcare.db").exists():
        raise click.ClickException(f"There is no record in {data}; `webcare serve` makes one.")
    with new_or_opened(data) as record:
        yield record


@contextmanager
def new_or_opened(data: Path) -> Iterator[Record]:
    """The record of a folder, made when there is none; its errors become ClickExceptions."""
    settings = Settings(data=data)
    try:
        Folder(data).prepare()
        record = Record(data, paths.shared() / "schemas", settings.database_url)
        try:
            with record.db.connection_context():
                yield record
        finally:
            record.close()
    except RecordError as error:
        raise click.ClickException(str(error)) from error
