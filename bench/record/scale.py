"""A record of a million cases: search, first page, figures, memory.

    python bench/record/scale.py --cases 1000000 [--keep FOLDER]

Fills a record (million.py: Zipf-distributed words, 370 characters a post), measures through the
record's own functions, then over HTTP on a server with that record. Prints one JSON object.
"""

import argparse
import http.client
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "server"))

from driving import Server
from million import fill, vocabulary

from webcare import paths
from webcare.record import cases, clock, sql
from webcare.record.figures import FIGURES, Scope
from webcare.record.record import Record

LIMITS = {"search_p99_ms": 60, "first_page_ms": 50, "figures_30_days_ms": 300, "memory_mb": 200}


class Took(NamedTuple):
    """Milliseconds that something took, and those of them in which it had a processor."""

    ms: float
    cpu_ms: float


def timed(work: Callable[[], Any]) -> Took:
    began, cpu = time.perf_counter(), time.thread_time()
    work()
    return Took((time.perf_counter() - began) * 1000, (time.thread_time() - cpu) * 1000)


def quickest(work: Callable[[], Any], name: str, turns: int = 5) -> dict[str, float]:
    """The best of some turns, in both kinds of milliseconds."""
    best = map(min, zip(*(timed(work) for _ in range(turns)), strict=True))
    return {f"{name}_{kind}": round(ms, 1) for kind, ms in zip(Took._fields, best, strict=True)}


def searches(record: Record, words: list[str], chance: random.Random) -> dict[str, Any]:
    """Of words of every frequency, two words, phrases, prefixes and compounds."""
    common, middle = words[:3], words[50:4000]
    questions = [*common * 7, *chance.sample(middle, 90), *chance.sample(words[5000:], 40)]
    questions += [f"{a} {b}" for a, b in zip(chance.sample(middle, 30), common * 10, strict=True)]
    questions += [f"{w[:5]}*" for w in chance.sample(middle, 10)]
    questions += ["zadel", "lamp", "fietsbel", "tas", "stuur"]
    took = {q: timed(lambda q=q: cases.search(record, q, cases.Filter())) for q in questions}
    found: dict[str, Any] = {}
    for kind in Took._fields:
        ordered = sorted(getattr(one, kind) for one in took.values())
        found[f"search_p50_{kind}"] = round(ordered[len(ordered) // 2], 1)
        found[f"search_p99_{kind}"] = round(ordered[int(len(ordered) * 0.99)], 1)
    slowest = sorted(took.items(), key=lambda item: -item[1].cpu_ms)[:5]
    return {**found, "slowest_cpu_ms": {q: round(one.cpu_ms) for q, one in slowest}}


def figures(record: Record, days: int) -> dict[str, float]:
    """Every figure over so many days, as the page asks for them."""

    def all_of_them() -> None:
        now = clock.now_ms()
        business = record.calendar().business_ms
        scope = Scope(record.db, now - days * clock.DAY_MS, now, business, lambda _: 3_600_000)
        for figure in FIGURES.values():
            figure(scope)

    return quickest(all_of_them, f"figures_{days}_days", 3)


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

            found[f"GET {path} ms"] = round(min(timed(get).ms for _ in range(5)), 1)
        found["memory_mb"] = round(server.memory_mb())
        connection.close()
        return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="Fill this folder, or measure what it holds.")
    given = parser.parse_args()
    chance = random.Random(5)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        record, words = Record(folder, paths.shared() / "schemas"), vocabulary(chance)
        began = time.perf_counter()
        if not sql.value(record.db, "SELECT 1 FROM cases LIMIT 1"):
            fill(record, given.cases, words, chance)
        result: dict[str, Any] = {
            "cases": sql.value(record.db, "SELECT count(*) FROM cases"),
            "fill_s": round(time.perf_counter() - began),
        }
        result.update(searches(record, words, chance))
        result.update(quickest(lambda: cases.find(record.db, cases.Filter()), "first_page"))
        for days in (30, 90):
            result.update(figures(record, days))
        record.db.close()
        record.close()
        result.update(over_http(folder))
        result["file_mb"] = round((folder / "webcare.db").stat().st_size / 1e6)
    print(json.dumps({**result, "limits": LIMITS}, indent=1))


if __name__ == "__main__":
    main()
