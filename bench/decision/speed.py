"""Speed of both engines beside vaderSentiment and a plain loop of the same phrases as regular
expressions, in one run.

    .venv/bin/python bench/decision/speed.py [LABELLED_FILE]

On invented posts of 280 characters; with a file, on its posts of about that length, which have
fewer phrases of the rules and more words that the rules do not know. The engines remember what they
made of a word, so the posts are read again and again; `first` is the median of posts read for the
first time, after as many others.
"""

import argparse
import json
import random
import re
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from rows import read

from webcare import paths
from webcare.engine import engine, rulebook

HERE = Path(__file__).parent
LENGTH = 280
POSTS = 500
PROCESSES = 7


def invented(book: dict[str, Any], length: int, count: int) -> list[str]:
    """Texts of about this length, put together from the rules' own examples."""
    rng = random.Random(7)
    sentences = [
        one
        for signal in book["rules"]["signals"]
        for one in signal["examples"] + signal["counterexamples"]
        if isinstance(one, str) and 10 < len(one) < 90
    ]
    out = []
    for _ in range(count):
        text = ""
        while len(text) < length:
            text += rng.choice(sentences) + rng.choice([". ", "! ", "? ", ", ", " "])
        out.append(text[:length])
    return out


def written(path: Path) -> list[str]:
    """The file's texts of about LENGTH characters."""
    texts = [row["text"] for row in read(path) if abs(len(row["text"]) - LENGTH) <= 40]
    return random.Random(7).sample(texts, min(POSTS, len(texts)))


def microseconds(
    some: dict[str, Callable[[str], Any]], texts: list[str], rounds: int = 5
) -> dict[str, tuple[float, ...]]:
    """Median, 90th percentile and mean per text, after one round to warm up; and `first`.

    They take turns, as a machine's speed changes from minute to minute, and of each text the best
    round counts. The clock is one that is read without asking the kernel: that takes as long as
    many a text, and leaves the processor cold.
    """
    best = {name: [float("inf")] * len(texts) for name in some}
    first = {name: 0.0 for name in some}
    for warm in range(rounds + 1):
        for name, work in some.items():
            times = []
            for text in texts:
                start = time.perf_counter_ns()
                work(text)
                times.append((time.perf_counter_ns() - start) / 1000)
            if warm:
                best[name] = [*map(min, best[name], times)]
            else:
                first[name] = statistics.median(times[len(times) // 2 :])
    return {
        name: (
            statistics.median(times),
            statistics.quantiles(times, n=10)[8],
            statistics.mean(times),
            first[name],
        )
        for name, times in best.items()
    }


def expressions(book: dict[str, Any]) -> list[re.Pattern[str]]:
    """The same phrases as regular expressions, one each, as one would write them by hand."""
    out = []
    for signal in book["rules"]["signals"]:
        for phrases in signal.get("phrases", {}).values():
            for phrase in phrases:
                body = phrase.lstrip("^").replace("..", r"(?:\w+\W+){0,4}?").replace("_", r"\w+")
                body = (
                    body.replace("*", r"\w*").replace("{brand}", "fietsrijk").replace("#", r"\d\w*")
                )
                out.append(re.compile(rf"\b{body}\b".replace(" ", r"\W*"), re.IGNORECASE))
    return out


def browser(book: dict[str, Any], texts: list[str], long: list[str]) -> dict[str, float]:
    """The same measurements in node, by the browser's files."""
    question = json.dumps({"rulebook": book, "texts": texts, "long": long})
    command = ["node", "--expose-gc", str(HERE / "speed.js")]
    done = subprocess.run(command, input=question, capture_output=True, text=True, check=True)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def contest(texts: list[str]) -> dict[str, tuple[float, ...]]:
    """Our engine and vaderSentiment, in this process."""
    compiled = engine.compile(loaded())

    def decide(text: str) -> Any:
        return engine.decide(compiled, {"text": text, "platform": "x"})

    contenders: dict[str, Callable[[str], Any]] = {"engine, Python": decide}
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        contenders["vaderSentiment"] = SentimentIntensityAnalyzer().polarity_scores
    except ImportError:
        print("vaderSentiment is not installed: left out", file=sys.stderr)
    return microseconds(contenders, texts)


def contests(texts: list[str]) -> dict[str, tuple[float, ...]]:
    """The median of several processes: where a process puts its words in memory is worth 15 %."""
    fresh = get_context("spawn")
    pools = [ProcessPoolExecutor(1, mp_context=fresh) for _ in range(PROCESSES)]
    runs = []
    for pool in pools:
        with pool:
            runs.append(pool.submit(contest, texts).result())
    return {
        name: tuple(map(statistics.median, zip(*(run[name] for run in runs), strict=True)))
        for name in runs[0]
    }


def loaded() -> dict[str, Any]:
    """The rulebook of an invented brand."""
    return rulebook.load(paths.shared(), {"name": "Fietsrijk", "handles": {"x": ["FietsrijkNL"]}})


def main() -> None:
    """Print the table."""
    book = loaded()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", help="labelled posts; else invented ones")
    file = parser.parse_args().file
    texts = written(file) if file else invented(book, LENGTH, POSTS)
    long = [invented(book, size, 1)[0] for size in (10_000, 100_000)]
    tracemalloc.start()
    compiled = engine.compile(book)

    def decide(text: str) -> Any:
        return engine.decide(compiled, {"text": text, "platform": "x"})

    held = tracemalloc.get_traced_memory()[0] / 1e6
    for text in texts:
        decide(text)
    used = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    compile_ms = min(timed(lambda: engine.compile(book)) for _ in range(5))
    rows = contests(texts)
    js = browser(book, texts, long)
    rows["engine, browser (node)"] = js["median"], js["p90"], js["mean"], js["first"]
    patterns = expressions(book)
    name = f"{len(patterns)} regular expressions, Python"
    rows |= microseconds({name: lambda text: [p.search(text) for p in patterns]}, texts[:50], 1)
    print(f"{len(texts)} posts of {LENGTH} characters; µs a post, the best of some rounds;")
    print(f"Python: the median of {PROCESSES} processes that each held both\n")
    print(f"{'':<36}{'median':>10}{'p90':>10}{'mean':>10}{'first':>10}")
    for name, figures in rows.items():
        print(f"{name:<36}" + "".join(f"{figure:>10.1f}" for figure in figures))
    ten, hundred = (min(timed(lambda text=text: decide(text)) for _ in range(3)) for text in long)
    print(f"\ncompile: Python {compile_ms:.0f} ms, browser {js['compile']:.0f} ms")
    print("100,000 characters against 10,000:")
    print(f"  Python {hundred:.0f} / {ten:.0f} ms = {hundred / ten:.1f} times")
    once, tenfold = js["ten"], js["hundred"]
    print(f"  browser {tenfold:.1f} / {once:.1f} ms = {tenfold / once:.1f} times")
    print("held by a compiled rulebook, and once it has read the posts:")
    print(f"  Python {held:.1f}, {used:.1f} MB")
    print(f"  browser {js['held']:.1f}, {js['used']:.1f} MB")


def timed(work: Callable[[], Any]) -> float:
    """Milliseconds of processor time."""
    start = time.process_time_ns()
    work()
    return (time.process_time_ns() - start) / 1e6


if __name__ == "__main__":
    main()
