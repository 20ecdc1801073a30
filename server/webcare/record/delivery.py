"""What one client delivers at once, and what it hears of it."""

from dataclasses import dataclass
from typing import Any

from webcare.record.access import Device
from webcare.record.errors import PAIR_AGAIN, RevokedError
from webcare.record.incoming import Incoming

Json = dict[str, Any]
Reasons = dict[str, str]
"""{event id: why it is refused}"""


@dataclass(slots=True)
class Delivery:
    """Events of one device: those that can be kept, and [{id, reason}] of the others."""

    device: Device
    good: list[Incoming]
    refused: list[Json]

    def among(self, reasons: Reasons) -> Reasons:
        """Those reasons that are about events of this delivery."""
        return {event.id: reasons[event.id] for event in self.good if event.id in reasons}

    def answer(self, reasons: Reasons | None) -> Json:
        """{"held": [ids], "refused": [{id, reason}]}; RevokedError when there are no reasons."""
        if reasons is None:
            raise RevokedError(PAIR_AGAIN)
        late = [{"id": id_, "reason": reason} for id_, reason in reasons.items()]
        held = [event.id for event in self.good if event.id not in reasons]
        return {"held": held, "refused": self.refused + late}
