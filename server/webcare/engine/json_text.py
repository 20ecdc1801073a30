"""JSON as people write it: a document out of bytes, or in words what is wrong with it and where."""

import json
from collections import Counter
from typing import Any

Pairs = list[tuple[str, Any]]


class JsonError(Exception):
    """This is no document that can be used. `problems`: sentences with place and reason."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def parse(raw: bytes) -> Any:
    """The document; raises JsonError. A byte order mark in front, as Windows writes it, is fine."""
    twice: list[tuple[dict[str, Any], str]] = []

    def pairs_of(pairs: Pairs) -> dict[str, Any]:
        whole = dict(pairs)
        if len(whole) < len(pairs):
            counts = Counter(name for name, _ in pairs)
            twice.extend((whole, name) for name, count in counts.items() if count > 1)
        return whole

    try:
        document = json.loads(
            raw.decode("utf-8-sig"), object_pairs_hook=pairs_of, parse_constant=_no_number
        )
        json.dumps(document, ensure_ascii=False).encode()
        problems = [_told(document, inner, name) for inner, name in twice]
    except UnicodeDecodeError as error:
        raise JsonError([f"not UTF-8 text at byte {error.start}"]) from error
    except UnicodeEncodeError as error:
        before = error.object[max(0, error.start - 30) : error.start]
        raise JsonError([f"half a character (\\ud800 to \\udfff) after {before}"]) from error
    except json.JSONDecodeError as error:
        reason = f"line {error.lineno}, column {error.colno}: not JSON: {error.msg}"
        raise JsonError([reason]) from error
    except RecursionError as error:
        raise JsonError(
            ["nested too deeply: so many brackets in each other are no rules"]
        ) from error
    if problems:
        raise JsonError(problems)
    return document


def _told(document: Any, inner: dict[str, Any], name: str) -> str:
    where = place(document, path_to(document, inner) or [])
    return f'{where}: "{name}" is written twice, and only the last would count; keep one'


def _no_number(name: str) -> None:
    raise JsonError([f"not JSON: {name} is no number"])


def path_to(document: Any, inner: Any) -> list[str | int] | None:
    """The steps from a document to a part of it, or None when it is not in it."""
    if document is inner:
        return []
    steps = document.items() if isinstance(document, dict) else enumerate(document)
    for step, below in steps:
        path = path_to(below, inner) if isinstance(below, dict | list) else None
        if path is not None:
            return [step, *path]
    return None


def place(document: Any, path: list[str | int]) -> str:
    """signals[3] "waiting" › points: where a part is, with the id of the rule it is in."""
    at, out = document, ""
    for step in path:
        at = at[step]
        out += f"[{step}]" if isinstance(step, int) else f" › {step}" if out else step
        if isinstance(at, dict) and isinstance(at.get("id"), str):
            out += f' "{at["id"]}"'
    return out or "the whole file"
