"""An import that goes on while people look at its progress."""

import logging
import threading
from dataclasses import dataclass

from webcare.record.errors import RecordError
from webcare.record.record import Record
from webcare.record.transfer.sheet import Imported, Sheet, bring_in

log = logging.getLogger("webcare.record")


@dataclass
class Progress:
    """How far an import is; `result` or `error` once it has ended."""

    done: int
    total: int
    result: Imported | None = None
    error: str = ""

    @property
    def has_ended(self) -> bool:
        """Whether nothing will change any more."""
        return self.result is not None or bool(self.error)


class Importer:
    """One import at a time, in a thread of its own."""

    def __init__(self, record: Record) -> None:
        self._record, self._lock = record, threading.Lock()
        self.progress: Progress | None = None
        """Of the last import that was started; None when there was none."""
        self._thread: threading.Thread | None = None

    def start(self, sheet: Sheet) -> Progress:
        """Begin; the progress of the one that still runs when there is one."""
        with self._lock:
            if self.progress and not self.progress.has_ended:
                return self.progress
            self.progress = Progress(0, len(sheet.cases))
            thread = threading.Thread(target=self._run, args=(sheet, self.progress), daemon=True)
            thread.start()
            self._thread = thread
            return self.progress

    def wait(self, seconds: float) -> None:
        """Until the import has ended, or so long."""
        if self._thread:
            self._thread.join(seconds)

    def _run(self, sheet: Sheet, progress: Progress) -> None:
        def told(done: int, total: int) -> None:
            progress.done, progress.total = done, total

        try:
            progress.result = bring_in(self._record, sheet, told)
        except RecordError as error:
            progress.error = str(error)
        except Exception:
            log.exception("import failed")
            progress.error = "The server's log tells what went wrong; nothing was imported."
