"""Both engines on generated posts and rulebooks: the same bytes, or the post that differs.

equal.py 100000
"""

import json
import random
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "engine"))
from generated import HANDLES, KINDS, ODD, pieces
from twin import Twin, written

from webcare import paths
from webcare.engine import engine, rulebook

POSTS_PER_BOOK = 500
SIGNS = ["_", "..", "#", "{brand}"]


def shuffled(book: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Another rulebook: signals left out and in another order, other points, other phrases."""
    signals = json.loads(json.dumps(rng.sample(book["rules"]["signals"], rng.randint(5, 84))))
    words = pieces(book["rules"])
    for signal in signals:
        signal["points"] = {label: round(rng.uniform(-3, 3), 3) for label in signal["points"]}
        for language in signal.get("phrases", {}):
            signal["phrases"][language] += [phrase(words, rng) for _ in range(3)]
        if rng.random() < 0.1:
            signal["unless_negated"] = signal["mutes"] = True
    brand = {
        "name": rng.choice(["Fietsrijk", "Één Fiets", ""]),
        "handles": {"x": rng.sample(HANDLES, 2)},
        "places": [{"url": "https://x.com", "replies": "invited"}],
    }
    return {**book, "rules": {**book["rules"], "signals": signals}, "brand": brand}


def phrase(words: list[str], rng: random.Random) -> str:
    """A phrase that may be written."""
    first = rng.choice(words)
    middle = rng.choice(
        [*SIGNS, rng.choice(words), f"({rng.choice(words)}|{rng.choice(words)} x|)"]
    )
    return f"{rng.choice(['^', ''])}{first} {middle} {rng.choice(words)}{rng.choice(['*', ''])}"


def post(words: list[str], rng: random.Random) -> dict[str, Any]:
    """A post of known words and odd ones, with any field."""
    some = [
        rng.choice(words) if rng.random() < 0.8 else rng.choice(ODD)
        for _ in range(rng.randint(0, 30))
    ]
    return {
        "text": rng.choice([" ", " ", " ", ""]).join(some),
        "platform": rng.choice(["x", "trustpilot", "uservoice", "", "?"]),
        "place": rng.choice([None, {"kind": rng.choice(KINDS), "owner": rng.choice(HANDLES)}]),
        "reply_to": rng.choice([None, None, *HANDLES]),
        "mentions": rng.choice([None, [], [rng.choice(HANDLES)]]),
        "rating": rng.choice([None, 1, 3, 5]),
        "by_brand": rng.random() < 0.05,
        "url": rng.choice([None, "https://x.com/a/status/1"]),
    }


def main() -> int:
    """Compare as many posts as asked for."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rng = random.Random(20)
    book = rulebook.load(paths.shared(), {"name": ""})
    words = pieces(book["rules"])
    twin = Twin()
    different = 0
    for number in range(count):
        if number % POSTS_PER_BOOK == 0:
            other = shuffled(book, rng)
            compiled = engine.compile(other)
            twin.raw(rulebook=other)
        one = post(words, rng)
        if twin.raw(post=one) != written(engine.decide(compiled, one)):
            different += 1
            print(json.dumps(one))
    twin.close()
    print(f"{count} posts, {-(-count // POSTS_PER_BOOK)} rulebooks, {different} verdicts differ.")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
