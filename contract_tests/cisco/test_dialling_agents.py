"""When a campaign dials and for whom: dates, calling hours, agents, lines, and what happens when nobody is free."""

import pytest

from contract_tests.cisco.conftest import Cisco, local
from contract_tests.cisco.floor import DAY, HOUR, Floor, magic

# The world begins on Monday 2026-01-05 at 17:00 UTC. TimeZoneBias is what is added to local time to get UTC.
PACIFIC, NEW_YORK, HAWAII, TOKYO = 480, 300, 600, -540


@pytest.fixture
def floor(cisco: Cisco) -> Floor:
    """A centre in which nobody works yet."""
    return Floor(cisco)


def test_nobody_is_dialled_while_a_campaign_is_disabled(floor: Floor) -> None:
    """The agent stays ready, and nothing is due; once it is enabled the phone rings."""
    floor.agent()
    campaign = floor.campaign(enabled="false")
    floor.imported(campaign, magic("00"))
    assert floor.cisco.advance(HOUR) == []
    floor.update(campaign, enabled="true")
    floor.cisco.advance(1)
    assert floor.came_of(campaign)[0] == "active"


def test_nobody_is_dialled_for_agents_who_do_not_dial_out(floor: Floor) -> None:
    """INBOUND."""
    floor.agent()
    campaign = floor.campaign("INBOUND")
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(DAY)
    assert floor.came_of(campaign) == ("pending", 0, 0)


def test_nobody_is_dialled_until_an_agent_logs_in(floor: Floor) -> None:
    """By hand; nothing is due while nobody is there."""
    agent = floor.agent()
    floor.cisco.patch("agents", agent, loggedIn=False)
    campaign = floor.campaign()
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(1)
    assert floor.cisco.advance(HOUR) == []
    floor.cisco.patch("agents", agent, loggedIn=True)
    floor.cisco.advance(2 * 60)
    assert floor.came_of(campaign) == ("closed", 10, 1)


@pytest.mark.parametrize("left_out", [{"state": "notReady"}, {"loginEnabled": False}, {"skillGroups": []}])
def test_an_agent_who_cannot_take_a_call_is_not_dialled_for(floor: Floor, left_out: dict[str, object]) -> None:
    """Not ready, not able to log in, or not in the campaign's skill group."""
    agent = floor.agent()
    floor.cisco.patch("agents", agent, **left_out)
    campaign = floor.campaign()
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(HOUR)
    assert floor.came_of(campaign) == ("pending", 0, 0)


def test_an_agent_goes_through_the_states_of_a_call(floor: Floor) -> None:
    """Reserved while it rings, talking for sixty seconds, ten seconds of work afterwards, ready again."""
    floor.agent()
    campaign = floor.campaign()
    floor.imported(campaign, magic("00"))
    seen = []
    for seconds in (5, 1, 59, 1, 9, 1):
        floor.cisco.advance(seconds)
        seen += floor.states()
    assert seen == ["reserved", "talking", "talking", "wrapUp", "wrapUp", "ready"]


@pytest.mark.parametrize(
    ("start", "end", "first"),
    [("2026-01-05", "2026-01-05", 0), ("2026-01-06", "2026-01-07", 7 * HOUR), ("2026-01-08", "2026-01-08", 55 * HOUR)],
)
def test_a_campaign_begins_on_its_first_day(floor: Floor, start: str, end: str, first: int) -> None:
    """At midnight in its time zone, which is seven hours away."""
    floor.agent()
    campaign = floor.campaign(startDate=start, endDate=end)
    floor.imported(campaign, magic("01"))
    floor.cisco.advance(max(first - 1, 0))
    if first:
        assert floor.came_of(campaign)[0] == "pending"
    floor.cisco.advance(2)
    assert floor.came_of(campaign)[0] in ("active", "retry")


