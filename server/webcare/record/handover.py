"""The second line answers by a link: whoever has it may answer that one question, nothing else.

The link is the promise's id with a MAC by the server's secret, so nothing needs to be stored.
"""

import hashlib
import hmac
from typing import Any

from webcare.record import sql
from webcare.record.act import act
from webcare.record.errors import RecordError
from webcare.record.record import Record

Json = dict[str, Any]
LONGEST = 20_000


class HandoverError(RecordError):
    """The link or the answer cannot be used; the message says why."""


def token_of(record: Record, promise_id: str) -> str:
    """What stands in the link of a hand-over."""
    mac = hmac.new(record.secret.encode(), f"answer {promise_id}".encode(), hashlib.sha256)
    return f"{promise_id}.{mac.hexdigest()[:32]}"


def asked(record: Record, token: str) -> Json:
    """The question behind a link, with its case's post. HandoverError when it is no good link."""
    promise_id = token.partition(".")[0]
    if not hmac.compare_digest(token.encode(), token_of(record, promise_id).encode()):
        raise HandoverError("This link is not complete; ask for it again.")
    row = sql.row(
        record.db,
        "SELECT p.*, c.excerpt, c.platform, c.post_key FROM promises p"
        " JOIN cases c ON c.id = p.case_id WHERE p.id = ? AND p.kind = 'handover'",
        (promise_id,),
    )
    if row is None or row["post_key"] is None:
        raise HandoverError("This question is no longer there.")
    return row


def answer(record: Record, token: str, text: str) -> None:
    """Log the second line's answer as an `informed` event of the case."""
    found, text = asked(record, token), text.strip()
    if not text or len(text) > LONGEST:
        raise HandoverError(f"Write an answer of at most {LONGEST} characters.")
    act(record, found, "informed", {"text": text}, found["to_whom"] or "second line")
