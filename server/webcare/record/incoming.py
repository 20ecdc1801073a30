"""An event at the border: checked against its schema, then parted into facts and personal text."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema_rs import Registry

from webcare.record import chain, clock

Json = dict[str, Any]

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")

POST_FACTS = ("platform", "posted_at", "rating", "by_brand", "answered_by_brand", "public_turns")
DATA_FACTS = {
    "assessed": ("verdict",),
    "corrected": ("field", "from", "to", "reply"),
    "warned": ("reason", "draft_length"),
    "revised": ("changed",),
    "replied": ("channel", "at_known"),
    "promised": ("due",),
    "handed_over": ("due",),
    "answered": ("channel",),
    "tagged": ("tags",),
    "claimed": ("until", "from"),
    "approved": ("event",),
    "rejected": ("event",),
    "erased": ("proof", "kept"),
    "practised": ("exercise", "platform_type", "approach", "reply", "right"),
}
"""What of each type's `data` is a counted fact; everything else may name a person."""


@dataclass(slots=True)
class Incoming:
    """One checked event, ready to be appended."""

    id: str
    post_key: str
    type: str
    agent: str
    at: int
    client_at: int
    facts: str
    personal: str | None
    data: Json


class Border:
    """Checks events against shared/schemas/event.json."""

    def __init__(self, schemas: Path) -> None:
        read = {path.name: json.loads(path.read_text("utf-8")) for path in schemas.glob("*.json")}
        registry = Registry([(name, schema) for name, schema in read.items()])
        self._schema = jsonschema_rs.validator_for(read["event.json"], registry=registry)

    def reason_against(self, event: Any) -> str | None:
        """Why this is no event, in one sentence; None when it is one."""
        try:
            error = next(iter(self._schema.iter_errors(event)), None)
        except ValueError:  # jsonschema-rs: "Recursion limit reached"
            return "The event is nested too deeply."
        if error is None:
            return None
        place = "/".join(str(part) for part in error.instance_path) or "event"
        return f"{place}: {error.message[:200]}"

    def check(self, event: Json, agent: str, offset_ms: int) -> Incoming | str:
        """The event as Incoming, or the reason why it is refused."""
        if not self._schema_holds(event):
            return self.reason_against(event) or "The event does not fit its schema."
        try:
            client_at = clock.to_ms(event["at"])
        except ValueError:
            return f"at: {event['at']!r} is not a time between 2000 and 2100."
        facts, personal = part(event)
        try:
            texts = chain.canonical(facts), chain.canonical(personal) if personal else None
        except TypeError as error:
            return f"The event cannot be kept: {error}."
        return Incoming(
            event["id"],
            event["post_key"],
            event["type"],
            agent,
            client_at + offset_ms,
            client_at,
            *texts,
            event["data"],
        )

    def _schema_holds(self, event: Json) -> bool:
        try:
            return self._schema.is_valid(event)
        except ValueError:
            return False


def part(event: Json) -> tuple[Json, Json]:
    """An event's data as (facts that are counted, text and identity that may be erased)."""
    data = event["data"]
    facts: Json = {"versions": event["versions"]} if event["versions"] else {}
    if event["type"] == "opened":
        facts["post"], personal_post = part_post(data["post"])
        facts.update({name: data[name] for name in ("imported",) if name in data})
        return facts, {"post": personal_post}
    names = DATA_FACTS.get(event["type"], ())
    facts.update({name: data[name] for name in names if name in data})
    return facts, {name: value for name, value in data.items() if name not in names}


def part_post(post: Json) -> tuple[Json, Json]:
    """A post as (facts, personal). The owner of a profile is a person, of a site is not."""
    facts = {name: post[name] for name in POST_FACTS if name in post}
    personal = {name: value for name, value in post.items() if name not in POST_FACTS}
    place = personal.pop("place", None)
    if place:
        facts["place"] = {"kind": place["kind"]}
        person = place["kind"] == "profile"
        (personal if person else facts).setdefault("place", {}).update(place)
    return facts, personal


def cleaned(value: Any) -> Any:
    """The same JSON value without control characters and lone halves of characters."""
    if isinstance(value, str):
        return _CONTROL.sub("\ufffd", value) if _CONTROL.search(value) else value
    if isinstance(value, list):
        return [cleaned(item) for item in value]
    if isinstance(value, dict):
        return {cleaned(name): cleaned(item) for name, item in value.items()}
    return value
