"""How soon and how many: the figures about answering."""

from itertools import groupby

from webcare.record import clock
from webcare.record.figures.scope import Figure, Scope, of_times, share

WANTED = "reply = 'wanted'"


def first_response(scope: Scope) -> Figure:
    """First response time, customer: business time from the post's own time to our first reply,
    public or private. Median, 90th percentile, share within target; wall time beside it.
    """
    rows = scope.rows(
        "first_business_ms, first_reply_at - posted_at, platform",
        "first_reply_at IS NOT NULL AND posted_at IS NOT NULL",
    )
    timed = [(ms, scope.target_ms(platform)) for ms, _, platform in rows if ms is not None]
    aimed = [ms <= target for ms, target in timed if target]
    return of_times(
        [ms for ms, _ in timed],
        [max(0, wall) for _, wall, _ in rows],
        share(sum(aimed), len(aimed)),
    )


def team_response(scope: Scope) -> Figure:
    """First response time, team: the same end, from when an agent first had the post in view."""
    rows = scope.rows("team_business_ms, first_reply_at - opened_at", "first_reply_at IS NOT NULL")
    return of_times([ms for ms, _ in rows if ms is not None], [max(0, wall) for _, wall in rows])


def next_response(scope: Scope) -> Figure:
    """Next response time: per later turn of the same customer in the same place, business time
    from the first post that we have not answered to our next reply. A turn that begins before
    our reply to an earlier one counts with that one.
    """
    rows = scope.rows(
        "thread, posted_at, first_reply_at",
        "thread IS NOT NULL AND posted_at IS NOT NULL",
        "ORDER BY thread, posted_at",
    )
    found = [turn for _, posts in groupby(rows, key=lambda r: r[0]) for turn in _turns(list(posts))]
    business = [ms for start, end in found if (ms := scope.business(start, end)) is not None]
    return of_times(business, [end - start for start, end in found])


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
    rows = scope.rows(
        "substantive_business_ms, substantive_at - COALESCE(first_promise_at, first_reply_at)",
        "substantive_at IS NOT NULL",
    )
    return of_times([ms for ms, _ in rows if ms is not None], [max(0, wall) for _, wall in rows])


def handling(scope: Scope) -> Figure:
    """Handling time: business time from opening the case to finishing it; wall time beside it."""
    rows = scope.rows("handling_business_ms, handling_ms", "handling_ms IS NOT NULL")
    return of_times([ms for ms, _ in rows if ms is not None], [wall for _, wall in rows])


def service_level(scope: Scope) -> Figure:
    """Service level: answered within target ÷ (answered + unanswered past target), over posts
    that wanted a reply and whose platform has a target.
    """
    rows = scope.rows("platform, first_business_ms", f"{WANTED} AND first_business_ms IS NOT NULL")
    answered = [(ms, t) for platform, ms in rows if (t := scope.target_ms(platform))]
    within = sum(ms <= target for ms, target in answered)
    late = sum(past is True for past in _unanswered_past_target(scope))
    return Figure(
        share(within, len(answered) + late),
        "share",
        {
            "within_target": (within, "count"),
            "answered": (len(answered), "count"),
            "unanswered_late": (late, "count"),
        },
    )


def response_rate(scope: Scope) -> Figure:
    """Response rate: posts that wanted a reply and got one ÷ all that wanted one and are closed
    or past target.
    """
    replied, skipped = scope.sums(
        "CASE WHEN first_reply_at IS NOT NULL THEN 1 ELSE 0 END",
        "CASE WHEN first_reply_at IS NULL AND status = 'done' THEN 1 ELSE 0 END",
        more=WANTED,
    )
    late = sum(past is True for past in _unanswered_past_target(scope, "status <> 'done'"))
    return Figure(
        share(replied, replied + skipped + late),
        "share",
        {
            "replied": (replied, "count"),
            "closed_unanswered": (skipped, "count"),
            "unanswered_late": (late, "count"),
        },
    )


def _unanswered_past_target(scope: Scope, more: str = "1 = 1") -> list[bool | None]:
    """For each wanted but unanswered post: whether its target has passed; None without target."""
    now = clock.now_ms()
    rows = scope.rows("platform, posted_at", f"{WANTED} AND first_reply_at IS NULL AND {more}")
    return [_is_past(scope, platform, posted, now) for platform, posted in rows]


def _is_past(scope: Scope, platform: str | None, posted: int | None, now: int) -> bool | None:
    target = scope.target_ms(platform)
    waited = scope.business(posted, now) if posted is not None and target else None
    return waited > target if waited is not None and target else None


def oldest_open(scope: Scope) -> Figure:
    """Age of the oldest open case, from the moment at which it was opened; unanswered posts stay
    in until they are decided.
    """
    rows = scope.rows("MIN(opened_at), COUNT(*)", "status <> 'done'")
    opened, count = rows[0]
    age = clock.now_ms() - opened if opened is not None else None
    return Figure(age, "ms", {"open": (count, "count")})
