"""Every figure of the domain, worked out by hand on a handful of cases."""

import itertools

import pytest
from acting import event, opening, verdict_of

from webcare.record import clock
from webcare.record.figures import FIGURES, Scope
from webcare.record.figures.over_time import places, weekly
from webcare.record.figures.quality import by_week, interval, kappa
from webcare.record.figures.scope import percentile

HOUR = 3_600_000
MINUTE = 60_000
START = clock.to_ms("2026-11-02T09:00:00Z")  # a Monday
WANTED = verdict_of(platform_type="brand_generated", approach="reactive", reply="wanted")
BAD = verdict_of()
_number = itertools.count()


class Team:
    """Makes cases at chosen moments: minutes after Monday 09:00."""

    def __init__(self, device, app):
        self.device, self.app = device, app

    def case(self, posted, opened, *happened, verdict=WANTED, **post):
        key = f"x:{next(_number)}"
        author = {"name": key, "handle": key}
        made = opening(
            key,
            verdict,
            **{"posted_at": clock.to_iso(START + posted * MINUTE), "author": author, **post},
        )
        for e in made:
            e["at"] = clock.to_iso(START + opened * MINUTE)
        more = [event(type_, data, key, START + at * MINUTE) for at, type_, data in happened]
        assert not self.device.send(*made, *more)["refused"]
        return key

    def figure(self, name, target=None, **scope):
        with self.app.record.db.connection_context():
            return FIGURES[name](
                Scope(
                    self.app.record.db,
                    START - HOUR,
                    START + 240 * HOUR,
                    business=lambda a, b: max(0, b - a),
                    target_ms=lambda _: target,
                    **scope,
                )
            )


def replied(at, channel="public", text="Dank je wel! ^Sanne"):
    return (at, "replied", {"channel": channel, "text": text})


def skipped(at):
    return (at, "skipped", {"reason": "vraagt niets"})


@pytest.fixture
def team(app, device):
    with app.record.db.connection_context():
        always = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "00:00-24:00")
        app.record.save_profile({"name": "Fietsrijk", "hours": {"week": always}})
    return Team(device, app)


def test_first_response_runs_from_the_post_and_team_response_from_our_first_look(team):
    # answered after 60, 120 and 300 minutes; looked at 10, 60 and 0 minutes before that
    team.case(0, 50, replied(60))
    team.case(0, 60, replied(120))
    team.case(0, 300, replied(300))
    team.case(0, 20)  # open: no value, but it stays in service level and oldest open
    customer, ours = team.figure("first_response", 120 * MINUTE), team.figure("team_response")
    assert customer.value == 120 * MINUTE
    assert customer.parts["p90"][0] == (120 + 0.8 * 180) * MINUTE
    assert customer.parts["within"][0] == pytest.approx(2 / 3)
    assert customer.buckets == [0, 2, 1, 0, 0]
    assert ours.value == 10 * MINUTE


def test_next_response_counts_from_the_first_unanswered_post_of_a_turn(team):
    same = {"author": {"name": "J", "handle": "joke"}}
    team.case(0, 5, replied(10), **same)
    team.case(60, 65, **same)  # second turn begins at 60 …
    team.case(70, 75, replied(100), **same)  # … and is answered at 100: 40 minutes
    assert team.figure("next_response").value == 40 * MINUTE
    assert team.figure("next_response").parts["count"][0] == 1


def test_substantive_answer_runs_from_the_promise(team):
    due = clock.to_iso(START + 24 * HOUR)
    team.case(
        0, 5, replied(10), (12, "promised", {"due": due}), (132, "answered", {"channel": "private"})
    )
    assert team.figure("substantive").value == 120 * MINUTE


def test_handling_runs_from_opening_to_finishing(team):
    team.case(0, 5, replied(20))
    team.case(0, 5, skipped(35))
    assert team.figure("handling").value == (15 + 30) / 2 * MINUTE


