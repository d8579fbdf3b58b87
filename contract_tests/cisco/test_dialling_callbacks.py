"""Personal callbacks as time passes: the agent, the customer, the fifteen minutes, and what follows when they fail."""

from typing import Any

import pytest

from contract_tests.cisco.callbacks import made, shown
from contract_tests.cisco.conftest import Cisco
from contract_tests.cisco.floor import DAY, HOUR, Floor, magic

# Handbook worlds begin on Monday 2026-01-05 at 17:00 UTC, by the Logger's clock too; the callback is due in an hour.
DUE = "2026-01-05T18:00:00"
MINUTE = 60
LIMIT = 15 * MINUTE


@pytest.fixture
def floor(cisco: Cisco) -> Floor:
    """A centre in which nobody works yet."""
    return Floor(cisco)


def promised(floor: Floor, agent: int, campaign: int | None = None, ending: str = "00", **elements: str) -> str:
    """A callback to a reserved number; its path."""
    given = {"maxAttempts": "2", "callbackDateTime": DUE, **elements}
    number = None if campaign is None else str(campaign)
    return made(floor.cisco, agent=str(agent), campaign=number, phone=magic(ending), **given)


def state(floor: Floor, path: str) -> tuple[str, int, int]:
    """Status, result, and the attempts that are left."""
    row = shown(floor.cisco, path)
    return row["callStatus"], int(row["callResult"]), int(row["maxAttempts"])


def away(floor: Floor, agent: int, *, until: bool = False) -> None:
    """The agent logs out, or with `until` comes back."""
    floor.cisco.patch("agents", agent, loggedIn=until)


def test_the_agent_calls_the_customer_at_the_promised_time(floor: Floor) -> None:
    """Not a second before; the campaign counts the call like any other."""
    agent, campaign = floor.agent(), floor.campaign(campaignPrefix="9")
    path = promised(floor, agent, campaign)
    floor.cisco.advance(HOUR - 1)
    assert (state(floor, path), floor.states()) == (("pending", 0, 2), ["ready"])
    floor.cisco.advance(1)
    assert (state(floor, path), floor.states()) == (("active", 0, 2), ["reserved"])
    assert [call["dialed"] for call in floor.calls("ringing")] == [f"9{magic('00')}"]
    floor.cisco.advance(6)
    assert floor.states() == ["talking"]
    floor.cisco.advance(MINUTE + 10)
    assert (state(floor, path), floor.states()) == (("closed", 10, 1), ["ready"])
    counted = {"attemptedCount": 1, "voiceCount": 1, "totalVoiceCount": 1, "talkTimeCount": 60, "wrapupTimeCount": 10}
    assert floor.stats(campaign) == counted


def test_a_callback_needs_no_campaign(floor: Floor) -> None:
    """Nothing is counted anywhere."""
    path = promised(floor, floor.agent())
    floor.cisco.advance(HOUR + 2 * MINUTE)
    assert state(floor, path) == ("closed", 10, 1)


def test_calling_hours_do_not_hold_for_a_promise(floor: Floor) -> None:
    """The campaign dials until five only; the callback at six is made."""
    agent, campaign = floor.agent(), floor.campaign(startTime="09:00", endTime="17:00")
    path = promised(floor, agent, campaign)
    floor.cisco.advance(HOUR + 2 * MINUTE)
    assert state(floor, path) == ("closed", 10, 1)


@pytest.mark.parametrize("minutes", [1, 14, 15])
def test_an_agent_who_comes_within_the_limit_still_calls(floor: Floor, minutes: int) -> None:
    """At once on logging in, up to fifteen minutes after the promised time."""
    agent, campaign = floor.agent(), floor.campaign(rescheduleCallbackMode="abandon")
    away(floor, agent)
    path = promised(floor, agent, campaign)
    floor.cisco.advance(HOUR + minutes * MINUTE - 1)
    assert state(floor, path) == ("pending", 0, 2)
    away(floor, agent, until=True)
    floor.cisco.advance(2 * MINUTE)
    assert state(floor, path) == ("closed", 10, 1)


def test_an_agent_who_is_busy_calls_before_taking_another_call(floor: Floor) -> None:
    """The campaign has more contacts; the callback comes first when the talk is over."""
    agent, campaign = floor.agent(), floor.campaign()
    path = promised(floor, agent, campaign, callbackDateTime="2026-01-05T17:00:10")
    floor.imported(campaign, *[magic("00")] * 3)
    floor.cisco.advance(75)
    assert (state(floor, path)[0], floor.statuses(campaign)) == ("pending", {"C": 1, "P": 2})
    floor.cisco.advance(1)
    assert (state(floor, path)[0], floor.statuses(campaign)) == ("active", {"C": 1, "P": 2})


