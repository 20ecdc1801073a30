"""`webcare import`, `export`, `backup` and `restore`."""

import sys
from pathlib import Path

import click

from webcare.record.errors import RecordError
from webcare.record.folder import Folder
from webcare.record.opening import data_option, new_or_opened, opened
from webcare.record.transfer import backup as copies
from webcare.record.transfer import lines, sheet, tables

SHOWN = 5


def _told(count: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{count} cases", nl=False, err=True)


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@data_option
def export(file: Path, data: Path) -> None:
    """Write everything to FILE: .jsonl (imports again), .csv or .xlsx (one row per case)."""
    with opened(data) as record:
        if file.suffix == ".csv":
            tables.to_csv(record.db, file)
        elif file.suffix == ".xlsx":
            tables.to_xlsx(record.db, file)
        elif file.suffix == ".jsonl":
            with file.open("w", encoding="utf-8") as out:
                out.writelines(lines.write_out(record.db))
        else:
            raise click.ClickException("FILE must end in .jsonl, .csv or .xlsx.")
    click.echo(f"Written: {file}")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=HEADER",
    help=f"Which column is what; FIELD is one of {', '.join(sheet.NAMES)}.",
)
@click.option("--preview", is_flag=True, help="Show what would be imported and stop.")
@data_option
def import_(file: Path, columns: tuple[str, ...], preview: bool, data: Path) -> None:
    """Bring in an export (.jsonl) or the team's old spreadsheet (.csv, .xlsx)."""
    with new_or_opened(data) as record:
        if file.suffix == ".jsonl":
            with file.open(encoding="utf-8") as source:
                count = lines.read_in(record, source, _told)
        else:
            mapping = dict(column.partition("=")[::2] for column in columns)
            found = sheet.read(file, mapping)
            _show(found)
            if preview:
                return
            count = sheet.bring_in(record, found, _told)
    click.echo(f"{count} cases imported.")


def _show(found: sheet.Sheet) -> None:
    for name, column in found.mapping.items():
        click.echo(f"{name:10} from column {found.headers[column]!r}")
    for row in found.rows[:SHOWN]:
        values = {n: row[c][:40] for n, c in found.mapping.items() if c < len(row) and row[c]}
        click.echo("  " + ", ".join(f"{name}: {value}" for name, value in values.items()))
    click.echo(f"{len(found.cases)} rows can be imported, {len(found.bad)} cannot.")
    for number, reason in found.bad:
        click.echo(f"row {number}: {reason}", err=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@data_option
def backup(file: Path, data: Path) -> None:
    """Copy the record to FILE while the server runs."""
    with opened(data) as record:
        copies.back_up(record.db, file)
    click.echo(f"Written: {file}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
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
