"""What a schema finds wrong, in words for whoever looks after a file and does not program."""

import json
from difflib import get_close_matches
from typing import Any

import jsonschema_rs

Schema = dict[str, Any]
SHOWN = 60  # characters of a value that are repeated
PLAIN = {
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "null",
}
COUNTS = {
    "minItems": "needs at least {limit}, and has {has}",
    "maxItems": "may have at most {limit}, and has {has}",
    "minProperties": "is empty; fill it in or leave it out",
}


def told(error: jsonschema_rs.ValidationError, schema: Schema) -> str:
    """What is wrong with a value, what is allowed instead, and a near name where it is a typo."""
    asked: Any = schema
    for step in error.schema_path[:-1]:
        asked = asked[step]
    found: Any = error.instance
    kind: dict[str, Any] = error.kind.as_dict()
    if error.kind.name == "additionalProperties":
        return no_fields(kind["unexpected"], asked, schema)
    if error.kind.name == "required":
        return f'the field "{kind["property"]}" is missing'
    if error.kind.name in COUNTS:
        return COUNTS[error.kind.name].format(limit=kind["limit"], has=len(found))
    if error.kind.name == "falseSchema":
        return f"{shown(found)} is one too many"
    if error.kind.name == "oneOf":
        needed = [one["required"][0] for one in asked["oneOf"]]
        return f"it needs just one of the fields {listed(needed)}"
    if error.kind.name == "anyOf" and "type" in asked:
        needed = [one["required"][0] for one in asked["anyOf"]]
        return f"it would never count: it needs one of the fields {listed(needed)}"
    allowed = described(asked, schema)
    return f"{shown(found)} does not fit{near(words_in(found), allowed)}. It must be {allowed}"


def no_fields(names: list[str], asked: Schema, schema: Schema) -> str:
    """Why there are no such fields here, and which there are."""
    known = [*asked["properties"]]
    facts = schema.get("$defs", {}).get("decided", {}).get("properties", {})
    out = [
        f'"{name}" is not known yet when this is decided'
        if name in facts and "tagged" in known
        else f'there is no field "{name}"{near([name], listed(known))}'
        for name in names
    ]
    return f"{'; '.join(out)}. Possible here: {listed(known)}"


def described(asked: Schema, schema: Schema) -> str:
    """What a schema allows."""
    if "$ref" in asked:
        whole: Any = schema
        for step in asked["$ref"].removeprefix("#/").split("/"):
            whole = whole[int(step) if isinstance(whole, list) else step]
        return described(whole, schema)
    if "anyOf" in asked and "type" not in asked:
        return choices(asked["anyOf"], schema)
    if "enum" in asked:
        return f"one of {listed(asked['enum'])}"
    if "const" in asked:
        return "true, or else be left out" if asked["const"] is True else shown(asked["const"])
    if "prefixItems" in asked:
        parts = " and ".join(described(one, schema) for one in asked["prefixItems"])
        return f"a list [...] of {parts}"
    if isinstance(asked["type"], list):
        some = [{**asked, "type": one} for one in asked["type"] if one != "null"]
        return choices(some, schema)
    if asked["type"] == "array":
        return f"a list [...] of: {described(asked['items'], schema)}"
    if asked["type"] == "object":
        fields = asked.get("properties") or dict.fromkeys(asked.get("required", ()))
        return f"a group {{...}} with {listed([*fields])}" if fields else "a group {...}"
    if asked["type"] == "string":
        return text_of(asked)
    least, most = asked.get("minimum"), asked.get("maximum")
    bounds = (
        "" if least is None else f" from {least}" if most is None else f" from {least} to {most}"
    )
    return PLAIN[asked["type"]] + bounds


def choices(some: list[Schema], schema: Schema) -> str:
    """A list of what may stand alone too is said in short."""
    out = [
        "a list of these" if one.get("type") == "array" and one["items"] in some
        else described(one, schema)
        for one in some
    ]  # fmt: skip
    return ", or ".join(out)


def text_of(asked: Schema) -> str:
    if "examples" in asked:
        return f"a text like {listed(asked['examples'])}"
    if "pattern" in asked:
        return "a name: small letters, digits and _, a letter first" + limit(asked)
    return "a text" + limit(asked)


def limit(asked: Schema) -> str:
    least, most = asked.get("minLength", 0), asked.get("maxLength")
    return f" of at least {least} characters" if least else f", at most {most} long" if most else ""


def near(given: list[str], allowed: str) -> str:
    """Of the names in quotation marks one that is nearly the same as what was given."""
    names = allowed.split('"')[1::2]
    close = [
        one for name in given if name not in names for one in get_close_matches(name, names, 1)
    ]
    return f' (perhaps "{close[0]}" is meant)' if close else ""


def words_in(found: Any) -> list[str]:
    """The texts in a value that may hold a typo."""
    some = [*found] if isinstance(found, list | dict) else [found]
    return [one for one in some if isinstance(one, str)]


def listed(values: list[Any]) -> str:
    return ", ".join(json.dumps(value, ensure_ascii=False) for value in values)


def shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"
