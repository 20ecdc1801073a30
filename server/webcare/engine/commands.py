"""`webcare classify` and `webcare rules check`."""

import json
import sys
from pathlib import Path
from typing import IO, Any

import click
import jsonschema_rs

from webcare import paths
from webcare.engine import check, engine, rulebook, schema_words
from webcare.engine.json_text import place

Json = dict[str, Any]
NOBODY: Json = {"name": ""}


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"), default="-")
def classify(file: IO[str]) -> None:
    """Read posts as JSON lines, write their verdicts as JSON lines, in the same order.

    A line is a Post; fields that are missing are unknown. It may carry `brand`, the profile to use
    for that line. A bad line is told with its number; the others are still classified, and the
    exit code is 1.
    """
    compiled = engine.compile(_load(NOBODY))
    schema = line_schema()
    validator = jsonschema_rs.validator_for(schema)
    bad = 0
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            post = parse(line, schema, validator)
        except ValueError as error:
            bad += 1
            click.echo(f"line {number}: {error}", err=True)
            continue
        brand = post.pop("brand", None)
        ours = engine.for_brand(compiled, brand) if brand else compiled
        click.echo(json.dumps({"key": post.get("key"), "verdict": engine.decide(ours, post)}))
    sys.exit(1 if bad else 0)


def parse(line: str, schema: Json, validator: jsonschema_rs.Validator) -> Json:
    """One line to a Post; raises ValueError that says what is wrong with it."""
    try:
        post = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at column {error.colno}") from error
    except RecursionError as error:
        raise ValueError("not a post: nested too deeply") from error
    if not isinstance(post, dict):
        raise ValueError("a post is a JSON object")
    for wrong in validator.iter_errors(post):
        raise ValueError(f"{place(post, wrong.instance_path)}: {schema_words.told(wrong, schema)}")
    return post


def lenient(schema: Any) -> Any:
    """A schema that only holds to the types: any field may be missing, null, long or new."""
    if isinstance(schema, list):
        return [lenient(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {name: lenient(part) for name, part in schema.items() if name not in STRICT}
    if isinstance(kept.get("type"), str | list):
        types = [kept["type"]] if isinstance(kept["type"], str) else kept["type"]
        kept["type"] = sorted({*types, "null"})
    return kept


STRICT = {
    "$id", "required", "additionalProperties", "enum", "pattern", "minimum", "maximum",
    "minLength", "maxLength", "maxItems",
}  # fmt: skip
TEXTS = {"type": "array", "items": {"type": "string"}}
PLACE = {"type": "object", "properties": {"url": {"type": "string"}}}
BRAND = {
    "type": "object",
    "properties": {
        "name": {"type": ["string", "null"]},
        "names": TEXTS,
        "handles": {"type": "object", "additionalProperties": TEXTS},
        "hashtags": TEXTS,
        "sites": TEXTS,
        "products": TEXTS,
        "places": {"type": "array", "items": {**PLACE, "required": ["url", "replies"]}},
    },
}


def post_schema() -> Json:
    """shared/schemas/post.json, its types only."""
    schema: Json = lenient(rulebook.read(paths.shared() / "schemas/post.json"))
    return schema


def line_schema() -> Json:
    """Of the lines that `classify` reads: a post, and a brand."""
    schema = post_schema()
    schema["properties"]["brand"] = {**BRAND, "type": ["object", "null"]}
    return schema


def _load(brand: Json) -> Json:
    try:
        return rulebook.load(paths.shared(), brand)
    except rulebook.RulebookError as error:
        raise click.ClickException(str(error)) from error


@click.group()
def rules() -> None:
    """Look after the rules."""


@rules.command("check")
@click.argument("file", type=click.Path(path_type=Path), required=False)
def rules_check(file: Path | None) -> None:
    """Say in words what is wrong with a rules file, and where; without FILE, the shipped one."""
    try:
        book = rulebook.load(paths.shared(), NOBODY, file)
    except rulebook.RulebookError as error:
        raise click.ClickException(str(error)) from error
    wrong = unread_examples(book["rules"]) or check.failing_examples(book)
    if wrong:
        raise click.ClickException("\n".join(wrong))
    signals = book["rules"]["signals"]
    click.echo(f"{len(signals)} signals, all examples and counterexamples as they should be.")


def unread_examples(rules: Json) -> list[str]:
    """Fields of examples that no post has or that are of another type; their brand's types too."""
    post = {**post_schema(), "type": ["object", "string"], "additionalProperties": False}
    posts = {part: {"items": post} for part in ("examples", "counterexamples")}
    signals = {"items": {"properties": posts}}
    schema = {"properties": {"example_brand": BRAND, "signals": signals}}
    return [
        f"{place(rules, error.instance_path)}: {schema_words.told(error, schema)}"
        for error in jsonschema_rs.validator_for(schema).iter_errors(rules)
    ]


COMMANDS = [classify, rules]
