"""Posts that were decided before, with what people made of them: from the record or from a file."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs

from webcare import paths
from webcare.engine import rulebook, schema_words
from webcare.engine.commands import post_schema
from webcare.engine.json_text import place
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
    schema = line_schema()
    validator = jsonschema_rs.validator_for(schema)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            one = json.loads(line)
        except json.JSONDecodeError as error:
            raise PostsError(f"line {number}: not JSON: {error.msg}") from error
        except RecursionError as error:
            raise PostsError(f"line {number}: nested too deeply to be a post") from error
        pair = one if isinstance(one, dict) and "post" in one else {"post": one}
        whole = {"post": pair["post"], "corrected": pair.get("corrected") or {}}
        for wrong in validator.iter_errors(whole):
            where = place(whole, wrong.instance_path)
            raise PostsError(f"line {number}: {where}: {schema_words.told(wrong, schema)}")
        yield whole


def line_schema() -> Json:
    """A post with a text, and what of its verdict was corrected to what."""
    verdict = rulebook.read(paths.shared() / "schemas/verdict.json")["properties"]
    fields = {name: part for name, part in verdict.items() if "enum" in part}
    post = {**post_schema(), "type": "object", "required": ["text"]}
    post["properties"] = {**post["properties"], "text": {"type": "string"}}
    corrected = {"type": "object", "additionalProperties": False, "properties": fields}
    return {"type": "object", "properties": {"post": post, "corrected": corrected}}


def of_file(path: Path) -> list[Json]:
    """All posts of a file of JSON lines."""
    raw = path.read_bytes()
    try:
        return list(of_lines(raw.decode("utf-8-sig").split("\n")))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise PostsError(f"line {line}: not UTF-8 text; save {path.name} as UTF-8") from error
