"""What can go wrong in the record, each as a sentence that says what to do."""


class RecordError(Exception):
    """The base; `str()` is a sentence for people."""


class FolderInUseError(RecordError):
    """Another server has this data folder."""


class FolderNotWritableError(RecordError):
    """The data folder cannot be written."""


class RecordBusyError(RecordError):
    """The database did not answer in time; nothing was written."""


class RecordFullError(RecordError):
    """No room on the disk; nothing was written."""


class TransferError(RecordError):
    """A file cannot be imported or written; nothing of it was."""
