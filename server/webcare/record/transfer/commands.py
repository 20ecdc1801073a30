"""`webcare import`, `export`, `backup` and `restore`."""

import json
import sys
from pathlib import Path

import click

from webcare import paths
from webcare.record.errors import RecordError, TransferError
from webcare.record.folder import Folder
from webcare.record.opening import data_option, new_or_opened, opened
from webcare.record.transfer import backup as copies
from webcare.record.transfer import columns, lines, sheet, table
from webcare.record.transfer import export as files

MOST_BAD = 50
"""Bad rows that are listed one by one."""


def _told(done: int, total: int | None = None) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{done}{f' of {total}' if total else ''} cases", nl=False, err=True)


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@data_option
def export(file: Path, data: Path) -> None:
    """Write everything to FILE: .jsonl (imports again), .csv or .xlsx (one row per case)."""
    with opened(data) as record:
        files.write(record, file)
    click.echo(f"Written: {file}")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--column",
    "given",
    multiple=True,
    metavar="FIELD=HEADER",
    help=f"Which column is what; without HEADER none is. FIELD: {', '.join(columns.FIELDS)}.",
)
@click.option("--preview", is_flag=True, help="Show what would be imported and stop.")
@data_option
def import_(file: Path, given: tuple[str, ...], preview: bool, data: Path) -> None:
    """Bring in an export (.jsonl) or the team's old spreadsheet (.csv, .xlsx).

    All of it or nothing; the same sheet again adds nothing.
    """
    with new_or_opened(data) as record:
        if file.suffix.lower() == ".jsonl":
            count = lines.read_in(record, file, _told)
            click.echo(f"{count} cases imported.")
            return
        read = table.read(file.name, file.read_bytes())
        found = sheet.examine(read, _mapping(read, given), record)
        _show(found)
        if preview:
            return
        done = sheet.bring_in(record, found, _told)
        there = f", {done.rows - done.new} were there already" if done.new < done.rows else ""
        click.echo(f"{done.new} cases imported{there}.")


def _mapping(read: table.Table, given: tuple[str, ...]) -> columns.Mapping:
    mapping = columns.guess(read.headers, [row for _, row in read.rows])
    for field, _, header in (column.partition("=") for column in given):
        if field not in columns.FIELDS or (header and header not in read.headers):
            raise TransferError(f"{field}={header}: {read.name} has {', '.join(read.headers)}.")
        mapping.pop(field, None)
        if header:
            mapping[field] = read.headers.index(header)
    return mapping


def _show(found: sheet.Sheet) -> None:
    headers = found.table.headers
    for field, column in found.mapping.items():
        click.echo(f"{field:12} from column {headers[column]!r}")
    unused = [h for n, h in enumerate(headers) if n not in found.mapping.values()]
    if unused:
        click.echo(f"not imported: {', '.join(unused)}")
    if found.missing:
        raise TransferError(
            f"No column is the {found.missing[0]}; say which with --column"
            f" {found.missing[0]}=HEADER. {found.table.name} has {', '.join(headers)}."
        )
    for number, cells in found.preview:
        texts = (f"{field}: {text[:40]}" for field, text in cells.items() if text)
        click.echo(f"  row {number}: {', '.join(texts)}")
    click.echo(f"{len(found.cases)} rows can be imported, {len(found.bad)} cannot.")
    said = json.loads((paths.shared() / "messages" / "en.json").read_text("utf-8"))
    for bad in found.bad[:MOST_BAD]:
        sentence = said[f"page.import.bad.{bad.code}"].format(**bad.values)
        click.echo(f"row {bad.row}: {sentence}", err=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@data_option
def backup(file: Path, data: Path) -> None:
    """Copy the record to FILE while the server runs."""
    with opened(data) as record:
        copies.back_up(record, file)
    click.echo(f"Written: {file}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@data_option
def restore(file: Path, data: Path) -> None:
    """Put a backup in a folder that has no record yet."""
    folder = Folder(data)
    try:
        folder.hold("restore")
        copies.restore(file, data)
    except RecordError as error:
        raise click.ClickException(str(error)) from error
    finally:
        folder.release()
    click.echo(f"Restored to {data}; prove it with: webcare verify --data {data}")


COMMANDS = (export, import_, backup, restore)
