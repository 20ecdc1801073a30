"""Commands on the record: `webcare link`, `pair`, `verify`."""

from pathlib import Path

import click

from webcare import paths
from webcare.record import access, clock, privacy
from webcare.record.demo import fill
from webcare.record.opening import data_option, new_or_opened, opened
from webcare.record.transfer.commands import COMMANDS as TRANSFER
from webcare.record.verify import verify as verify_record
from webcare.settings import Settings


@click.command()
@data_option
@click.option("--port", default=8765, show_default=True, help="Port of the running server.")
def link(data: Path, port: int) -> None:
    """Print a new one-time link to the dashboard."""
    with opened(data) as record:
        key = record.write(lambda: access.new_link(record.db))
    click.echo(f"Dashboard: {Settings(data=data, port=port).address}/login?k={key}")


@click.command()
@data_option
def pair(data: Path) -> None:
    """Print a new pairing code."""
    with opened(data) as record:
        click.echo(f"Pairing code: {record.write(lambda: access.new_code(record.db))}")


@click.command()
@data_option
def verify(data: Path) -> None:
    """Prove that the record is whole: every chain, every text, every sealed day."""
    with opened(data) as record:
        report = verify_record(record.db, record.calendar().business_ms)
    for fault in report.faults:
        click.echo(fault, err=True)
    click.echo(
        f"{report.events} events of {report.cases} cases, {report.erased} texts erased,"
        f" {report.days} days sealed: {len(report.faults) or 'no'} faults."
    )
    if report.faults:
        raise SystemExit(1)


@click.command()
@click.option("--data", type=click.Path(path_type=Path), required=True, help="An empty folder.")
def demo(data: Path) -> None:
    """Fill an invented record to look at: 400 cases of a bicycle shop."""
    with new_or_opened(data) as record:
        count = fill(record, paths.shared())
    click.echo(f"{count} invented events. Look at them with: webcare serve --data {data}")


@click.command()
@data_option
@click.option("--platform", default="", help="With --author: the platform's id.")
@click.option("--author", default="", help="Handle of the person to erase.")
@click.option(
    "--older-than", type=click.IntRange(1), help="Erase what was last touched so many days ago."
)
@click.confirmation_option(prompt="Names and texts cannot be brought back. Erase?")
def erase(data: Path, platform: str, author: str, older_than: int | None) -> None:
    """Erase a person, or what is older than the retention period; the figures stay."""
    if bool(author) == bool(older_than):
        raise click.UsageError("Give --platform and --author, or --older-than.")
    with opened(data) as record:
        if older_than:
            before = clock.now_ms() - older_than * clock.DAY_MS
            proof = privacy.erase_older_than(record, before)
        else:
            proof = privacy.erase(record, platform, author)
    if proof is None:
        click.echo("Nothing is that old.")
    else:
        click.echo(f"{proof.cases} cases, {proof.texts} texts erased. Proof: {proof.digest}")


COMMANDS = (link, pair, verify, demo, erase, *TRANSFER)
