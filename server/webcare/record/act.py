"""What a person does on a page: one event of a case, made here instead of in a browser."""

import uuid
from typing import Any

from webcare.record import clock
from webcare.record.errors import RecordError
from webcare.record.incoming import Incoming, cleaned
from webcare.record.record import Record

Json = dict[str, Any]
LONGEST_NAME = 80


class ActError(RecordError):
    """The record does not take it; the message says why."""


def act(record: Record, case: Json, type_: str, data: Json, agent: str) -> str:
    """Append one event to a case ({post_key, ...}) as `agent`; its id. ActError says why not."""
    if not agent.strip():
        raise ActError("Give your name: it stands with what you record.")
    if case["post_key"] is None:
        raise ActError("This post was erased at its writer's request; nothing more is recorded.")
    now = clock.now_ms()
    event = {
        "id": str(uuid.uuid4()),
        "at": clock.to_iso(now),
        "post_key": case["post_key"],
        "type": type_,
        "data": data,
        "versions": {},
    }
    checked = record.border.check(cleaned(event), cleaned(agent.strip())[:LONGEST_NAME], 0)
    if not isinstance(checked, Incoming):
        raise ActError(checked)
    refused = record.write(lambda: record.ledger.append([checked], now))
    if refused:
        raise ActError(refused[checked.id])
    return checked.id
