"""Fits the points of the signals to a labelled file, and prints them: numbers only, no words of it.

fit.py FILE [--write RULES.json]

Signals stay as they are; of each point the sign stays and it moves within bounds around what the
rules have (regularised towards it). One half of the rows is fitted, the other says what it gained.
Needs numpy and scipy (they come with scikit-learn).
"""

import argparse
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from rows import post_of, read
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from webcare import paths
from webcare.engine import engine, rulebook

Json = dict[str, Any]
PULL = 3.0  # how strongly a point is held at what the rules have
LEAST = 0.05  # a point never gets smaller, so that its sign stays
FREE = 2.2  # times its size at most, and at least this part of it for what the domain demands:
DEMANDED = {"reactive": 0.5, "priority": 0.5}
HEADS = {
    "kind": ("other", "question", "complaint", "compliment", "suggestion"),
    "sentiment": ("neutral", "positive", "negative"),
    "approach": ("proactive", "reactive"),
    "priority": ("normal", "priority"),
}


def wanted(row: Json, head: str) -> set[str] | None:
    """The outcomes of this head that the labels of a row allow; None when they say nothing."""
    labels = row["labels"] or {}
    if head == "kind":
        for name in ("complaint", "suggestion", "question"):
            if name in labels:
                return {name} if labels[name] else set(HEADS[head]) - {name}
        kind = labels.get("kind")
        return {"neutral": set(HEADS[head]) - {"complaint", "compliment"}, None: None}.get(
            kind, {kind}
        )
    if head == "approach":
        said = labels.get("company_replied", labels.get("reactive"))
        return None if said is None else {"reactive" if said else "proactive"}
    said = labels.get(head)
    if head == "priority" and said is not None:
        return {"priority" if said == "high" else "normal"}
    return None if said is None else {said}


def fired(file: Path, book: Json) -> tuple[list[Json], csr_matrix]:
    """The rows, and how often each signal counts in each."""
    compiled, brands = engine.compile(book), {}
    rows, cells = read(file), []
    for at, row in enumerate(rows):
        post = post_of(row)
        brand = post.pop("brand")
        key = json.dumps(brand, sort_keys=True)
        if key not in brands:
            brands[key] = engine.for_brand(compiled, brand)
        cells += [
            (at, index, amount / 100) for index, amount, _ in engine.fire(brands[key], post)[1]
        ]
    at, index, amount = zip(*cells, strict=True)
    return rows, csr_matrix((amount, (at, index)), (len(rows), len(book["rules"]["signals"])))


class Head:
    """One outcome to decide: which points play a part, where they start and how far they may go."""

    def __init__(self, book: Json, name: str) -> None:
        self.name, self.labels = name, HEADS[name]
        rules = book["rules"]
        self.where = [
            (at, self.labels.index(label))
            for at, signal in enumerate(rules["signals"])
            for label in signal["points"]
            if label in self.labels[1:]
        ]
        self.shape = (len(rules["signals"]), len(self.labels))
        points = [rules["signals"][at]["points"][self.labels[column]] for at, column in self.where]
        high = dict(rules["priority"])["high"]
        starts = {**rules["start"]["points"], "priority": -high}
        self.start = np.array([*points, *(starts.get(label, 0.0) for label in self.labels[1:])])

    def bounds(self) -> list[tuple[float, float]]:
        """Per point, then per start; the line for high priority stays."""
        out = []
        for (_, column), value in zip(self.where, self.start, strict=False):
            least = max(LEAST, DEMANDED.get(self.labels[column], 0) * abs(value))
            most = max(FREE * abs(value), 2 * LEAST)
            out.append((least, most) if value >= 0 else (-most, -least))
        free = 0.0 if self.name == "priority" else 1.0
        return out + [(one - free, one + free) for one in self.start[len(self.where) :]]

    def table(self, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Points per signal and label, and the starts."""
        points = np.zeros(self.shape)
        points[tuple(zip(*self.where, strict=True))] = values[: len(self.where)]
        return points, np.array([0.0, *values[len(self.where) :]])


def weights(rows: list[Json], allowed: list[set[str] | None]) -> np.ndarray:
    """Sources count alike, and in a source the outcomes: so that no large source decides alone."""
    keys = [
        (row["source"], tuple(sorted(one))) if one else None
        for row, one in zip(rows, allowed, strict=True)
    ]
    counts = Counter(keys)
    return np.array([300 / counts[key] if key else 0.0 for key in keys])


def fit(head: Head, found: csr_matrix, allowed: list[set[str] | None], count: np.ndarray) -> Any:
    """The values that make the allowed outcomes likeliest (softmax, L-BFGS within the bounds)."""
    marks = np.array([[not one or label in one for label in head.labels] for one in allowed])
    size = len(head.where)

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        points, starts = head.table(values)
        scores = found @ points + starts
        likely = np.exp(scores - scores.max(1, keepdims=True))
        likely /= likely.sum(1, keepdims=True)
        right = (likely * marks).sum(1) + 1e-12
        slope = (likely - likely * marks / right[:, None]) * count[:, None]
        moved = values - head.start
        moved[size:] = 0
        grown = (found.T @ slope)[tuple(zip(*head.where, strict=True))]
        gradient = np.concatenate([grown, slope.sum(0)[1:]]) + 2 * PULL * moved
        return float(-(count * np.log(right)).sum() + PULL * (moved**2).sum()), gradient

    bounds = head.bounds()
    begin = np.clip(head.start, [low for low, _ in bounds], [high for _, high in bounds])
    return minimize(loss, begin, jac=True, method="L-BFGS-B", bounds=bounds).x


def share(head: Head, found: csr_matrix, values: Any, allowed: list[Any], count: Any) -> float:
    """The share of right outcomes, sources and outcomes counting alike."""
    points, starts = head.table(values)
    best = np.asarray(found @ points + starts).argmax(1)
    right = [bool(one) and head.labels[at] in one for one, at in zip(allowed, best, strict=True)]
    return float((count * right).sum() / count.sum())


def main() -> None:
    """Fit each head, say what the half that was kept back gains, and print or write the points."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    book = rulebook.load(paths.shared(), {"name": ""})
    rules = json.loads((paths.shared() / "rules.json").read_text("utf-8"))
    rows, found = fired(options.file, book)
    half = np.array([hashlib.md5(row["id"].encode()).digest()[0] % 2 for row in rows])
    for name in HEADS:
        head = Head(book, name)
        allowed = [wanted(row, name) for row in rows]
        count = weights(rows, allowed)
        values = fit(head, found, allowed, count * (half == 0))
        before, after = (
            share(head, found, one, allowed, count * (half == 1)) for one in (head.start, values)
        )
        moved = np.abs(values - head.start)[: len(head.where)]
        print(f"{name:<10} right on the other half: {before:.3f} now, {after:.3f} fitted;", end=" ")
        print(f"points move {moved.mean():.2f} in the middle, {moved.max():.2f} at most")
        whole = fit(head, found, allowed, count)
        for (at, column), value in zip(head.where, whole, strict=False):
            rules["signals"][at]["points"][head.labels[column]] = round(float(value), 2)
        for label, value in zip(head.labels[1:], whole[len(head.where) :], strict=True):
            if label in rules["start"]["points"]:
                rules["start"]["points"][label] = round(float(value), 2)
    if options.write:
        options.write.write_text(json.dumps(rules, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
