"""Who has a case in hand: softly, for a while, and to be taken over with a trace.

Two who ask at once never both get it: claims go through the one writer, and through the lock on
the case's row where there are several servers.
"""

from typing import TYPE_CHECKING, Any

from webcare.record import clock

if TYPE_CHECKING:
    from webcare.record.record import Record

Json = dict[str, Any]
LONGEST_MINUTES = 240


def held_by_another(case: Json, agent: str, now: int) -> str | None:
    """Who else has this case in hand now, if anyone."""
    live = case["held_until"] is not None and case["held_until"] > now
    return str(case["holder"]) if live and case["holder"] not in (None, agent) else None


def take(record: "Record", agent: str, post_key: str, claim_id: str, **wish: Any) -> Json:
    """Claim a case: {claimed: true, until} or {claimed: false, by, reason}.

    `wish`: minutes (1 to 240, 15 when left out), take_over (bool: also when another has it).
    """
    minutes = min(max(int(wish.get("minutes") or 15), 1), LONGEST_MINUTES)
    return record.write(
        lambda: _take(record, agent, post_key, claim_id, minutes, bool(wish.get("take_over")))
    )


def _take(
    record: "Record", agent: str, post_key: str, claim_id: str, minutes: int, take_over: bool
) -> Json:
    now = clock.now_ms()
    case = record.ledger.case_of(post_key)
    other = held_by_another(case, agent, now)
    data: Json = {"until": clock.to_iso(now + minutes * 60_000)}
    if other and take_over:
        data["from"] = other
    event = {
        "id": claim_id,
        "at": clock.to_iso(now),
        "post_key": post_key,
        "type": "claimed",
        "data": data,
        "versions": {},
    }
    checked = record.border.check(event, agent, 0)
    if isinstance(checked, str):
        return {"claimed": False, "by": None, "reason": checked}
    reason = record.ledger.append([checked], now).get(claim_id)
    if reason:
        return {"claimed": False, "by": other, "reason": reason}
    return {"claimed": True, "until": data["until"]}
