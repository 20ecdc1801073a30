"""What a case owes: promises to the customer, questions to the second line."""

from typing import Any

from webcare.record.columns import moment

Json = dict[str, Any]


class Owed:
    """The promises and hand-overs of one case, in the order in which they were made."""

    def __init__(self) -> None:
        self.all: list[Json] = []

    def add(self, kind: str, event: Json, text: str | None, whom: str | None = None) -> None:
        """A promise ("promise") or a question ("handover") by an event with its due time."""
        self.all.append(
            {
                "id": event["id"],
                "kind": kind,
                "agent": event["agent"],
                "made_at": event["at"],
                "due_at": moment(event["data"].get("due")),
                "kept_at": None,
                "text": text,
                "to_whom": whom,
            }
        )

    def keep(self, kind: str, at: int) -> bool:
        """Mark all of a kind that are open as done; whether there were any."""
        found = [one for one in self.open() if one["kind"] == kind]
        for one in found:
            one["kept_at"] = at
        return bool(found)

    def open(self) -> list[Json]:
        """What is still owed."""
        return [one for one in self.all if one["kept_at"] is None]
