"""What other rules would have decided: which verdicts change, in which direction."""

from collections import Counter
from typing import Any

from webcare.engine import engine

Json = dict[str, Any]
FIELDS = ("platform_type", "approach", "reply", "kind", "sentiment", "priority")
EXAMPLES = 3  # shown per direction


def changes(old: Json, new: Json, posts: list[Json]) -> list[Json]:
    """Each changed post: {post, fields: {field: [before, after]}, before, after}."""
    was, will = engine.compile(old), engine.compile(new)
    out = []
    for post in posts:
        before, after = engine.decide(was, post), engine.decide(will, post)
        fields = {f: [before[f], after[f]] for f in FIELDS if before[f] != after[f]}
        if fields:
            out.append({"post": post, "fields": fields, "before": before, "after": after})
    return out


def directions(changed: list[Json]) -> list[Json]:
    """By field and direction, most first: {field, before, after, count, examples: [Post]}."""
    counts: Counter[tuple[str, str, str]] = Counter()
    examples: dict[tuple[str, str, str], list[Json]] = {}
    for change in changed:
        for field, (before, after) in change["fields"].items():
            counts[field, before, after] += 1
            examples.setdefault((field, before, after), []).append(change["post"])
    return [
        {
            "field": field,
            "before": before,
            "after": after,
            "count": count,
            "examples": examples[field, before, after][:EXAMPLES],
        }
        for (field, before, after), count in counts.most_common()
    ]


def told(changed: list[Json], total: int) -> list[str]:
    """The same in lines for a terminal."""
    out = [f"{len(changed)} of {total} verdicts change."]
    for one in directions(changed):
        out.append(f"{one['count']:>5} × {one['field']}: {one['before']} -> {one['after']}")
        out.extend(f"        {' '.join(post['text'].split())[:90]}" for post in one["examples"])
    return out
