"""A case is what its events add up to. Pure: events in, the columns of its row out.

Nothing here is ever edited by hand; `rebuild` makes every row again from the events alone.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any

from webcare.record.columns import COLUMNS, EMPTY, VERDICT_COLUMNS, moment, post_columns
from webcare.record.owed import Owed

__all__ = ["COLUMNS", "EMPTY", "Business", "derive"]

Json = dict[str, Any]

MONITOR, ASSESS, RESPOND, GATHER, ANSWER, DOCUMENT = range(1, 7)
CLAIM_MS = 15 * 60_000
"""How long a claim holds when it names no end."""

Business = Callable[[int, int], int | None]
"""Business milliseconds between two moments, or None when no hours are set."""


class Case:
    """Folds events, in the order in which they happened, into the columns of a case."""

    def __init__(self, business: Business) -> None:
        self._business = business
        self.columns: Json = dict(EMPTY)
        self.owed = Owed()
        self.tags: set[str] = set()
        self._last_reply: tuple[str, int] | None = None
        self._alert = True
        self._imported = False

    def take(self, event: Json) -> None:
        """Take the next event: {id, type, agent, at, data}."""
        c = self.columns
        c["last_at"] = max(c["last_at"], event["at"])
        handler = getattr(self, f"_on_{event['type']}", None)
        if handler:
            handler(event, event["data"])

    def finish(self) -> Json:
        """The columns after the last event."""
        c = self.columns
        open_ones = self.owed.open()
        c["due_at"] = min((p["due_at"] for p in open_ones if p["due_at"]), default=None)
        if self.tags:
            c["tags"] = json.dumps(sorted(self.tags), ensure_ascii=False)
        self._settle(open_ones)
        self._clocks()
        return c

    # -- what happened, one small function each --------------------------------------------------

    def _on_opened(self, event: Json, data: Json) -> None:
        c = self.columns
        if data["post"].get("answered_by_brand"):
            c["seen_answered"] = 1
        if c["opened_at"] is None:
            self._imported = data.get("imported", False)
            c.update(opened_at=event["at"], opened_by=event["agent"], **post_columns(data["post"]))

    def _on_assessed(self, event: Json, data: Json) -> None:
        verdict = data["verdict"]
        self.columns.update({name: verdict[name] for name in VERDICT_COLUMNS})
        self._reach(ASSESS)

    def _on_corrected(self, event: Json, data: Json) -> None:
        c = self.columns
        c[data["field"]] = data["to"]
        if data["field"] in ("platform_type", "approach"):
            bad = (c["platform_type"], c["approach"]) == ("consumer_generated", "proactive")
            c["reply"] = data.get("reply") or ("not_wanted" if bad else "wanted")

    def _on_warned(self, event: Json, data: Json) -> None:
        self._alert = data["reason"] != "needs_approval"  # a question to the lead is no alert
        self.columns["warned"] += self._alert

    def _on_cancelled(self, event: Json, data: Json) -> None:
        self.columns["cancelled"] += self._alert

    def _on_revised(self, event: Json, data: Json) -> None:
        self.columns["revised"] += 1

    def _on_overridden(self, event: Json, data: Json) -> None:
        self.columns["overridden"] += self._alert

    def _on_replied(self, event: Json, data: Json) -> None:
        c, at = self.columns, event["at"]
        if c["replies"]:
            keeps = self._keep("promise", at)
            if not keeps and self._last_reply and self._last_reply[0] != event["agent"]:
                c["duplicate_replies"] += 1
        elif data.get("at_known", True):
            c.update(first_reply_at=at, first_reply_by=event["agent"])
        c["replies"] += 1
        self._last_reply = (event["agent"], at)
        self._decide("replied", event)
        self._reach(RESPOND)
        self._done(at)

    def _on_skipped(self, event: Json, data: Json) -> None:
        if not self.columns["replies"]:
            self._decide("skipped", event)
        self._learn(data.get("cause"), data.get("learning"))
        self._document(event["at"])

    def _on_promised(self, event: Json, data: Json) -> None:
        if self.columns["first_promise_at"] is None:
            self.columns["first_promise_at"] = event["at"]
        self.owed.add("promise", event, data.get("text"))
        self._reach(RESPOND)

    def _on_handed_over(self, event: Json, data: Json) -> None:
        self.owed.add("handover", event, data.get("question"), data.get("to"))
        self._reach(GATHER)

    def _on_informed(self, event: Json, data: Json) -> None:
        self._keep("handover", event["at"])
        self._reach(ANSWER)

    def _on_answered(self, event: Json, data: Json) -> None:
        c, at = self.columns, event["at"]
        if c["first_reply_at"] is None:
            c.update(first_reply_at=at, first_reply_by=event["agent"])
        self._keep("promise", at)
        self._keep("handover", at)
        c["substantive_at"] = c["substantive_at"] or at
        self._decide("replied", event)
        self._reach(ANSWER)
        self._done(at)

    def _on_tagged(self, event: Json, data: Json) -> None:
        self.tags = set(data["tags"])

    def _on_claimed(self, event: Json, data: Json) -> None:
        until = moment(data.get("until")) or event["at"] + CLAIM_MS
        self.columns.update(holder=event["agent"], held_until=until)

    def _on_released(self, event: Json, data: Json) -> None:
        if event["agent"] == self.columns["holder"]:
            self.columns.update(holder=None, held_until=None)

    def _on_closed(self, event: Json, data: Json) -> None:
        self._learn(data.get("cause"), data.get("learning"))
        self._keep("promise", event["at"])
        self._keep("handover", event["at"])
        self._document(event["at"])

    def _on_reopened(self, event: Json, data: Json) -> None:
        self.columns.update(finished_at=None, step=ASSESS)

    def _on_erased(self, event: Json, data: Json) -> None:
        kept = data.get("kept", {})
        self.columns["erased_at"] = event["at"]
        for name in ("thread", "cause"):
            if name in kept:
                self.columns[name] = kept[name]

    # -- helpers ---------------------------------------------------------------------------------

    def _reach(self, step: int) -> None:
        self.columns["step"] = max(self.columns["step"], step)

    def _decide(self, outcome: str, event: Json) -> None:
        c = self.columns
        c["outcome"] = outcome
        if c["decided_at"] is None:
            c.update(decided_at=event["at"], decided_by=event["agent"])

    def _done(self, at: int) -> None:
        self.columns.update(finished_at=at, holder=None, held_until=None)

    def _document(self, at: int) -> None:
        self._done(at)
        self._reach(DOCUMENT)

    def _learn(self, cause: str | None, learning: str | None) -> None:
        if cause:
            self.columns["cause"] = cause
        if learning:
            self.columns["learning"] = learning

    def _keep(self, kind: str, at: int) -> bool:
        """Mark what was owed as done; whether anything was."""
        kept = self.owed.keep(kind, at)
        if kept and kind == "promise" and self.columns["substantive_at"] is None:
            self.columns["substantive_at"] = at
        return kept

    def _settle(self, open_ones: list[Json]) -> None:
        c = self.columns
        if open_ones:
            c["finished_at"] = None
            handed = any(p["kind"] == "handover" for p in open_ones)
            c["step"] = GATHER if handed else min(c["step"], GATHER)
            c["status"] = "waiting"
        else:
            c["status"] = "open" if c["finished_at"] is None else "done"

    def _clocks(self) -> None:
        c = self.columns
        c["first_business_ms"] = self._between(c["posted_at"], c["first_reply_at"])
        if self._imported:
            return  # an old sheet does not tell when an agent had the post in view
        c["team_business_ms"] = self._between(c["opened_at"], c["first_reply_at"])
        start = c["first_promise_at"] or c["first_reply_at"]
        c["substantive_business_ms"] = self._between(start, c["substantive_at"])
        if c["opened_at"] is not None and c["finished_at"] is not None:
            c["handling_ms"] = max(0, c["finished_at"] - c["opened_at"])
            c["handling_business_ms"] = self._business(c["opened_at"], c["finished_at"])

    def _between(self, start: int | None, end: int | None) -> int | None:
        if start is None or end is None:
            return None
        return self._business(start, end)


def derive(events: Iterable[Json], business: Business) -> tuple[Json, list[Json]]:
    """(columns, promises) of a case from its events, in whatever order they arrived."""
    case = Case(business)
    for event in sorted(events, key=lambda e: (e["at"], e["n"])):
        case.take(event)
    return case.finish(), case.owed.all
