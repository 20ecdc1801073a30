"""Whether we did what was advised, and what the warnings brought."""

from webcare.record.figures.scope import Figure, Scope, share


def adherence(scope: Scope) -> Figure:
    """Decision adherence: acted as advised ÷ decisions with advice. The table is
    [[advised and replied, advised but not replied], [not advised but replied, neither]].
    """
    t = scope.tally.totals
    table = [
        [t["wanted_replied"], t["wanted_skipped"]],
        [t["unwanted_replied"], t["unwanted_skipped"]],
    ]
    decided = sum(map(sum, table))
    as_advised = table[0][0] + table[1][1]
    return Figure(
        share(as_advised, decided),
        "share",
        {"as_advised": (as_advised, "count"), "decisions": (decided, "count")},
        table=table,
    )


def unwanted_replies(scope: Scope) -> Figure:
    """Unwanted-reply rate: replies in the bad cell ÷ all replies."""
    bad, total = scope.tally.totals["bad_replies"], scope.tally.totals["replies"]
    return Figure(share(bad, total), "share", {"bad": (bad, "count"), "replies": (total, "count")})


def warning_effect(scope: Scope) -> Figure:
    """Warning effect: (cancelled + revised) ÷ warned."""
    names = ("warned", "cancelled", "revised", "overridden")
    warned, cancelled, revised, overridden = (scope.tally.totals[name] for name in names)
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
    warned, handled = scope.tally.totals["warned"], scope.tally.totals["handled"]
    return Figure(
        share(warned, handled),
        "share",
        {"warned": (warned, "count"), "handled": (handled, "count")},
    )