def test_service_level_keeps_unanswered_posts_in(team):
    team.case(0, 5, replied(30))  # within 60
    team.case(0, 5, replied(90))  # too late
    team.case(0, 5)  # still open, long past
    team.case(0, 5, replied(30), verdict=BAD)  # wanted no reply: not counted
    level = team.figure("service_level", 60 * MINUTE)
    assert level.value == pytest.approx(1 / 3)
    assert level.parts["unanswered_late"] == (1, "count")


def test_service_level_without_target_has_no_value(team):
    team.case(0, 5, replied(30))
    assert team.figure("service_level").value is None


def test_response_rate_counts_what_is_closed_or_past_target(team):
    team.case(0, 5, replied(30))
    team.case(0, 5, replied(30))
    team.case(0, 5, skipped(30))  # wanted one, closed without
    team.case(0, 5)  # open and past target
    team.case(0, 5, skipped(9), verdict=BAD)  # wanted none
    assert team.figure("response_rate", 60 * MINUTE).value == 0.5
    # without a target the open one is not yet a failure
    assert team.figure("response_rate").value == pytest.approx(2 / 3)


def test_unwanted_replies_and_adherence(team):
    team.case(0, 5, replied(30))
    team.case(0, 5, skipped(30))
    team.case(0, 5, skipped(30), verdict=BAD)
    team.case(0, 5, replied(30), verdict=BAD)
    assert team.figure("unwanted_replies").value == 0.5
    adherence = team.figure("adherence")
    assert (adherence.value, adherence.table) == (0.5, [[1, 1], [1, 1]])


def test_warning_effect_and_load(team):
    warned = (6, "warned", {"reason": "bad_cell"})
    team.case(0, 5, warned, (7, "cancelled", {}), skipped(8), verdict=BAD)
    team.case(0, 5, warned, (7, "revised", {"changed": 0.5}), replied(9), verdict=BAD)
    team.case(0, 5, warned, (7, "overridden", {"reason": "x"}), replied(8), verdict=BAD)
    team.case(0, 5, replied(8))
    assert team.figure("warning_effect").value == pytest.approx(2 / 3)
    assert team.figure("warning_load").value == 0.75


def test_duplicate_replies_are_by_two_agents_without_a_customer_s_turn(team, app):
    from acting import Device

    bram = Device(app, "Bram")

    def by_bram(key, at):
        bram.send(event("replied", {"channel": "public"}, key, START + at * MINUTE))

    by_bram(team.case(0, 5, replied(10)), 20)  # a double
    by_bram(team.case(0, 5, replied(10), author={"handle": "joke"}), 40)
    team.case(30, 35, author={"handle": "joke"})  # she spoke at 30, so no double
    team.case(0, 5, replied(10), replied(20))  # one agent twice: no double
    assert team.figure("duplicate_replies").value == pytest.approx(1 / 3)


def test_coverage_is_own_replies_seen_that_have_a_case(team):
    team.case(0, 5, answered_by_brand=True)  # somebody answered outside the product
    key = team.case(0, 5, replied(10))
    again = opening(key, WANTED, answered_by_brand=True)[0]
    team.device.send(again)  # a colleague sees our documented reply
    team.case(0, 5)
    assert team.figure("coverage").value == 0.5


def test_kappa_by_hand():
    # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: agreed 0.7, chance 0.5, so 0.4
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([]) is kappa([("y", "y")]) is None


def test_the_interval_of_kappa_by_hand():
    # standard error: sqrt(0.7 × 0.3 ÷ 50) ÷ (1 − 0.5) = 0.12961; 1.96 of it on either side of 0.4
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert interval(pairs) == pytest.approx((0.14596, 0.65404), abs=1e-4)
    assert interval([]) == interval([("y", "y")]) == (None, None)
    assert interval([("y", "y"), ("n", "n")]) == (1, 1)


