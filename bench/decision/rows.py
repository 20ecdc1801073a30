"""Labelled rows to Posts: what a page would have shown of each."""

import gzip
import json
from pathlib import Path
from typing import Any

PLATFORMS = {"twitter": "x"}


def read(path: Path) -> list[dict[str, Any]]:
    """Rows of a JSON-lines file, gzipped or not; labels default to none."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [{"labels": {}, "ctx": {}, **json.loads(line)} for line in lines if line.strip()]


def post_of(row: dict[str, Any]) -> dict[str, Any]:
    """The Post with its `brand`. Leading handles are cut off in some sources: `mentions_brand` and
    `ctx` say who was tagged and whom the post answers."""
    name = row.get("brand") or ""
    platform = PLATFORMS.get(row.get("platform") or "", row.get("platform"))
    ctx = row["ctx"] or {}
    tagged = ctx.get("brand_tagged", row.get("mentions_brand"))
    answers = {"brand": name, "other": "someone else", "other_or_unknown": "someone else"}
    return {
        "key": row["id"],
        "platform": platform,
        "text": row["text"],
        "mentions": [name] if tagged and name else [],
        "reply_to": answers.get(ctx.get("reply_to")),
        "brand": {"name": name, "handles": {platform: [name]}, "hashtags": [name]},
    }
