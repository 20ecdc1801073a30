"""The record as one object: the database, its one writer, and the brand's calendar."""

import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import peewee

from webcare.record import access, calendar, clock, database, hours, seals, sql, store
from webcare.record.calendar import Calendar
from webcare.record.delivery import Delivery, Reasons
from webcare.record.events import Ledger
from webcare.record.incoming import Border, Incoming
from webcare.record.search import find, index
from webcare.record.writer import Job, Settle, Writer

Json = dict[str, Any]
T = TypeVar("T")

CAUGHT_UP = 500
"""Cases that a search waits for, at most; more than that is an import, which indexes its own."""
CLOCK_TOLERANCE_MS = 2000
"""A client's clock within this of ours is left as it is: the request itself takes time."""


class Record:
    """Open it, use it from any thread, close it."""

    def __init__(self, folder: Path, schemas: Path, url: str | None = None) -> None:
        self.db: peewee.Database = database.open_database(folder, url)
        self.folder = folder
        self.border = Border(schemas)
        self.changed = threading.Condition()
        self.closing = False
        self._calendar: tuple[int, int, Calendar] | None = None
        """The time within which it holds, from and to, and the calendar."""
        self._chores_done = ""
        self.writer = Writer(self.db, idle=self._idle)
        self.writer.after_group.append(self._tell)
        self.writer.start()
        self.secret = self.write(lambda: store.secret(self.db))
        self.ledger = Ledger(self.db, self.secret, self._business)

    def close(self) -> None:
        """Finish what waits and close the file."""
        self.stop_waiting()
        self.writer.stop()
        database.close_database(self.db)

    def write(self, work: Callable[[], T]) -> T:
        """Run a writing function in the writer's thread; see Writer.do."""
        return self.writer.do(work)

    def write_long(self, work: Callable[[], T]) -> T:
        """The same for work that may take minutes: whoever else writes waits or hears "busy"."""
        return self.writer.do(work, patience=None)

    def receive(
        self, events: Sequence[Any], device: access.Device, sent_at: str | None = None
    ) -> Json:
        """Take a client's events, each once, and say what became of them (Delivery.answer)."""
        delivery = self.examine(events, device, sent_at)
        return delivery.answer(self.writer.wait(lambda settle: self.deliver(delivery, settle)))

    def examine(
        self, events: Sequence[Any], device: access.Device, sent_at: str | None = None
    ) -> Delivery:
        """Part what a client sent into events that can be kept and those that are refused.

        Their texts hold no control characters (incoming.cleaned). `sent_at` is the client's clock
        at delivery; an offset to ours is corrected in `at`.
        """
        received = clock.now_ms()
        offset = offset_ms(events, sent_at, received)
        good: list[Incoming] = []
        refused: list[Json] = []
        for place, event in enumerate(events):
            checked = self.border.check(event, device.agent, offset)
            if isinstance(checked, Incoming):
                good.append(checked)
            else:
                refused.append({"id": readable_id(event, place), "reason": checked})
        return Delivery(device, good, refused)

    def deliver(self, delivery: Delivery, settle: Settle) -> Job:
        """Write a delivery's good events; `settle` hears what Delivery.answer wants."""
        if any(event.type == "claimed" for event in delivery.good):  # who is first gets the case
            return self.writer.begin(lambda: self._append([delivery])[0], settle)
        return self.writer.begin_together(self._append, delivery, settle)

    def _append(self, deliveries: list[Delivery]) -> list[Reasons | None]:
        """Append what several clients delivered; for each the refused, None for a revoked one."""
        paired = access.mark_seen(self.db, list({d.device.id for d in deliveries}))
        welcome = [d for d in deliveries if d.device.id in paired]
        refused = self.ledger.append([e for d in welcome for e in d.good], clock.now_ms())
        return [d.among(refused) if d.device.id in paired else None for d in deliveries]

    def calendar(self) -> Calendar:
        """The calendar; days that have passed since it was read are fixed first."""
        now = clock.now_ms()
        if self._calendar is None or not self._calendar[0] <= now < self._calendar[1]:
            known = hours.load(self.db, store.profile(self.db))
            day = hours.start_of_today(known.zone), hours.start_of_tomorrow(known.zone)
            self._calendar = (*day, known)
        return self._calendar[2]

    def save_profile(self, profile: Json) -> None:
        """Keep the brand's profile; the days until now stay as open as they were."""
        wanted = calendar.parse_hours(profile.get("hours"))

        def save() -> None:
            before = calendar.parse_hours(store.profile(self.db).get("hours"))
            hours.fix_past(self.db, before or wanted)
            store.put(self.db, "brand", json.dumps(profile, ensure_ascii=False))
            self._calendar = None
            if before != wanted:
                self.derive_since(0 if before is None else hours.start_of_today(before.zone))

        self.write(save)

    def derive_cases(self, ids: list[int]) -> None:
        """Make these cases' rows again from their events; in `write`."""
        self.ledger.derive([self.ledger.case_by_id(case_id) for case_id in ids])

    def adopt_secret(self, secret: str) -> None:
        """Take over another record's secret with its cases; only while this one is empty."""
        if store.get(self.db, "secret") != secret:
            store.put(self.db, "secret", secret)
        self.secret = secret
        self.ledger = Ledger(self.db, secret, self._business)

    def adopt_secret_of_file(self) -> None:
        """Go back to the stored secret after an import that was rolled back."""
        self.adopt_secret(self.write(lambda: store.secret(self.db)))

    def forget_calendar(self) -> None:
        """Read hours and fixed days anew at the next use."""
        self._calendar = None

    def wait_for_change(self, timeout: float) -> None:
        """Return when something was committed by this server, or after `timeout` seconds."""
        with self.changed:
            self.changed.wait(timeout)

    def stop_waiting(self) -> None:
        """Nobody waits for a change any longer: the server ends."""
        self.closing = True
        self._tell()

    def _business(self, start: int, end: int) -> int | None:
        return self.calendar().business_ms(start, end)

    def _tell(self) -> None:
        with self.changed:
            self.changed.notify_all()

    def derive_since(self, last_at: int) -> None:
        """Make the rows of all cases with an event at or after this moment again; in `write`."""
        query = "SELECT * FROM cases WHERE last_at >= ? AND id > ? ORDER BY id LIMIT 400"
        last_id = 0
        while touched := sql.rows(self.db, query, (last_at, last_id)):
            self.ledger.derive(touched)
            last_id = touched[-1]["id"]

    def search(self, text: str, filtered: bool = False) -> list[int]:
        """Ids of the cases that fit; what was just written is found, too."""
        self.index_what_is_new()
        return find.find(self.db, text, filtered)

    def index_what_is_new(self) -> None:
        """Let the index catch up with what was written a moment ago."""
        if sql.value(self.db, "SELECT 1 FROM cases WHERE stale = 1 LIMIT 1"):
            self.write(lambda: index.catch_up(self.db, CAUGHT_UP))

    def index_all(self) -> None:
        """Let the index catch up with everything, however much was imported."""
        while self.write_long(lambda: index.catch_up(self.db, CAUGHT_UP)):
            pass

    def _idle(self) -> bool:
        day = seals.day_name(clock.now_ms())
        if day != self._chores_done:
            seals.seal_past_days(self.db, clock.now_ms())
            profile = store.profile(self.db)
            hours.fix_past(self.db, calendar.parse_hours(profile.get("hours")))
            self._chores_done = day
        return index.catch_up(self.db)


def offset_ms(events: Sequence[Any], sent_at: str | None, received: int) -> int:
    """What to add to this client's times. Without its clock: nothing can lie in the future."""
    try:
        client_now = clock.to_ms(sent_at) if sent_at else None
    except ValueError:
        client_now = None
    if client_now is None:
        client_now = max((_time_of(event, received) for event in events), default=received)
        client_now = max(client_now, received)
    offset = received - client_now
    return offset if abs(offset) > CLOCK_TOLERANCE_MS else 0


def _time_of(event: Any, otherwise: int) -> int:
    try:
        return clock.to_ms(event["at"])
    except (KeyError, TypeError, ValueError):
        return otherwise


def readable_id(event: Any, index: int) -> str:
    """The event's id, or its place in the batch when it has none that can be read."""
    found = event.get("id") if isinstance(event, dict) else None
    return found if isinstance(found, str) and 0 < len(found) <= 40 else str(index)
