"""How soon and how many: the figures about answering."""

from collections import Counter
from dataclasses import replace
from itertools import groupby

from webcare.record import clock, sql
from webcare.record.figures.scope import Figure, Scope, of_times, share


def first_response(scope: Scope) -> Figure:
    """First response time, customer: business time from the post's own time to our first reply,
    public or private. Median, 90th percentile, share within target; wall time beside it.
    """
    t = scope.tally.totals
    return _of(scope, "first", share(t["aimed_within"], t["aimed"]))


def _of(scope: Scope, name: str, within: float | None = None) -> Figure:
    """The figure of the times of this name, on both clocks."""
    return of_times(scope.tally.times[name], scope.tally.times[f"{name}_wall"], within)


def team_response(scope: Scope) -> Figure:
    """First response time, team: the same end, from when an agent first had the post in view.
    A case from an old sheet begins with its post: nobody is known to have had it in view.
    """
    return _of(scope, "team")


def next_response(scope: Scope) -> Figure:
    """Next response time: per later turn of the same customer in the same place, business time
    from the first post that we have not answered to our next reply. A turn that begins before
    our reply to an earlier one counts with that one.
    """
    rows = _posts_of(scope, [thread for thread, n in Counter(scope.tally.threads).items() if n > 1])
    found = [turn for _, posts in groupby(rows, key=lambda r: r[0]) for turn in _turns(list(posts))]
    business = [ms for start, end in found if (ms := scope.business(start, end)) is not None]
    return of_times(business, [end - start for start, end in found])


def _posts_of(scope: Scope, threads: list[str]) -> list[tuple[str, int, int | None]]:
    """(thread, posted_at, first_reply_at) of the posts of these threads, in order."""
    some, values = sql.among(scope.db, threads)
    columns, known = "thread, posted_at, first_reply_at", f"posted_at IS NOT NULL AND thread {some}"
    return scope.rows(columns, known, "ORDER BY thread, posted_at", values) if threads else []


def _turns(posts: list[tuple[str, int, int | None]]) -> list[tuple[int, int]]:
    """(first unanswered, our reply) of every turn but the first, which is the first response."""
    replies = sorted(reply for _, _, reply in posts if reply is not None)
    turns: list[tuple[int, int]] = []
    answered_until = -1
    for _, posted, _ in posts:
        if posted <= answered_until:
            continue  # written while an earlier post of this turn still waited
        reply = next((at for at in replies if at >= posted), None)
        if reply is None:
            break
        turns.append((posted, reply))
        answered_until = reply
    return turns[1:]


def substantive(scope: Scope) -> Figure:
    """Time to substantive answer: business time from the promise (or the first reply) to the
    answer that solves it.
    """
    return _of(scope, "substantive")


def handling(scope: Scope) -> Figure:
    """Handling time: business time from opening the case to finishing it; wall time beside it."""
    return _of(scope, "handling")


def service_level(scope: Scope) -> Figure:
    """Service level: answered within target ÷ (answered + unanswered past target), over posts
    that wanted a reply and whose platform has a target.
    """
    within, answered = scope.tally.totals["aimed_wanted_within"], scope.tally.totals["aimed_wanted"]
    late = _late(scope)
    return Figure(
        share(within, answered + late),
        "share",
        {
            "within_target": (within, "count"),
            "answered": (answered, "count"),
            "unanswered_late": (late, "count"),
        },
    )


def response_rate(scope: Scope) -> Figure:
    """Response rate: posts that wanted a reply and got one ÷ all that wanted one and are closed
    or past target.
    """
    replied, skipped = (
        scope.tally.totals["wanted_got_one"],
        scope.tally.totals["wanted_closed_without"],
    )
    late = _late(scope, "done")
    return Figure(
        share(replied, replied + skipped + late),
        "share",
        {
            "replied": (replied, "count"),
            "closed_unanswered": (skipped, "count"),
            "unanswered_late": (late, "count"),
        },
    )


def _late(scope: Scope, but: str = "") -> int:
    """How many wanted but unanswered posts are past their target; `but` those of this status."""
    now = clock.now_ms()
    open_ = [(platform, at) for platform, at, status in scope.tally.unanswered if status != but]
    return sum(_is_past(scope, platform, at, now) is True for platform, at in open_)


def _is_past(scope: Scope, platform: str | None, posted: int | None, now: int) -> bool | None:
    target = scope.target_ms(platform)
    waited = scope.business(posted, now) if posted is not None and target else None
    return waited > target if waited is not None and target else None


def oldest_open(scope: Scope) -> Figure:
    """Age of the oldest open case, from the moment at which it was opened; unanswered posts stay
    in until they are decided, also those from before the period.
    """
    rows = replace(scope, since=0).rows("MIN(opened_at), COUNT(*)", "status <> 'done'")
    opened, count = rows[0]
    age = clock.now_ms() - opened if opened is not None else None
    return Figure(age, "ms", {"open": (count, "count")})
