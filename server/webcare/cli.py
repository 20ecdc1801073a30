"""The command line: one group; each room adds its own commands from its `commands.py`."""

import click

from webcare import __version__
from webcare.engine.commands import COMMANDS as DECISION
from webcare.extension import commands as extension
from webcare.learning.commands import COMMANDS as LEARNING
from webcare.platforms.commands import COMMANDS as PLATFORMS
from webcare.record.commands import COMMANDS as RECORD
from webcare.run import run_
from webcare.serve import serve


@click.group()
@click.version_option(__version__, prog_name="webcare")
def main() -> None:
    """Webcare: decide whether a post wants a reply, and keep the record."""


for command in (run_, serve, extension, *DECISION, *LEARNING, *RECORD, *PLATFORMS):
    main.add_command(command)
