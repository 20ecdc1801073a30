"""`webcare run`: start the server and, where there is a screen, a browser with webcare in it."""

import subprocess
from pathlib import Path

import click

from webcare import chromium, extension
from webcare.serve import Start, announce, keep_serving, server_options

BY_HAND = """\
To use webcare in your own browser (Chrome, Edge, Chromium, Brave, Vivaldi):
  1. Open chrome://extensions and switch on "Developer mode" (top right).
  2. Press "Load unpacked" and choose this folder:
       {folder}
  3. Open its settings: right-click its icon beside the address bar, then Options.
  4. Fill in the address {address} and the pairing code {code}, and press "Pair".
"""


@click.command("run")
@server_options
@click.option("--no-browser", is_flag=True, help="Only start the server; say how to load webcare.")
def run_(data: Path, port: int, no_browser: bool) -> None:
    """Start the server and a browser with webcare in it, paired."""
    started: list[subprocess.Popen[bytes]] = []

    def ready(start: Start) -> None:
        announce(start)
        program = None if no_browser or not chromium.has_screen() else chromium.find()
        folder = extension.loadable(data)
        if program is None:
            address = start.settings.address
            click.echo("\n" + BY_HAND.format(folder=folder, address=address, code=start.code))
        else:
            started.append(_launch(program, folder, data / "browser", start))
        click.echo("Ctrl+C stops everything.")

    try:
        keep_serving(data, port, ready)
    finally:
        for browser in started:
            browser.terminate()
            browser.wait()


def _launch(program: Path, folder: Path, profile: Path, start: Start) -> subprocess.Popen[bytes]:
    """A browser of its own profile; the first time it pairs itself, after that it is paired."""
    is_new = not profile.exists()
    pages = [start.login]
    if is_new:
        pages.insert(0, chromium.pairing_url(start.settings.address, start.code))
    click.echo(f"Opening {program.name} with webcare in it, a profile of its own ({profile}).")
    return chromium.launch(program, folder, profile, pages)
