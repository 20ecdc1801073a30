"""Reading a request's JSON strictly."""

import json
from typing import Any, NoReturn

import orjson
from flask import request

from webcare.gate import Refusal
from webcare.record.incoming import cleaned


def read_object() -> dict[str, Any]:
    """The body as a JSON object; 400 when it is no JSON, 422 when it is something else."""
    return parse_object(request.get_data(cache=False))


def parse_object(content: bytes) -> dict[str, Any]:
    """The same of a body that has been read."""
    try:
        found = orjson.loads(content)
    except orjson.JSONDecodeError:
        found = _read_slowly(content)
    if not isinstance(found, dict):
        raise Refusal(422, "Not an object", "Send a JSON object.")
    # Control characters and lone surrogates can only come in as escapes.
    return cleaned(found) if b"\\u" in content else found


def _read_slowly(content: bytes) -> Any:
    """What the fast reader does not take: halves of characters, which a cut text may end in."""
    try:
        found = cleaned(json.loads(content, parse_constant=_no_constant))
        return orjson.loads(json.dumps(found))
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "Bad JSON", f"The body cannot be read: {str(error)[:200]}") from error


def text_of(body: dict[str, Any], name: str, longest: int) -> str:
    """A text field of the body; 422 when it is missing, empty or too long."""
    found = body.get(name)
    if not isinstance(found, str) or not 0 < len(found.strip()) <= longest:
        raise Refusal(
            422, "Field missing", f"`{name}` must be a text of 1 to {longest} characters."
        )
    return found.strip()


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
