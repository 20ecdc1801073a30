"""How soon and how many: the figures about answering."""

from dataclasses import replace
from itertools import groupby
from typing import Any

from webcare.record import clock
from webcare.record.figures.scope import Figure, Scope, of_times, share

WANTED = "reply = 'wanted'"


def first_response(scope: Scope) -> Figure:
    """First response time, customer: business time from the post's own time to our first reply,
    public or private. Median, 90th percentile, share within target; wall time beside it.
    """
    found = scope.lists(
        "first_business_ms",
        "first_reply_at - posted_at",
        more="first_reply_at IS NOT NULL AND posted_at IS NOT NULL",
    )
    aimed = [(target, times) for p, times, _ in found if (target := scope.target_ms(p))]
    within = sum(ms <= target for target, times in aimed for ms in times)
    return _times(found, share(within, sum(len(times) for _, times in aimed)))


def _times(found: list[tuple[Any, ...]], within: float | None = None) -> Figure:
    """The figure of [(platform, business times, wall times)]."""
    return of_times(
        [ms for _, business, _ in found for ms in business],
        [ms for _, _, wall in found for ms in wall],
        within,
    )


def team_response(scope: Scope) -> Figure:
    """First response time, team: the same end, from when an agent first had the post in view.
    A case from an old sheet begins with its post: nobody is known to have had it in view.
    """
    seen = "first_reply_at IS NOT NULL AND (posted_at IS NULL OR opened_at <> posted_at)"
    return _times(scope.lists("team_business_ms", "first_reply_at - opened_at", more=seen))


def next_response(scope: Scope) -> Figure:
    """Next response time: per later turn of the same customer in the same place, business time
    from the first post that we have not answered to our next reply. A turn that begins before
    our reply to an earlier one counts with that one.
    """
    where, values = scope.where("thread IS NOT NULL AND posted_at IS NOT NULL")
    often = f"SELECT thread FROM cases WHERE {where} GROUP BY thread HAVING COUNT(*) > 1"  # noqa: S608
    rows = scope.rows(
        "thread, posted_at, first_reply_at",
        f"posted_at IS NOT NULL AND thread IN ({often})",
        "ORDER BY thread, posted_at",
        values,
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
    start = "COALESCE(first_promise_at, first_reply_at)"
    return _times(
        scope.lists(
            "substantive_business_ms",
            f"substantive_at - {start}",
            more="substantive_at IS NOT NULL",
        )
    )


def handling(scope: Scope) -> Figure:
    """Handling time: business time from opening the case to finishing it; wall time beside it."""
    return _times(
        scope.lists("handling_business_ms", "handling_ms", more="handling_ms IS NOT NULL")
    )


def service_level(scope: Scope) -> Figure:
    """Service level: answered within target ÷ (answered + unanswered past target), over posts
    that wanted a reply and whose platform has a target.
    """
    found = scope.lists("first_business_ms", more=f"{WANTED} AND first_business_ms IS NOT NULL")
    aimed = [(target, times) for p, times in found if (target := scope.target_ms(p))]
    within = sum(ms <= target for target, times in aimed for ms in times)
    answered = sum(len(times) for _, times in aimed)
    late = sum(past is True for past in _unanswered_past_target(scope))
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
    replied, skipped = scope.totals["wanted_got_one"], scope.totals["wanted_closed_without"]
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
    in until they are decided, also those from before the period.
    """
    rows = replace(scope, since=0).rows("MIN(opened_at), COUNT(*)", "status <> 'done'")
    opened, count = rows[0]
    age = clock.now_ms() - opened if opened is not None else None
    return Figure(age, "ms", {"open": (count, "count")})