def test_an_agent_who_is_reserved_without_a_call_is_free_for_a_callback(floor: Floor) -> None:
    """The customer whose phone rings for the campaign finds nobody, and is abandoned."""
    agent, campaign = floor.agent(), floor.campaign()
    path = promised(floor, agent, campaign, callbackDateTime="2026-01-05T17:00:03")
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(3)
    assert (state(floor, path)[0], floor.states()) == ("active", ["reserved"])
    floor.cisco.advance(3)
    assert floor.came_of(campaign) == ("retry", 16, 1)


# The agent is never free.


def test_in_mode_abandon_the_callback_is_given_up(floor: Floor) -> None:
    """Status agentNotAvailable, result 17; no attempt has been made."""
    agent, campaign = floor.agent(), floor.campaign(rescheduleCallbackMode="abandon")
    away(floor, agent)
    path = promised(floor, agent, campaign)
    floor.cisco.advance(HOUR + LIMIT - 1)
    assert state(floor, path) == ("pending", 0, 2)
    floor.cisco.advance(1)
    assert state(floor, path) == ("agentNotAvailable", 17, 2)
    away(floor, agent, until=True)
    assert [event["kind"] for event in floor.cisco.advance(DAY)] == ["dial"]


@pytest.mark.parametrize(
    ("due", "moved"),
    [
        ("2026-01-05T18:00:00", "2026-01-06T18:00:00"),
        ("2026-01-09T18:00:00", "2026-01-12T18:00:00"),
        ("2026-01-10T10:30:00", "2026-01-12T10:30:00"),
    ],
)
def test_in_mode_next_business_day_the_callback_is_moved(floor: Floor, due: str, moved: str) -> None:
    """To the same time on the next day from Monday to Friday, with all its attempts; there it is made."""
    agent, campaign = floor.agent(), floor.campaign(rescheduleCallbackMode="sameTimeNextBusinessDay")
    away(floor, agent)
    path = promised(floor, agent, campaign, callbackDateTime=due, maxAttempts="1")
    site = floor.cisco.site
    then = {"to": f"{due[:11]}23:00:00Z"}
    site.control.post(f"worlds/{site.world}/clock/advance", json=then).raise_for_status()
    assert state(floor, path) == ("pending", 17, 1)
    assert shown(floor.cisco, path)["callbackDateTime"] == moved
    away(floor, agent, until=True)
    floor.cisco.advance(4 * DAY)
    assert state(floor, path) == ("closed", 10, 0)


def test_in_mode_campaign_dn_another_agent_of_the_campaign_calls(floor: Floor) -> None:
    """useCampaignDN is the default."""
    agent, other, campaign = floor.agent("one"), floor.agent("two"), floor.campaign()
    away(floor, agent)
    path = promised(floor, agent, campaign)
    floor.cisco.advance(HOUR + LIMIT)
    assert [(call["agent"], call["phase"]) for call in floor.calls()] == [(other, "ringing")]
    floor.cisco.advance(2 * MINUTE)
    assert state(floor, path) == ("closed", 10, 1)


def test_the_dialled_number_names_the_skill_group_whose_agents_call(floor: Floor) -> None:
    """campaignDn is the dialledNumber of the second group; the agent of the first does not get the call."""
    agent, first, campaign = floor.agent("one"), floor.agent("two"), floor.campaign(info=dialled_number("111"))
    away(floor, agent)
    group = floor.cisco.made("/skillgroup", "<skillGroup><name>sgsecond</name></skillGroup>")
    more = f"<skillGroup><refURL>{group}</refURL></skillGroup>{dialled_number('222')}"
    floor.update(campaign, skillGroupInfosAdded=f"<skillGroupInfo>{more}</skillGroupInfo>")
    second = floor.agent("three")
    floor.cisco.patch("agents", second, skillGroups=[int(group.rpartition("/")[2])])
    promised(floor, agent, campaign, campaignDn="222")
    promised(floor, agent, campaign, campaignDn="111")
    floor.cisco.advance(HOUR + LIMIT)
    assert [call["agent"] for call in floor.calls()] == [second, first]


def dialled_number(digits: str) -> str:
    """What reserves an agent of a skill group."""
    return f"<dialedNumber>{digits}</dialedNumber>"


