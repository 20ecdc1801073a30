"""`webcare classify` and `webcare rules check`."""

import json
import sys
from pathlib import Path
from typing import IO, Any

import click

from webcare import paths
from webcare.engine import check, engine, rulebook

NOBODY: dict[str, Any] = {"name": ""}


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"), default="-")
def classify(file: IO[str]) -> None:
    """Read posts as JSON lines, write their verdicts as JSON lines, in the same order.

    A line is a Post; fields that are missing are unknown. It may carry `brand`, the profile to use
    for that line. A bad line is told with its number; the others are still classified, and the
    exit code is 1.
    """
    compiled: dict[str, Any] = {}
    bad = 0
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            post = parse(line)
        except ValueError as error:
            bad += 1
            click.echo(f"line {number}: {error}", err=True)
            continue
        brand = post.pop("brand", None) or NOBODY
        known = json.dumps(brand, sort_keys=True)
        if known not in compiled:
            compiled[known] = engine.compile(_load(brand))
        answer = {"key": post.get("key"), "verdict": engine.decide(compiled[known], post)}
        click.echo(json.dumps(answer, ensure_ascii=False))
    sys.exit(1 if bad else 0)


def parse(line: str) -> dict[str, Any]:
    """One line to a Post; raises ValueError that says what is wrong with it."""
    try:
        post = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at column {error.colno}") from error
    if not isinstance(post, dict):
        raise ValueError("a post is a JSON object")
    for name, kinds in TYPES.items():
        if post.get(name) is not None and not isinstance(post[name], kinds):
            raise ValueError(f"`{name}` must be {WORDS[kinds]}")
    return post


WORDS: dict[Any, str] = {
    str: "a text",
    list: "a list",
    dict: "an object",
    bool: "true or false",
    (int, float): "a number",
    int: "a whole number",
}
TYPES: dict[str, Any] = {
    "key": str,
    "platform": str,
    "url": str,
    "text": str,
    "author": dict,
    "place": dict,
    "reply_to": str,
    "mentions": list,
    "hashtags": list,
    "brand": dict,
    "by_brand": bool,
    "answered_by_brand": bool,
    "rating": (int, float),
    "public_turns": int,
}


def _load(brand: dict[str, Any]) -> dict[str, Any]:
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
    wrong = check.failing_examples(book)
    if wrong:
        raise click.ClickException("\n".join(wrong))
    signals = book["rules"]["signals"]
    click.echo(f"{len(signals)} signals, all examples and counterexamples as they should be.")


COMMANDS = [classify, rules]
