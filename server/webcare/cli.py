"""The command line: one group; each room adds its own commands from its `commands.py`."""

import click

from webcare import __version__


@click.group()
@click.version_option(__version__, prog_name="webcare")
def main() -> None:
    """Webcare: decide whether a post wants a reply, and keep the record."""
