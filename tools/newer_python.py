"""The scripts need Python 3.11; this file alone also runs on older ones, to say so."""

import os
import shutil
import sys


def ensure(script: str) -> None:
    """Go on in a newer Python of this machine when this one is too old, else say what to do."""
    if sys.version_info >= (3, 11):
        return
    for name in ("python3.14", "python3.13", "python3.12", "python3.11"):
        newer = shutil.which(name)
        if newer:
            os.execv(newer, [newer, script] + sys.argv[1:])
    sys.exit(
        "webcare needs Python 3.11 or newer; this is {}.{}.\n".format(*sys.version_info[:2])
        + "Install one (Debian: apt install python3, macOS: brew install python, "
        "Windows: winget install Python.Python.3.13) and run this again."
    )
