"""The extension as a folder that a browser can load, and as one file.

In the tree `extension/shared` is a link to `shared/`. A checkout on Windows has a text file in its
place, and a package for a store must hold the files themselves.
"""

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import click

from webcare import paths

UNSHIPPED = {".ts"}
"""Declarations for the type checker only."""


def loadable(data: Path) -> Path:
    """The folder to load: the tree's own, or a copy in `data` where the link is no folder."""
    folder = paths.extension()
    if (folder / "shared").is_dir():
        return folder
    copy = data / "extension"
    shutil.rmtree(copy, ignore_errors=True)
    for name, source in files():
        target = copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    return copy


def files() -> Iterator[tuple[str, Path]]:
    """(name in the package, file) of all that ships, the shared data in place of the link."""
    for root, prefix in ((paths.extension(), ""), (paths.shared(), "shared/")):
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root)
            is_link = not prefix and name.parts[0] == "shared"
            if path.is_file() and not is_link and path.suffix not in UNSHIPPED:
                yield prefix + name.as_posix(), path


@click.group("extension")
def commands() -> None:
    """The browser extension."""


@commands.command("zip")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def zip_(target: Path) -> None:
    """Pack the extension into TARGET, a .zip for a store or another machine."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, source in files():
            package.write(source, name)
    click.echo(f"{target}: {target.stat().st_size / 1024:.0f} KB")