def test_when_nobody_at_all_is_free_an_attempt_is_used_up(floor: Floor) -> None:
    """It is retried after the delay for no answer, until no attempt is left."""
    agent, campaign = floor.agent(), floor.campaign(retries={"noAnswerDelay": 30})
    away(floor, agent)
    path = promised(floor, agent, campaign)
    floor.cisco.advance(HOUR + LIMIT)
    assert state(floor, path) == ("retry", 17, 1)
    assert shown(floor.cisco, path)["callbackDateTime"] == "2026-01-05T18:45:00"
    floor.cisco.advance(HOUR)
    assert state(floor, path) == ("maxAttemptsReached", 17, 0)


# The customer is not reached.


def test_a_customer_who_does_not_answer_is_called_every_minute(floor: Floor) -> None:
    """Sixteen times in fifteen minutes; that is one attempt, and one result is counted."""
    agent, campaign = floor.agent(), floor.campaign()
    path = promised(floor, agent, campaign, ending="01")
    floor.cisco.advance(HOUR + 30)
    assert (state(floor, path), floor.stats(campaign)) == (("pending", 0, 2), {})
    floor.cisco.advance(LIMIT)
    assert state(floor, path) == ("retry", 9, 1)
    assert shown(floor.cisco, path)["callbackDateTime"] == "2026-01-05T19:15:02"
    assert floor.cisco.row("personal_callbacks", path.rpartition("/")[2])["dialed"] == 16
    assert floor.stats(campaign) == {"attemptedCount": 1, "busyCount": 1}
    floor.cisco.advance(2 * HOUR)
    assert state(floor, path) == ("maxAttemptsReached", 9, 0)
    assert floor.stats(campaign) == {"attemptedCount": 2, "busyCount": 2}


def test_a_customer_who_answers_at_last_has_been_reached(floor: Floor) -> None:
    """Answered after two failed calls, two minutes after the promised time."""
    agent, campaign = floor.agent(), floor.campaign()
    path = promised(floor, agent, campaign, ending="09")
    floor.cisco.advance(HOUR + 2 * MINUTE + 10)
    assert floor.states() == ["talking"]
    floor.cisco.advance(2 * MINUTE)
    assert state(floor, path) == ("closed", 10, 1)


@pytest.mark.parametrize(("ending", "result"), [("04", 11), ("05", 7)])
def test_a_number_that_cannot_be_reached_is_not_tried_again(floor: Floor, ending: str, result: int) -> None:
    """Fax and invalid number."""
    agent, campaign = floor.agent(), floor.campaign()
    path = promised(floor, agent, campaign, ending=ending)
    floor.cisco.advance(HOUR + MINUTE)
    assert state(floor, path) == ("closed", result, 1)


def test_when_somebody_else_answers_the_customer_is_called_later(floor: Floor) -> None:
    """Not home: the agent has talked, and will try again after the delay for no answer."""
    agent, campaign = floor.agent(), floor.campaign()
    path = promised(floor, agent, campaign, ending="08")
    floor.cisco.advance(HOUR + MINUTE)
    assert state(floor, path) == ("retry", 24, 1)
    assert floor.stats(campaign)["customerNotHomeCount"] == 1


def test_a_callback_of_no_campaign_is_retried_by_the_deployments_own_delay(floor: Floor) -> None:
    """Twenty minutes, or what is set."""
    path = promised(floor, floor.agent(), ending="02")
    floor.cisco.advance(HOUR + LIMIT + MINUTE)
    assert state(floor, path) == ("retry", 8, 1)
    assert shown(floor.cisco, path)["callbackDateTime"] == "2026-01-05T18:35:24"


# The campaign is stopped.


def test_a_callback_of_a_disabled_campaign_is_returned_untried(floor: Floor) -> None:
    """Result 25; it stays pending, and nothing more is due."""
    agent, campaign = floor.agent(), floor.campaign(enabled="false")
    path = promised(floor, agent, campaign)
    floor.cisco.advance(HOUR + LIMIT)
    assert state(floor, path) == ("pending", 25, 2)
    assert floor.cisco.advance(DAY) == []


def test_the_emergency_stop_takes_a_ringing_callback_back(floor: Floor) -> None:
    """At once; the agent is free again."""
    agent, campaign = floor.agent(), floor.campaign()
    path = promised(floor, agent, campaign, ending="02")
    floor.cisco.advance(HOUR + 5)
    floor.cisco.call("PUT", "/campaign/disable")
    assert (state(floor, path), floor.states(), floor.calls()) == (("pending", 25, 2), ["ready"], [])


