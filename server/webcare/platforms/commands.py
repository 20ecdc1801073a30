"""`webcare read` and `webcare platform check`."""

import json
from pathlib import Path
from typing import Any

import click

from webcare.paths import shared
from webcare.platforms import saved
from webcare.platforms.check import report
from webcare.platforms.files import PlatformError, load, load_all

_PAGE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _brand(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        brand = json.loads(file.read_text("utf-8"))
    except (ValueError, OSError) as error:
        raise click.ClickException(f"{file.name} is no brand profile in JSON: {error}") from error
    if not isinstance(brand, dict):
        raise click.ClickException(f"{file.name} is no brand profile: expected a JSON object.")
    return brand


@click.command()
@click.argument("page", type=_PAGE)
@click.option("--url", required=True, help="The address the page was saved from.")
@click.option("--brand", type=_PAGE, help="A brand profile in JSON: whose posts are our own.")
def read(page: Path, url: str, brand: Path | None) -> None:
    """Write the posts of a saved PAGE, one JSON object a line."""
    try:
        platforms = load_all()
    except PlatformError as error:
        raise click.ClickException(str(error)) from error
    platform, posts = saved.posts(saved.decoded(page.read_bytes()), url, platforms, _brand(brand))
    if platform is None:
        raise click.ClickException(f"No platform is recognised on this page at {url}.")
    for post in posts:
        click.echo(json.dumps(post, ensure_ascii=False))
    if not posts:
        click.echo(f"{platform['name']} is recognised, but holds no post here.", err=True)


@click.group()
def platform() -> None:
    """Look after the platform files."""


@platform.command()
@click.argument("id")
@click.argument("page", type=_PAGE)
@click.option("--url", help="The address the page was saved from; else its canonical link.")
def check(id: str, page: Path, url: str | None) -> None:
    """Show field by field what platform ID finds on a saved PAGE, and by which selector.

    ID is a platform's id, or the path of a platform file that is being written.
    """
    file = Path(id) if id.endswith(".json") else shared() / "platforms" / f"{id}.json"
    try:
        found = load(file)
    except PlatformError as error:
        raise click.ClickException(str(error)) from error
    lines, whole = report(found, saved.decoded(page.read_bytes()), url)
    click.echo("\n".join(lines))
    if not whole:
        raise SystemExit(1)


COMMANDS = [read, platform]