def test_a_campaign_ends_with_its_last_day(floor: Floor) -> None:
    """The retry that comes up on the day after is not dialled any more."""
    floor.agent()
    campaign = floor.campaign(endDate="2026-01-05", retries={"busySignalDelay": 8 * 60})
    floor.imported(campaign, magic("01"))
    floor.cisco.advance(DAY)
    assert floor.came_of(campaign) == ("retry", 9, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"startDate": "2026-02-01"},
        {"startDate": "9999-12-31", "endDate": "9999-12-31"},
        {"endDate": "2026-01-04"},
        {"dialingMode": "INBOUND"},
        {"dialingMode": "PREVIEWONLY"},
        {"reservationPercentage": 0},
    ],
)
def test_who_answers_after_a_campaign_has_been_stopped_still_gets_an_agent(
    floor: Floor, change: dict[str, object]
) -> None:
    """By its days, its mode or its share of the agents: the phone rang before, and nobody is called from then on."""
    floor.agents(2)
    campaign = floor.campaign()
    floor.imported(campaign, magic("00"), magic("02"), magic("00"))
    floor.cisco.advance(2)
    floor.update(campaign, **change)
    floor.settle()
    assert floor.states() == ["reserved"] * 2
    floor.cisco.advance(10)
    assert sorted(floor.states()) == ["reserved", "talking"]
    assert floor.came_of(campaign)[0] == "active"
    floor.cisco.advance(20)
    assert floor.came_of(campaign, 2) == ("retry", 8, 1)
    assert [state for state in floor.states() if state != "talking"] == ["ready"] or "dialingMode" in change
    floor.cisco.advance(50)
    assert floor.came_of(campaign) == ("closed", 10, 1)


@pytest.mark.parametrize(
    ("bias", "waits"),
    [(PACIFIC, 0), (NEW_YORK, 0), (HAWAII, 2 * HOUR), (0, 16 * HOUR), (TOKYO, 7 * HOUR)],
)
def test_calling_hours_are_those_where_the_phone_is(floor: Floor, bias: int, waits: int) -> None:
    """From nine to five by the customer's clock, not by the campaign's."""
    floor.agent()
    campaign = floor.campaign(startTime="09:00", endTime="17:00")
    floor.imported(campaign, f"{magic('00')},{bias}", header="Phone01,TimeZoneBias")
    if waits:
        floor.cisco.advance(waits - 1)
        assert floor.came_of(campaign) == ("pending", 0, 0)
        floor.cisco.advance(1)
    floor.settle()
    assert floor.came_of(campaign)[0] == "active"


def test_without_a_place_the_campaigns_time_zone_holds(floor: Floor) -> None:
    """At 17:00 UTC it is too late for a campaign that ends then, and the next morning is awaited."""
    floor.agent()
    campaign = floor.campaign(startTime="09:00", endTime="17:00")
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(16 * HOUR - 1)
    assert floor.came_of(campaign) == ("pending", 0, 0)
    floor.cisco.advance(1)
    assert floor.came_of(campaign)[0] == "active"


@pytest.mark.parametrize(("observed", "hour"), [("true", 16), ("false", 17)])
def test_daylight_saving_counts_where_it_is_observed(floor: Floor, observed: str, hour: int) -> None:
    """In July nine o'clock in California is 16:00 UTC; where clocks are not changed it is 17:00."""
    floor.agent()
    campaign = floor.campaign(startTime="09:00", endTime="17:00")
    row = f"{magic('00')},{PACIFIC},{observed}"
    floor.imported(campaign, row, header="Phone01,TimeZoneBias,DstObserved")
    floor.update(campaign, enabled="false")
    site = floor.cisco.site
    then = {"to": f"2026-07-06T{hour - 1}:59:59Z"}
    site.control.post(f"worlds/{site.world}/clock/advance", json=then).raise_for_status()
    floor.update(campaign, enabled="true")
    floor.settle()
    assert floor.came_of(campaign)[0] == "pending"
    floor.cisco.advance(1)
    assert floor.came_of(campaign)[0] == "active"


@pytest.mark.parametrize(("start", "end", "called"), [("16:00", "18:00", True), ("18:00", "16:00", False)])
def test_hours_that_end_before_they_start_go_past_midnight(floor: Floor, start: str, end: str, called: bool) -> None:
    """At 17:00 the first are open, the second not until 18:00."""
    floor.agent()
    campaign = floor.campaign(startTime=start, endTime=end)
    floor.imported(campaign, magic("02"))
    floor.cisco.advance(1)
    assert (floor.came_of(campaign)[0] == "active") is called
    floor.cisco.advance(HOUR + 60)
    assert floor.came_of(campaign)[2] == 1


@pytest.mark.parametrize(("lines", "agents", "ringing"), [(1, 3, 3), (1.5, 1, 1), (1.5, 3, 4), (3, 2, 6), (100, 1, 20)])
def test_so_many_lines_are_dialled_for_each_agent(floor: Floor, lines: float, agents: int, ringing: int) -> None:
    """linesPerAgent, of which a fraction may add up to a line."""
    floor.agents(agents)
    campaign = floor.campaign(linesPerAgent=lines)
    floor.imported(campaign, *[magic("02")] * 20)
    floor.settle()
    assert len(floor.calls("ringing")) == floor.statuses(campaign)["A"] == ringing
    assert floor.states() == ["reserved"] * agents