def test_a_callback_that_is_deleted_while_it_rings_is_forgotten(floor: Floor) -> None:
    """The agent is free again."""
    agent, campaign = floor.agent(), floor.campaign()
    path = promised(floor, agent, campaign, ending="02")
    floor.cisco.advance(HOUR + 5)
    assert floor.cisco.call("DELETE", path).status_code == 200
    assert (floor.states(), floor.calls(), floor.cisco.advance(HOUR)) == (["ready"], [], [])


def test_a_callback_whose_time_has_long_passed_is_left_alone(floor: Floor) -> None:
    """The document's example, ten years later."""
    before = shown(floor.cisco, "/personalcallback/2")
    assert floor.cisco.advance(DAY) == []
    assert shown(floor.cisco, "/personalcallback/2") == before


def test_a_callback_that_is_put_by_hand_is_made(floor: Floor) -> None:
    """By the control plane."""
    agent = floor.agent()
    due = {"callbackDateTime": "2026-01-05T18:00:00Z", "phone": magic("00"), "agent": agent}
    floor.cisco.put("personal_callbacks", 77, **due)
    floor.cisco.advance(HOUR + 2 * MINUTE)
    assert state(floor, "/personalcallback/77") == ("closed", 10, 0)


def test_finished_callbacks_are_purged_five_days_after_their_time(floor: Floor) -> None:
    """At midnight."""
    path = promised(floor, floor.agent())
    floor.cisco.advance(5 * DAY + 6 * HOUR)
    assert state(floor, path) == ("closed", 10, 1)
    floor.cisco.advance(DAY)
    assert floor.cisco.call("GET", path).status_code == 404


# Customers who ask for a callback.


def asking(floor: Floor, share: float = 1, **settings: Any) -> None:
    """So many of those whom agents talk to want to be called back."""
    floor.cisco.patch("settings", "deployment", callbackShare=share, **settings)


def test_agents_schedule_personal_callbacks_where_they_may(floor: Floor) -> None:
    """The contact moves to the list of callbacks, with all that is known of it; the same agent calls."""
    asking(floor)
    agent = floor.agent()
    campaign = floor.campaign(personalizedCallbackEnabled="true", info=dialled_number("111"))
    floor.imported(campaign, f"6782,Henry,Martin,{magic('00')}", header="AccountNumber,FirstName,LastName,Phone01")
    floor.cisco.advance(2 * MINUTE)
    assert floor.came_of(campaign) == ("personalCallbackRequested", 14, 1)
    counted = {"attemptedCount": 1, "callBackCount": 1, "personalCallbackCount": 1, "totalVoiceCount": 1}
    assert floor.stats(campaign) == counted | {"talkTimeCount": 60, "wrapupTimeCount": 10}
    (row,) = [row for row in floor.cisco.rows("personal_callbacks") if row["contactId"] == 1]
    path = f"/personalcallback/{row['personalCallbackId']}"
    callback = shown(floor.cisco, path)
    assert callback["agent"].endswith(f"/agent/{agent}")
    assert callback["campaignId"] == str(campaign)
    assert [callback[name] for name in ("phone", "accountNumber", "firstName", "lastName", "campaignDn")] == [
        magic("00"),
        "6782",
        "Henry",
        "Martin",
        "111",
    ]
    assert state(floor, path) == ("pending", 0, 2)
    assert "2026-01-05T17:31:06" <= callback["callbackDateTime"] <= "2026-01-05T20:01:06"
    floor.cisco.advance(4 * HOUR)
    assert state(floor, path) == ("closed", 10, 1)


def test_elsewhere_customers_are_promised_a_call_by_anyone(floor: Floor) -> None:
    """The contact itself is called back when the time has come."""
    asking(floor, network={"answered": 1})
    floor.agent()
    campaign = floor.campaign(callProgressAnalysis={"enabled": "false"})
    floor.imported(campaign, "3125550110")
    floor.cisco.advance(15 * MINUTE)
    assert floor.came_of(campaign) == ("callbackRequested", 14, 1)
    stats = floor.stats(campaign)
    assert (stats["callBackCount"], stats["totalCount"]) == (1, 1)
    assert "personalCallbackCount" not in stats
    asking(floor, share=0)
    floor.cisco.advance(4 * HOUR)
    assert floor.came_of(campaign) == ("closed", 10, 2)


def test_a_reserved_number_is_not_promised_a_call_by_anyone(floor: Floor) -> None:
    """What it forces is the whole: answered and closed."""
    asking(floor)
    floor.agent()
    campaign = floor.campaign()
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(2 * MINUTE)
    assert floor.came_of(campaign) == ("closed", 10, 1)
