"""What can go wrong in the record, each as a sentence that says what to do."""

from collections.abc import Iterator

import peewee


class RecordError(Exception):
    """The base; `str()` is a sentence for people."""


class FolderInUseError(RecordError):
    """Another server has this data folder."""


class FolderNotWritableError(RecordError):
    """The data folder cannot be written."""


class RecordBusyError(RecordError):
    """The database did not answer in time; nothing was written."""


class RevokedError(RecordError):
    """The device was revoked; nothing that it delivered is kept."""


PAIR_AGAIN = "Pair this browser again: the Team page of the dashboard gives a code."


class RecordFullError(RecordError):
    """No room on the disk; nothing was written."""


class TransferError(RecordError):
    """A file cannot be imported or written; nothing of it was."""


def busy() -> RecordBusyError:
    """What a caller hears whose patience has ended."""
    return RecordBusyError("The record did not answer in time; try again in a moment.")


def sqlstate(error: BaseException) -> str | None:
    """Postgres' five-letter code of a database error, if it carries one."""
    cause = getattr(error, "orig", None) or error.__cause__ or error.__context__
    return getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)


def causes(error: BaseException) -> Iterator[BaseException]:
    """The error and those that it came from: a failed rollback hides why it was needed."""
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__ or found.__context__


def named(error: Exception) -> Exception:
    """A database error as one that says what to do; others as they are."""
    if isinstance(error, RecordError) or not isinstance(error, peewee.PeeweeException):
        return error
    text = " ".join(str(cause).lower() for cause in causes(error))
    if "full" in text or "disk i/o" in text or sqlstate(error) == "53100":
        return RecordFullError("The server's disk is full; make room, nothing has been lost.")
    if "locked" in text or "busy" in text or "readonly" in text:
        return RecordBusyError(
            f"The record cannot be written now ({error}); it will be tried again."
        )
    if is_unreachable(error):
        return RecordBusyError("The database cannot be reached at this moment; try again soon.")
    return error


def is_unreachable(error: BaseException) -> bool:
    """Whether Postgres is gone, going down, coming up, or full of connections."""
    state = sqlstate(error)
    if state is not None:
        return state[:2] == "08" or state in {"57P01", "57P02", "57P03", "53300"}
    # libpq says it with a sentence alone when a connection cannot be made or breaks off.
    lost = isinstance(error, peewee.OperationalError | peewee.InterfaceError)
    return lost and any(type(cause).__module__.startswith("psycopg") for cause in causes(error))
