"""Whether we did what was advised, and what the warnings brought."""

from webcare.record.figures.scope import Figure, Scope, share


def adherence(scope: Scope) -> Figure:
    """Decision adherence: acted as advised ÷ decisions with advice. The table is
    [[advised and replied, advised but not replied], [not advised but replied, neither]].
    """
    cells = scope.sums(
        *(
            f"CASE WHEN reply = '{advice}' AND outcome = '{act}' THEN 1 ELSE 0 END"
            for advice in ("wanted", "not_wanted")
            for act in ("replied", "skipped")
        )
    )
    table = [cells[:2], cells[2:]]
    as_advised = table[0][0] + table[1][1]
    return Figure(
        share(as_advised, sum(cells)),
        "share",
        {"as_advised": (as_advised, "count"), "decisions": (sum(cells), "count")},
        table=table,
    )


def unwanted_replies(scope: Scope) -> Figure:
    """Unwanted-reply rate: replies in the bad cell ÷ all replies."""
    bad, total = scope.sums("CASE WHEN reply = 'not_wanted' THEN replies ELSE 0 END", "replies")
    return Figure(share(bad, total), "share", {"bad": (bad, "count"), "replies": (total, "count")})


def warning_effect(scope: Scope) -> Figure:
    """Warning effect: (cancelled + revised) ÷ warned."""
    warned, cancelled, revised, overridden = scope.sums(
        "warned", "cancelled", "revised", "overridden"
    )
    return Figure(
        share(cancelled + revised, warned),
        "share",
        {
            "warned": (warned, "count"),
            "cancelled": (cancelled, "count"),
            "revised": (revised, "count"),
            "overridden": (overridden, "count"),
        },
    )


def warning_load(scope: Scope) -> Figure:
    """Warning load: warnings ÷ posts handled, that is decided on; aim for 10 % at most."""
    warned, handled = scope.sums("warned", "CASE WHEN outcome IS NOT NULL THEN 1 ELSE 0 END")
    return Figure(
        share(warned, handled),
        "share",
        {"warned": (warned, "count"), "handled": (handled, "count")},
    )
