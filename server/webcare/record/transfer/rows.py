"""One row of a team's sheet as the events of one case, or what is wrong with it.

Each event's id is made from what the row says, so importing the same sheet again, under whatever
name and with whatever rows added, changes nothing of what is there.
"""

import hashlib
import re
import uuid
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from webcare.record import chain, clock
from webcare.record.transfer import moments
from webcare.record.transfer.moments import Moment

Json = dict[str, Any]
Cells = dict[str, str]


def _set(words: str) -> frozenset[str]:
    return frozenset(word.strip() for word in words.split(";"))


CLOSED = _set(
    "closed; done; afgehandeld; afgerond; gesloten; klaar; beantwoord; opgelost; ja; yes; solved;"
    " resolved; x; true; waar; ✓; ✔"
)
OPEN = _set(
    "; open; nieuw; new; waiting; wacht; wachtend; in behandeling; pending; bezig; lopend; nee; no;"
    " todo; false; onwaar"
)
SKIPPED = _set("skipped; niet reageren; niet gereageerd; niet beantwoord; geen reactie; no reply")
REPLIED = _set("; replied; gereageerd; reageren; beantwoord; reactie; reply")
_NUMBER = re.compile(r"([1-5])(?:[.,](\d))?(?:\s*(?:/\s*5|van de 5|van 5|out of 5|\D*))?")
AGENT = "import"


class BadRowError(ValueError):
    """This row cannot be imported; `code` and `values` make a sentence of messages."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, {name: text[:60] for name, text in values.items()}


@dataclass
class Context:
    """What all rows share: the brand's zone, the moment of reading, and rows seen so far."""

    zone: ZoneInfo
    now: int = field(default_factory=clock.now_ms)
    seen: dict[str, int] = field(default_factory=dict)


def events(cells: Cells, context: Context) -> list[Json]:
    """The events of a row's case, the first one `opened`. BadRowError."""
    if not cells.get("text"):
        raise BadRowError("no_text")
    posted = _moment(cells, "posted", context)
    replied = _moment(cells, "replied", context)
    if posted and replied and _before(replied, posted, context.zone):
        raise BadRowError("reply_first")
    key = f"import:{_identity(cells, posted, context)}"
    at = posted.ms(context.zone) if posted else replied.ms(context.zone) if replied else context.now
    replied_at = max(at, replied.ms(context.zone)) if replied else at
    acts = [("opened", {"post": _post(cells, key, posted, context), "imported": True}, at)]
    acts += [(type_, data, at) for type_, data in _said(cells)]
    if cells.get("reply") or replied:
        known = bool(posted and replied and posted.timed and replied.timed)
        acts.append(("replied", _reply(cells, known), replied_at))
    elif _is_skipped(cells):
        acts.append(("skipped", {"reason": cells["decision"]}, replied_at))
    if _is_closed(cells):
        acts.append(("closed", _lesson(cells), replied_at))
    return [_event(*act, key, cells) for act in acts]


def _moment(cells: Cells, what: str, context: Context) -> Moment | None:
    text = cells.get(f"{what}_at", "")
    if not text:
        return None
    found = moments.read(text, cells.get(f"{what}_time", ""))
    if found is None:
        raise BadRowError("no_date", value=f"{text} {cells.get(f'{what}_time', '')}".strip())
    try:
        if found.ms(context.zone) > context.now:
            raise BadRowError("future_date", value=text)
    except BadRowError:
        raise
    except ValueError as error:
        raise BadRowError("no_date", value=text) from error
    return found


def _before(replied: Moment, posted: Moment, zone: ZoneInfo) -> bool:
    if replied.timed and posted.timed:
        return replied.ms(zone) < posted.ms(zone)
    return replied.at.date() < posted.at.date()


def _identity(cells: Cells, posted: Moment | None, context: Context) -> str:
    """Names the post in the row; the second row that says the very same is another post."""
    named = [cells.get(name, "") for name in ("platform", "url", "author", "text")]
    own = chain.canonical([*named, posted.ms(context.zone) if posted else None])
    context.seen[own] = context.seen.get(own, 0) + 1
    return hashlib.sha256(f"{own}\n{context.seen[own]}".encode()).hexdigest()[:32]


def _post(cells: Cells, key: str, posted: Moment | None, context: Context) -> Json:
    url = cells.get("url", "")
    timed = posted.ms(context.zone) if posted and posted.timed else None
    return {
        "platform": _platform(cells.get("platform", "")),
        "key": key,
        "url": url if url.startswith(("http://", "https://")) else None,
        "text": cells["text"],
        "author": {"name": cells.get("author") or None, "handle": None},
        "posted_at": clock.to_iso(timed) if timed is not None else None,
        "rating": _rating(cells.get("rating", "")),
        "missing": [n for n, v in (("posted_at", timed), ("author", cells.get("author"))) if not v],
    }


def _platform(text: str) -> str:
    name = text.lower()
    return {"": "import", "twitter": "x", "x/twitter": "x", "x (twitter)": "x"}.get(name, name)


def _rating(text: str) -> float | None:
    if not text:
        return None
    stars = text.count("★") or text.count("⭐")
    match = _NUMBER.fullmatch(text)
    value = float(stars) if stars else float(f"{match[1]}.{match[2] or 0}") if match else 0.0
    if not 1 <= value <= 5:
        raise BadRowError("no_rating", value=text)
    return value


def _said(cells: Cells) -> list[tuple[str, Json]]:
    """What else a row tells: its note and its tags."""
    tags = [tag.strip()[:80] for tag in re.split(r"[,;|]", cells.get("tags", "")) if tag.strip()]
    found: list[tuple[str, Json]] = []
    if cells.get("note"):
        found.append(("noted", {"text": cells["note"]}))
    if tags:
        found.append(("tagged", {"tags": tags}))
    return found


def _reply(cells: Cells, known: bool) -> Json:
    data: Json = {"channel": "public", "at_known": known}
    return data | ({"text": cells["reply"]} if cells.get("reply") else {})


def _is_closed(cells: Cells) -> bool:
    """Whether the case is finished: an old sheet without such a column holds finished ones."""
    if "status" not in cells:
        return True
    said = cells["status"].lower()
    if said in CLOSED | OPEN:
        return said in CLOSED
    raise BadRowError("no_status", value=cells["status"])


def _is_skipped(cells: Cells) -> bool:
    said = cells.get("decision", "").lower()
    if said in SKIPPED | REPLIED:
        return said in SKIPPED
    raise BadRowError("no_decision", value=cells["decision"])


def _lesson(cells: Cells) -> Json:
    return {name: cells[name] for name in ("cause", "learning") if cells.get(name)}


def _event(type_: str, data: Json, at: int, key: str, cells: Cells) -> Json:
    return {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"webcare {key} {type_}")),
        "at": clock.to_iso(at),
        "post_key": key,
        "agent": (cells.get("agent") or AGENT)[:80],
        "type": type_,
        "data": data,
        "versions": {},
    }
