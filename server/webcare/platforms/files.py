"""The platform files: held against their schema, every selector and source in them tried."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import soupsieve

from webcare.engine import schema_words
from webcare.paths import shared
from webcare.platforms.sources import parse

_SELECTORS = {
    "container",
    "climb",
    "items",
    "focused",
    "continues",
    "comments",
    "end",
    "owner_reply",
    "rated",
    "has",
    "inside",
    "within",
    "without",
}
_SELECTOR_LISTS = {"recognise", "ignore", "skip", "box", "submit", "opener", "around"}
_SOURCES = {"id", "parent_id", "url", "handle", "name", "title", "text", "truncated", "posted_at"}
_SOURCES |= {
    "rating",
    "rating_of",
    "reply_to",
    "mentions",
    "hashtags",
    "owner",
    "account",
    "begun_by",
}


class PlatformError(ValueError):
    """A platform file that cannot be used: the file, the place in it and the reason."""


def load(path: Path) -> dict[str, Any]:
    """One platform file. PlatformError says what is wrong with it, and where."""
    try:
        platform: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise PlatformError(f"{path.name}: cannot be read: {error}") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise PlatformError(f"{path.name}: {where}: {error.msg}") from error
    _hold_to_schema(platform, path.name)
    for where, problem in _problems(platform, ()):
        raise PlatformError(f"{path.name}: {where}: {problem}")
    if platform["id"] != path.stem:
        raise PlatformError(f"{path.name}: id: {platform['id']!r} is not the file's name")
    return platform


def load_all(folder: Path | None = None) -> list[dict[str, Any]]:
    """All platform files of a folder, by name; the product's own when none is named."""
    return [load(path) for path in sorted((folder or shared() / "platforms").glob("*.json"))]


def _hold_to_schema(platform: object, name: str) -> None:
    schema = json.loads((shared() / "schemas" / "platform.json").read_text("utf-8"))
    for error in jsonschema_rs.Draft202012Validator(schema).iter_errors(platform):
        where = ".".join(str(step) for step in error.instance_path) or "the file"
        raise PlatformError(f"{name}: {where}: {schema_words.told(error, schema)}")


def _problems(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Selectors and sources that cannot be understood, each with its place."""
    if isinstance(value, dict):
        for key in value.keys() - {"unreadable", "live_only"}:
            yield from _problems(value[key], (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _problems(inner, (*path, str(at)))
    elif isinstance(value, str) and len(path) > 1:  # id, name and version are no selectors
        key = [step for step in path if not step.isdigit()][-1]
        selector = _selector_at(value, "id" if "parts" in path else key)
        try:
            soupsieve.compile(selector or "*")
        except soupsieve.SelectorSyntaxError as error:
            yield ".".join(path), str(error).splitlines()[0]


def _selector_at(value: str, key: str) -> str:
    """The selector that a string in this field holds, or nothing."""
    if key in _SELECTORS or key in _SELECTOR_LISTS:
        return value
    return parse(value)["selector"] if key in _SOURCES else ""
