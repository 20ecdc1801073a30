"""Both engines on generated posts and rulebooks: the same bytes, or the post that differs.

equal.py 100000
"""

import argparse
import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "engine"))
from generated import made, pieces
from rulebooks import shuffled
from twin import Twin, written

from webcare import paths
from webcare.engine import engine, rulebook

POSTS_PER_BOOK = 100


def main() -> int:
    """Compare as many posts as asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("posts", type=int, nargs="?", default=100_000)
    count = parser.parse_args().posts
    rng = random.Random(20)
    book = rulebook.load(paths.shared(), {"name": ""})
    words = pieces(book["rules"])
    twin = Twin()
    different = 0
    for number in range(count):
        if number % POSTS_PER_BOOK == 0:
            other = shuffled(book, words, rng)
            compiled = engine.compile(other)
            twin.raw(rulebook=other)
        one = made(words, rng)
        if twin.raw(post=one) != written(engine.decide(compiled, one)):
            different += 1
            print(json.dumps(one))
    twin.close()
    print(f"{count} posts, {-(-count // POSTS_PER_BOOK)} rulebooks, {different} verdicts differ.")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
