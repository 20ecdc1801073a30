"""`webcare what-if` and `webcare learn`."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from webcare import paths
from webcare.engine import rulebook
from webcare.learning import compare, fit, posts
from webcare.record import learned as versions
from webcare.record import store
from webcare.record.opening import data_option, opened

Json = dict[str, Any]
posts_option = click.option(
    "--posts",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Posts as JSON lines instead of the record's.",
)


@click.command("what-if")
@click.argument("new_rules", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@data_option
@posts_option
def what_if(new_rules: Path, data: Path, file: Path | None) -> None:
    """Decide the record again under NEW_RULES and list which verdicts would change."""

    def work() -> None:
        known, brand = given(data, file)
        learned = versions.points(data)
        now = rulebook.load(paths.shared(), brand, learned=learned)
        then = rulebook.load(paths.shared(), brand, new_rules, learned)
        say(now, then, known)

    explained(work)


@click.command()
@data_option
@posts_option
@click.option("--accept", is_flag=True, help="Keep what was learned; without it, only look.")
@click.option("--undo", is_flag=True, help="Take the last learned version away again.")
def learn(data: Path, file: Path | None, accept: bool, undo: bool) -> None:
    """Fit the points to the team's own corrections and show what would change.

    Nothing leaves this machine. A version that was kept can be undone.
    """
    explained(lambda: undone(data) if undo else learned(data, file, accept))


def learned(data: Path, file: Path | None, accept: bool) -> None:
    """Fit to the rules as they are shipped, so that learning twice is learning once."""
    known, brand = given(data, file)
    plain = rulebook.load(paths.shared(), brand)
    found = fit.adjustments(plain, known)
    used, left_out = fit.counted(known)
    click.echo(f"Learned from corrections of approach and kind: {used}.")
    for line in fit.told(left_out):
        click.echo(line)
    for signal, points in found.items():
        told = ", ".join(f"{label} {more:+.2f}" for label, more in points.items())
        click.echo(f"{signal}: {told}")
    now = rulebook.load(paths.shared(), brand, learned=versions.points(data))
    say(now, rulebook.load(paths.shared(), brand, learned=found), known)
    if not accept:
        click.echo("Nothing has been kept. To keep it: webcare learn --accept")
        return
    made_of = {"posts": len(known), "corrected": used, "rules": plain["version"]}
    at = datetime.now(UTC).isoformat(timespec="seconds")
    version = versions.keep(data, found, made_of, at)
    click.echo(f"Kept as version {version['version']}. To undo: webcare learn --undo")


def undone(data: Path) -> None:
    before = versions.undo(data)
    told = f"version {before['version']} is in use again" if before else "the rules stand alone"
    click.echo(f"Undone: {told}.")


def given(data: Path, file: Path | None) -> tuple[list[Json], Json]:
    """The posts with their corrections, and the brand's profile, of the record or of a file."""
    if file and not (data / "webcare.db").exists():
        return posts.of_file(file), {"name": ""}
    with opened(data) as record:
        known = posts.of_file(file) if file else list(posts.of_record(record))
        return known, store.profile(record.db)


def say(now: Json, then: Json, known: list[Json]) -> None:
    changed = compare.changes(now, then, [one["post"] for one in known])
    for line in compare.told(changed, len(known)):
        click.echo(line)


def explained(work: Callable[[], None]) -> None:
    """Expected failures are one sentence, not a stack of calls."""
    try:
        work()
    except (
        rulebook.RulebookError,
        posts.PostsError,
        fit.LearnError,
        versions.NothingToKeepError,
        versions.NothingToUndoError,
    ) as error:
        raise click.ClickException(str(error)) from error


COMMANDS = (what_if, learn)
