"""One server per data folder: a lock that the system lets go of when the process ends."""

import os
import sys
from pathlib import Path
from typing import IO

from webcare.record.errors import FolderInUseError, FolderNotWritableError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class Folder:
    """The data folder, held by this process until `release`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: IO[str] | None = None

    def prepare(self) -> None:
        """Make the folder; FolderNotWritableError when it cannot be written."""
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            probe = self.path / ".writable"
            probe.write_text("", encoding="utf-8")
            probe.unlink()
        except OSError as error:
            raise FolderNotWritableError(
                f"The data folder {self.path} cannot be written ({error.strerror}). "
                "Choose another with --data DIR."
            ) from error

    def hold(self, what: str) -> None:
        """Take the lock, leaving `what` for others to read; FolderInUseError when it is taken."""
        self.prepare()
        self._lock = (self.path / "server.lock").open("a+", encoding="utf-8")
        try:
            _lock(self._lock)
        except OSError as error:
            self._lock.seek(0)
            holder = self._lock.read().strip() or "an unknown process"
            self._lock.close()
            raise FolderInUseError(
                f"Another webcare server already has {self.path}: {holder}. "
                "Use that one, stop it first, or choose another folder with --data DIR."
            ) from error
        self._lock.truncate(0)
        self._lock.write(f"process {os.getpid()}, {what}\n")
        self._lock.flush()

    def release(self) -> None:
        """Let go of the lock."""
        if self._lock:
            self._lock.close()
            self._lock = None


def _lock(file: IO[str]) -> None:
    if sys.platform == "win32":
        # Past the text that others read: Windows locks refuse even reading.
        file.seek(4096)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
