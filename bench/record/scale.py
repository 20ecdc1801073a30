"""A record of a million cases: search, first page, figures, memory.

    python bench/record/scale.py --cases 1000000

Fills a record in this process (Zipf-distributed words, 370 characters a post), then starts the
server on it and measures through its own functions and over HTTP. Prints one JSON object.
"""

import argparse
import http.client
import itertools
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "server"))

from acting import event, opening, verdict_of
from driving import Server

from webcare import paths
from webcare.record import cases, clock
from webcare.record.figures import FIGURES, Scope
from webcare.record.incoming import Incoming
from webcare.record.record import Record
from webcare.record.search import index

BATCH = 400
LIMITS = {"search_p99_ms": 60, "first_page_ms": 50, "figures_ms": 300, "memory_mb": 200}


def vocabulary(chance: random.Random, count: int = 60_000) -> list[str]:
    """Invented Dutch-looking words; the first ones are common."""
    syllables = [
        a + b for a in "bdfghklmnprstvwz" for b in ("a", "e", "o", "ij", "aan", "el", "er")
    ]
    parts = ["fiets", "zadel", "lamp", "slot", "wiel", "rem", "stuur", "bel", "mand", "tas"]
    words = {"".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(count)}
    words |= {a + b for a in parts for b in parts}
    return ["de", "niet", "fiets", *sorted(words, key=lambda _: chance.random())]


def fill(record: Record, count: int, words: list[str], chance: random.Random) -> None:
    """`count` cases over two years, each opened, assessed and mostly answered or skipped."""
    weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(words))))
    now = clock.now_ms()
    for start in range(0, count, BATCH):
        batch: list[Incoming] = []
        for n in range(start, min(count, start + BATCH)):
            batch += case(record, n, now - (count - n) * 63_000, words, weights, chance)
        record.write(lambda batch=batch: record.ledger.append(batch, now))
        if start % 20_000 == 0:
            print(start, file=sys.stderr, flush=True)


def case(
    record: Record, n: int, at: int, words: list[str], weights: list[float], chance: random.Random
) -> list[Incoming]:
    text = " ".join(chance.choices(words, cum_weights=weights, k=48))
    wanted = n % 3 != 0
    verdict = verdict_of(
        reply="wanted" if wanted else "not_wanted",
        kind=("question", "complaint", "compliment")[n % 3],
    )
    author = {"name": None, "handle": f"klant{n % 300_000}"}
    made = opening(
        f"x:{n}",
        verdict,
        text=text,
        author=author,
        posted_at=clock.to_iso(at - 3_600_000),
        platform=("x", "forum", "facebook")[n % 3],
    )
    end = (
        event("replied", {"channel": "public", "text": text[:120]}, f"x:{n}", at + 600_000)
        if wanted
        else event(
            "skipped", {"reason": "vraagt niets", "cause": words[n % 40]}, f"x:{n}", at + 60_000
        )
    )
    made[0]["at"] = made[1]["at"] = clock.to_iso(at)
    events = made if n % 500 == 7 else [*made, end]
    checked = [record.border.check(e, f"agent{n % 40}", 0) for e in events]
    return [e for e in checked if isinstance(e, Incoming)]


def timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def searches(record: Record, words: list[str], chance: random.Random) -> dict[str, Any]:
    """Of words of every frequency, two words, phrases, prefixes and compounds."""
    common, middle = words[:3], words[50:4000]
    questions = [*common * 7, *chance.sample(middle, 90), *chance.sample(words[5000:], 40)]
    questions += [f"{a} {b}" for a, b in zip(chance.sample(middle, 30), common * 10, strict=True)]
    questions += [f"{w[:5]}*" for w in chance.sample(middle, 10)]
    questions += ["zadel", "lamp", "fietsbel", "tas", "stuur"]
    times = {q: timed(lambda q=q: cases.search(record, q, cases.Filter())) for q in questions}
    ordered = sorted(times.values())
    slowest = sorted(times.items(), key=lambda item: -item[1])[:5]
    return {
        "search_p50_ms": round(ordered[len(ordered) // 2], 1),
        "search_p99_ms": round(ordered[int(len(ordered) * 0.99)], 1),
        "slowest": {q: round(ms) for q, ms in slowest},
    }


def figures(record: Record) -> float:
    """Every figure over the last thirty days, as the page asks for them."""
    now = clock.now_ms()
    scope = Scope(
        record.db, now - 30 * clock.DAY_MS, now, record.calendar().business_ms, lambda _: 3_600_000
    )
    return min(timed(lambda: [figure(scope) for figure in FIGURES.values()]) for _ in range(3))


def over_http(folder: Path) -> dict[str, Any]:
    """Pages as a person gets them, and the memory of the server after that."""
    with Server(folder) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        connection.request("GET", server.link.split(str(server.port), 1)[1])
        answer = connection.getresponse()
        answer.read()
        cookie = {"Cookie": answer.headers["Set-Cookie"].split(";")[0]}
        found = {}
        for path in (
            "/cases",
            "/",
            "/insights",
            "/cases?platform=x&kind=question",
            "/cases?q=fiets",
        ):

            def get(path: str = path) -> None:
                connection.request("GET", path, headers=cookie)
                answer = connection.getresponse()
                assert answer.status == 200, answer.read()
                answer.read()

            found[f"GET {path} ms"] = round(min(timed(get) for _ in range(5)), 1)
        found["memory_mb"] = round(server.memory_mb())
        connection.close()
        return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="Fill this folder and leave it there.")
    given = parser.parse_args()
    chance = random.Random(5)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        record, words = Record(folder, paths.shared() / "schemas"), vocabulary(chance)
        began = time.perf_counter()
        fill(record, given.cases, words, chance)
        while record.write(lambda: index.catch_up(record.db, 2000)):
            pass
        result: dict[str, Any] = {
            "cases": given.cases,
            "fill_s": round(time.perf_counter() - began),
        }
        result.update(searches(record, words, chance))
        result["first_page_ms"] = round(
            min(timed(lambda: cases.find(record.db, cases.Filter())) for _ in range(5)), 1
        )
        result["figures_ms"] = round(figures(record))
        record.db.close()
        record.close()
        result.update(over_http(folder))
        result["file_mb"] = round((folder / "webcare.db").stat().st_size / 1e6)
    print(json.dumps({**result, "limits": LIMITS}, indent=1))


if __name__ == "__main__":
    main()