@pytest.mark.parametrize(("share", "reserved"), [(100, 4), (99, 3), (50, 2), (25, 1), (1, 1), (0, 0)])
def test_only_its_share_of_the_agents_is_reserved_for_a_campaign(floor: Floor, share: int, reserved: int) -> None:
    """reservationPercentage of those who are logged in; one at least, but for 0."""
    floor.agents(4)
    campaign = floor.campaign(reservationPercentage=share)
    floor.imported(campaign, *[magic("02")] * 20)
    floor.settle()
    assert floor.states().count("reserved") == len(floor.calls("ringing")) == reserved
    floor.cisco.advance(HOUR // 2)
    assert floor.states().count("reserved") <= reserved


@pytest.mark.parametrize(("overflow", "agents", "ringing"), [(0, 1, 1), (1, 1, 0), (1, 2, 2), (3, 3, 0), (3, 4, 4)])
def test_a_progressive_campaign_waits_for_its_overflow_agents(
    floor: Floor, overflow: int, agents: int, ringing: int
) -> None:
    """With overflowAgents 1, two agents must be there before it dials."""
    floor.agents(agents)
    campaign = floor.campaign(info=f"<overflowAgents>{overflow}</overflowAgents>")
    floor.imported(campaign, *[magic("02")] * 20)
    floor.settle()
    assert len(floor.calls("ringing")) == ringing
    assert floor.states() == ["reserved" if ringing else "ready"] * agents


@pytest.mark.parametrize(
    ("info", "result", "counter"),
    [
        ("", 16, "abandonDetectCount"),
        ("<abandonedRoutePoint>12345</abandonedRoutePoint>", 20, "abandonToIvrCount"),
    ],
)
def test_a_customer_for_whom_no_agent_is_free_is_abandoned(floor: Floor, info: str, result: int, counter: str) -> None:
    """Two answer at once and one agent is there; with a route point for it, a message is played first."""
    floor.agent()
    campaign = floor.campaign(linesPerAgent=2, info=info)
    floor.imported(campaign, magic("00"), magic("00"))
    floor.cisco.advance(10)
    assert sorted(floor.came_of(campaign, number) for number in (1, 2)) == [("active", 0, 0), ("retry", result, 1)]
    assert floor.stats(campaign) == {"attemptedCount": 1, counter: 1, "totalCount": 1}
    floor.cisco.advance(HOUR + 120)
    assert {floor.came_of(campaign, number) for number in (1, 2)} == {("closed", 10, 1), ("closed", 10, 2)}


def test_the_phones_that_ring_for_nobody_are_hung_up(floor: Floor) -> None:
    """The only agent logs out: result 13, to be retried after the delay for what the dialler has abandoned."""
    agent = floor.agent()
    campaign = floor.campaign(linesPerAgent=3)
    floor.imported(campaign, *[magic("02")] * 3)
    floor.cisco.advance(10)
    floor.cisco.patch("agents", agent, loggedIn=False)
    assert floor.statuses(campaign) == {"R": 3}
    assert floor.came_of(campaign) == ("retry", 13, 1)
    assert floor.stats(campaign) == {"attemptedCount": 3, "cancelledDetectCount": 3, "totalCount": 3}
    assert floor.calls() == []


def test_an_agent_who_is_sent_home_ends_the_call(floor: Floor) -> None:
    """What has been talked until then is counted, and the contact is closed."""
    agent = floor.agent()
    campaign = floor.campaign()
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(20)
    site = floor.cisco.site
    site.control.delete(f"worlds/{site.world}/state/cisco/agents/{agent}").raise_for_status()
    assert floor.came_of(campaign) == ("closed", 10, 1)
    assert floor.stats(campaign)["talkTimeCount"] == 14
    assert (floor.calls(), floor.cisco.advance(HOUR)) == ([], [])


def test_an_agent_who_is_deleted_by_the_api_gets_no_further_calls(floor: Floor) -> None:
    """The present one is talked to its end."""
    agent = floor.agent()
    campaign = floor.campaign()
    floor.imported(campaign, magic("00"), magic("00"))
    floor.cisco.advance(10)
    assert floor.cisco.call("DELETE", f"/agent/{agent}").status_code == 200
    floor.cisco.advance(HOUR)
    assert floor.statuses(campaign) == {"C": 1, "P": 1}
    assert (floor.calls(), floor.stats(campaign)["talkTimeCount"]) == ([], 60)


@pytest.mark.parametrize("how", ["deleted", "may no longer log in", "leaves the skill group", "is taken out of it"])
def test_an_agent_whom_the_api_takes_away_gets_no_call_that_rings(floor: Floor, how: str) -> None:
    """The last one: the customer is hung up on, result 13, and called again when there is someone."""
    agent = floor.agent()
    campaign = floor.campaign()
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(2)
    assert floor.states() == ["reserved"]
    _taken_away(floor, agent, how)
    assert [row["state"] for row in floor.cisco.rows("agents") if row["agentSkillTargetId"] == agent] in (
        [["notReady"], ["ready"]] if how == "deleted" else [["ready"]]
    )
    floor.cisco.advance(60)
    assert (floor.came_of(campaign), floor.calls()) == (("retry", 13, 1), [])


@pytest.mark.parametrize("how", ["deleted", "may no longer log in", "leaves the skill group", "is taken out of it"])
def test_a_contact_whom_such_an_agent_looks_at_goes_back_untried(floor: Floor, how: str) -> None:
    """The next agent is shown it."""
    agent = floor.agent()
    campaign = floor.campaign("PREVIEWONLY")
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(2)
    assert len(floor.calls("preview")) == 1
    _taken_away(floor, agent, how)
    assert (floor.came_of(campaign), floor.calls()) == (("pending", 25, 0), [])
    floor.agent("other")
    floor.settle()
    assert len(floor.calls("preview")) == 1


def _taken_away(floor: Floor, agent: int, how: str) -> None:
    """Let an agent go, by the API."""
    if how == "deleted":
        answer = floor.cisco.call("DELETE", f"/agent/{agent}")
    elif how == "is taken out of it":
        body = "<skillGroup><changeStamp>0</changeStamp><agents/></skillGroup>"
        answer = floor.cisco.call("PUT", local(floor.group), body)
    else:
        out = "<person><loginEnabled>false</loginEnabled></person>" if "log in" in how else "<skillGroups/>"
        answer = floor.cisco.call("PUT", f"/agent/{agent}", f"<agent><changeStamp>0</changeStamp>{out}</agent>")
    assert answer.status_code == 200, answer.text


def test_an_agent_who_gets_another_skill_group_keeps_the_call(floor: Floor) -> None:
    """What they are reserved for has not changed."""
    agent = floor.agent()
    campaign = floor.campaign()
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(2)
    body = (
        "<agent><changeStamp>0</changeStamp><skillGroupsAdded><skillGroup>"
        "<refURL>/unifiedconfig/config/skillgroup/5003</refURL></skillGroup></skillGroupsAdded></agent>"
    )
    assert floor.cisco.call("PUT", f"/agent/{agent}", body).status_code == 200
    assert floor.states() == ["reserved"]
    floor.cisco.advance(HOUR)
    assert floor.came_of(campaign) == ("closed", 10, 1)


def test_so_many_records_are_fetched_ahead(floor: Floor) -> None:
    """recordsToCache 10: ten contacts are active, of whom one is dialled; the others no longer wait."""
    floor.agent()
    campaign = floor.campaign(info="<recordsToCache>10</recordsToCache>")
    floor.imported(campaign, *[magic("02")] * 25)
    floor.settle()
    assert floor.statuses(campaign) == {"A": 10, "P": 15}
    assert (len(floor.calls("ringing")), len(floor.calls("cached"))) == (1, 9)
    assert floor.stats(campaign) == {"totalCount": 15}


def test_agents_of_two_campaigns_take_turns(floor: Floor) -> None:
    """One agent in two skill groups: when one campaign has nobody left to call, the other has the agent."""
    agent = floor.agent()
    first = floor.campaign()
    other = Floor(floor.cisco, "sgother")
    groups = [int(group.rpartition("/")[2]) for group in (floor.group, other.group)]
    floor.cisco.patch("agents", agent, skillGroups=groups)
    second = other.campaign(name="second")
    floor.imported(first, magic("00"))
    floor.imported(second, magic("00"))
    floor.cisco.advance(5 * 60)
    assert floor.came_of(first) == floor.came_of(second) == ("closed", 10, 1)
