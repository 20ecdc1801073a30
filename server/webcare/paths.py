"""Where the shared data lies: in the source tree, or inside the installed package."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_TREE = PACKAGE.parent.parent


def shared() -> Path:
    """The folder with rules.json, platforms/, schemas/ and messages/."""
    inside = PACKAGE / "shared"
    return inside if inside.is_dir() else _TREE / "shared"


def extension() -> Path:
    """The folder to load unpacked in a browser; only a source tree has it."""
    return _TREE / "extension"
