"""Posts that were decided before, with what people made of them: from the record or from a file."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from webcare.record import sql
from webcare.record.events import events_of
from webcare.record.record import Record

Json = dict[str, Any]
CHUNK = 400  # cases read at once


class PostsError(Exception):
    """A file of posts cannot be read; the message says which line and why."""


def of_record(record: Record, since: int = 0) -> Iterator[Json]:
    """Each case's {post, corrected: {field: value}}, of what happened since that moment (ms).

    Erased posts have no text and are left out.
    """
    query = "SELECT id FROM cases WHERE last_at >= ? ORDER BY id"
    ids = [row["id"] for row in sql.rows(record.db, query, (since,))]
    for start in range(0, len(ids), CHUNK):
        found = events_of(record.db, ids[start : start + CHUNK])
        for case_id in ids[start : start + CHUNK]:
            known = of_events(found[case_id])
            if known:
                yield known


def of_events(events: list[Json]) -> Json | None:
    """One case: its post as first seen, and the last correction of each field."""
    posts = [e["data"]["post"] for e in events if e["type"] == "opened" and e["data"].get("post")]
    if not posts or not posts[0].get("text"):
        return None
    corrections = [e["data"] for e in events if e["type"] == "corrected"]
    return {"post": posts[0], "corrected": {data["field"]: data["to"] for data in corrections}}


def of_lines(lines: Iterable[str]) -> Iterator[Json]:
    """JSON lines: a Post, or {"post": Post, "corrected": {field: value}}."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            one = json.loads(line)
        except json.JSONDecodeError as error:
            raise PostsError(f"line {number}: not JSON: {error.msg}") from error
        if not isinstance(one, dict) or not isinstance(one.get("post", one), dict):
            raise PostsError(f"line {number}: a post is a JSON object")
        yield one if "post" in one else {"post": one, "corrected": {}}


def of_file(path: Path) -> list[Json]:
    """All posts of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        return list(of_lines(lines))
