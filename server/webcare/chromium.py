"""Find a Chromium that loads unpacked extensions, and open one with ours, paired.

Branded Chrome (137 and later) ignores `--load-extension`, so only Chromium counts here.
"""

import getpass
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

EXTENSION_ID = "ciffffhffpokogiijfnmamppaoidlfae"  # follows from `key` in the manifest


def find() -> Path | None:
    """The system's Chromium first, else one that Playwright has installed."""
    return next((path for path in _candidates() if path.is_file()), None)


def _candidates() -> Iterator[Path]:
    for name in ("chromium", "chromium-browser"):
        found = shutil.which(name)
        if found:
            yield Path(found)
    yield Path("/Applications/Chromium.app/Contents/MacOS/Chromium")
    for cache in (".cache", "Library/Caches", "AppData/Local"):
        folder = Path.home() / cache / "ms-playwright"
        yield from sorted(folder.glob("chromium-*/chrome-*/chrome"), reverse=True)
        yield from sorted(folder.glob("chromium-*/chrome-*/chrome.exe"), reverse=True)
        yield from sorted(folder.glob("chromium-*/chrome-*/*.app/Contents/MacOS/*"), reverse=True)


def has_screen() -> bool:
    """Whether a window can be opened here."""
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def arguments(extension: Path) -> list[str]:
    """The switches that load our extension; root on Linux cannot have Chromium's sandbox."""
    switches = [f"--disable-extensions-except={extension}", f"--load-extension={extension}"]
    if sys.platform.startswith("linux") and os.geteuid() == 0:
        switches.append("--no-sandbox")
    return switches


def pairing_url(server: str, code: str) -> str:
    """The options page that pairs itself with the server, given a one-time code.

    Who works here is called as this machine calls them, until they say otherwise.
    """
    wish = urlencode({"pair": code, "server": server, "agent": getpass.getuser().title()})
    return f"chrome-extension://{EXTENSION_ID}/options/options.html#{wish}"


def launch(
    program: Path, extension: Path, profile: Path, urls: list[str]
) -> subprocess.Popen[bytes]:
    """Open a window of its own profile with our extension and these pages."""
    command = [str(program), *arguments(extension), f"--user-data-dir={profile}"]
    command += ["--no-first-run", "--no-default-browser-check", *urls]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
