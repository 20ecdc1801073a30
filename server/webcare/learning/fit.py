"""Point adjustments from one's own corrections: regularised logistic regression.

For each thing that people correct (does the writer want a reply, which kind) the fired signals of
all posts are fitted to what people said, beside the sum of points as it is. So the rules stay the
starting point, and few corrections move little. Needs scikit-learn (`pip install webcare[learn]`).
"""

from collections import Counter
from typing import Any

from webcare.engine import engine
from webcare.engine.words import Compiled

Json = dict[str, Any]
LEAST_POSTS = 3  # a signal must have fired on so many corrected posts
LEAST = 0.05  # points; less is not worth a change
MOST = 1.5  # points; a signal is never turned round by learning alone
CORRECTED_WEIGHT = 5.0  # a correction says more than a verdict that nobody touched
LABELS = {
    "reactive": ("approach", "reactive"),
    "question": ("kind", "question"),
    "complaint": ("kind", "complaint"),
    "compliment": ("kind", "compliment"),
    "suggestion": ("kind", "suggestion"),
}
OTHERWISE = "Learning only moves the points for approach and kind."
WHY = {
    "platform_type": "The place follows from `places` in the rules, not from points.",
    "priority": f"{OTHERWISE} How urgent a post is stands in the rules, under `priority`.",
}


class LearnError(Exception):
    """Nothing can be learned; the message says what is missing."""


def adjustments(book: Json, known: list[Json]) -> dict[str, dict[str, float]]:
    """Signal -> label -> points to add. `known`: [{post, corrected}]. May raise LearnError."""
    used, left_out = counted(known)
    if not used:
        nothing = (
            "Nobody has corrected whether a reply is wanted or the kind of a post yet, so there "
        )
        raise LearnError("\n".join([nothing + "is nothing to learn from.", *told(left_out)]))
    compiled = engine.compile(book)
    facts = [observed(compiled, one) for one in known]
    out: dict[str, dict[str, float]] = {}
    for label, (field, value) in LABELS.items():
        for index, points in learned(compiled, facts, label, field, value).items():
            signal = book["rules"]["signals"][index]["id"]
            out.setdefault(signal, {})[label] = points
    return out


def counted(known: list[Json]) -> tuple[int, dict[str, int]]:
    """How many corrections are learned from, and how many of each other field are left out."""
    counts = Counter(field for one in known for field in one["corrected"])
    fitted = {field for field, _ in LABELS.values()}
    left_out = {field: count for field, count in sorted(counts.items()) if field not in fitted}
    return counts.total() - sum(left_out.values()), left_out


def told(left_out: dict[str, int]) -> list[str]:
    """What was left out and why, in lines for a terminal."""
    return [
        f"Left out, corrections of {field}: {count}. {WHY.get(field, OTHERWISE)}"
        for field, count in left_out.items()
    ]


def observed(compiled: Compiled, one: Json) -> Json:
    """What fired on a post, the sums as they are, and what people say it is."""
    _, fired = engine.fire(compiled, one["post"])
    verdict = engine.decide(compiled, one["post"])
    return {
        "fired": {index: amount / 100 for index, amount, _ in fired},
        "sums": engine.sums_of(compiled, fired),
        "said": {**verdict, **one["corrected"]},
        "corrected": one["corrected"],
    }


def learned(
    compiled: Compiled, facts: list[Json], label: str, field: str, value: str
) -> dict[int, float]:
    """Index of a signal -> points to add on this label; empty when nobody corrected this field."""
    corrected = [fact for fact in facts if field in fact["corrected"]]
    wanted = [int(fact["said"][field] == value) for fact in facts]
    place = engine.LABELS.index(label)
    columns = [
        index
        for index, signal in enumerate(compiled["signals"])
        if place in dict(signal.points)
        and sum(index in fact["fired"] for fact in corrected) >= LEAST_POSTS
    ]
    if not columns or len(set(wanted)) < 2:
        return {}
    rows = [
        [fact["sums"][label] / 1000, *(fact["fired"].get(index, 0.0) for index in columns)]
        for fact in facts
    ]
    weights = [CORRECTED_WEIGHT if field in fact["corrected"] else 1.0 for fact in facts]
    return scaled(columns, coefficients(rows, wanted, weights))


def coefficients(rows: list[list[float]], wanted: list[int], weights: list[float]) -> list[float]:
    """Of the sum as it is first, then of each signal."""
    try:
        from sklearn.linear_model import LogisticRegression  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError as error:
        raise LearnError(
            "Learning needs scikit-learn. Install it with: .venv/bin/pip install scikit-learn"
        ) from error
    model = LogisticRegression(C=0.3, max_iter=1000)
    model.fit(rows, wanted, sample_weight=weights)
    return [float(one) for one in model.coef_[0]]


def scaled(columns: list[int], found: list[float]) -> dict[int, float]:
    """Coefficients as points: in the scale in which the sum as it is counts once."""
    scale = max(found[0], 0.5)
    points = {index: one / scale for index, one in zip(columns, found[1:], strict=True)}
    return {
        index: round(max(-MOST, min(MOST, one)), 2)
        for index, one in points.items()
        if abs(one) >= LEAST
    }