def test_trainee_agreement_from_practice(team):
    for reply, right in (("wanted", True), ("not_wanted", True), ("wanted", False)):
        data = {"exercise": "e1", "reply": reply, "right": right}
        team.device.send(event("practised", data, "practice:1", START + HOUR))
    # (w,w) (n,n) (w,n): agreed 2/3, chance (2·1 + 1·2)/9 = 4/9, so 0.4
    assert team.figure("trainee_agreement").value == pytest.approx(0.4)


def test_trainee_agreement_per_week(team, app):
    week = 7 * 24 * HOUR
    done = [("wanted", True, 0), ("not_wanted", True, week - 10 * HOUR), ("wanted", False, week)]
    for reply, right, later in done:
        data = {"exercise": "e1", "reply": reply, "right": right}
        team.device.send(event("practised", data, "practice:1", START + later))
    with app.record.db.connection_context():
        found = by_week(Scope(app.record.db, START - HOUR, START + 240 * HOUR))
    monday = START - 9 * HOUR
    numbers = {at: (f.value, f.parts["practised"][0]) for at, f in found.items()}
    # (w,w) (n,n): agreed 1, chance 1/2, so 1; then (w,n): agreed 0, chance 0, so 0
    assert numbers == {monday: (1, 2), monday + week: (0, 1)}


def test_sameness_sees_a_copied_reply(team):
    team.case(0, 5, replied(10, text="Wat vervelend om te horen, we zoeken het uit. ^Sanne"))
    team.case(0, 5, replied(11, text="Wat vervelend om te horen, we zoeken het uit. ^Sanne"))
    same = team.figure("sameness")
    assert (same.value, same.parts["same"][0]) == (1.0, 1)


def test_sameness_follows_the_filters(team, app):
    from acting import Device

    same = "Wat vervelend om te horen, we zoeken het uit."
    key = team.case(0, 5, replied(10, text=same), platform="x")
    team.case(0, 5, replied(11, text=same), platform="facebook")
    Device(app, "Bram").send(
        event("replied", {"channel": "public", "text": same}, key, START + 12 * MINUTE)
    )
    compared = {
        filter_: team.figure("sameness", **dict([filter_])).parts["compared"][0]
        for filter_ in (("platform", "x"), ("platform", "facebook"), ("agent", "Sanne"))
    }
    assert list(compared.values()) == [1, 0, 1]
    assert team.figure("sameness").parts["compared"][0] == 2


def test_the_oldest_open_case_may_be_from_before_the_period(team):
    team.case(-6000, -5000)
    team.case(0, 5)
    age = team.figure("oldest_open").value
    assert abs(clock.now_ms() - age - (START - 5000 * MINUTE)) < 5000


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_to_count_gives_no_value(team, name):
    assert team.figure(name).value is None


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_says_what_it_is(name):
    assert len(FIGURES[name].__doc__ or "") > 40


def test_scope_narrows_to_platform_agent_and_place(team):
    team.case(0, 5, replied(30))
    assert team.figure("adherence", platform="x").value == 1
    assert team.figure("adherence", agent="Sanne").value == 1
    assert team.figure("adherence", platform="facebook").value is None
    assert team.figure("adherence", agent="Bram").value is None
    assert team.figure("adherence", place="elders").value is None


def test_percentile_by_hand():
    assert percentile([10, 20, 30, 40], 0.5) == 25
    assert percentile([10, 20, 30, 40], 0.9) == pytest.approx(37)
    assert percentile([], 0.5) is None


def test_causes_per_week_and_places(team, app):
    close = (20, "closed", {"cause": "inpakstation"})
    team.case(0, 5, replied(10), close)
    team.case(0, 5 + 7 * 24 * 60, (6 + 7 * 24 * 60, "closed", {"cause": "inpakstation"}))
    with app.record.db.connection_context():
        scope = Scope(app.record.db, START - HOUR, START + 240 * HOUR)
        assert weekly(scope, "cause")["series"] == {"inpakstation": [1, 1]}
        assert places(scope)[0]["posts"] == 2
