"""What the dialler does by itself: whom it calls, when, at which pace, and what becomes of the calls."""

from typing import Any

import pytest

from contract_tests.conftest import Site
from contract_tests.maxcontact_agent.centre import AGENT, CONNECTED, ENDED, Centre

ANSWERS, BUSY, NOBODY, MACHINE, FAX, BAD, NO_LINE, HANGS_UP = (f"20255501{ending:02}" for ending in range(8))


class Floor(Centre):
    """An empty centre with one campaign that runs, its list, and agents who are not logged in yet."""

    campaign: int
    list_id: int

    def add(self, *numbers: str, list_id: int = 0, **fields: Any) -> list[int]:
        """Add leads with one phone each; their ids."""
        leads = []
        for number in numbers:
            lead = self.put("leads", 0, list_id=list_id or self.list_id, **fields)["lead_id"]
            self.put("lead_phones", 0, lead_id=lead, phone_number=number)
            leads.append(lead)
        return leads

    def agent(self, user: int, state: str = "Ready") -> None:
        """Log an agent in to the campaign."""
        self.patch("agents", user, state=state, campaign_id=self.campaign)

    def results(self) -> dict[int, str]:
        """The result of each past call, by its lead."""
        return {row["lead_id"]: row["result_code"] for row in self.rows("past_calls")}

    def shown(self) -> dict[str, Any]:
        """The campaign as the telephony API shows it."""
        self.patch("agents", 1, state="Not Ready")
        found = [row for row in self.done("campaigns/user/1") if row["CampaignID"] == self.campaign]
        campaign: dict[str, Any] = found[0]
        return campaign


@pytest.fixture
def floor(maxcontact_agent: Site) -> Floor:
    """The campaign is progressive, so that one agent means one line."""
    maxcontact_agent.control.put(f"worlds/{maxcontact_agent.world}", json={"scenario": "empty"}).raise_for_status()
    floor = Floor(maxcontact_agent)
    floor.list_id = floor.managed("POST", "lists", ListName="L")["Id"]
    floor.campaign = floor.managed("POST", "campaigns", CampaignName="C", Type="Progressive", Status="Running")["Id"]
    floor.managed("PUT", f"campaigns/{floor.campaign}/lists", ListId=floor.list_id)
    for number in (2, 3, 4):
        assert floor.managed("POST", "users", Login=f"a{number}", Password="p")["Id"] == number
    return floor


def predictive(floor: Floor, **more: Any) -> None:
    """Let the campaign dial two lines for each agent."""
    floor.managed("PUT", f"campaigns/{floor.campaign}", Type="Predictive", **more)


def test_nobody_is_called_while_no_agent_waits(floor: Floor) -> None:
    """Leads wait, and once the dialler has seen that nothing can be done, nothing is due."""
    floor.add(ANSWERS)
    floor.agent(2, "Not Ready")
    floor.site.advance(1)
    assert floor.site.advance(3600) == []
    assert floor.rows("calls") == []


def test_a_lead_that_answers_comes_to_the_ready_agent(floor: Floor) -> None:
    """A call of the system, which the agent disposes of and is ready again."""
    [lead] = floor.add(ANSWERS)
    floor.agent(2)
    floor.site.advance(5)
    assert (floor.state(2), floor.calls(2)) == ("Ready", [])
    floor.site.advance(1)
    [call] = floor.calls(2)
    assert (call["CallState"], call["CallStatus"], floor.state(2)) == (CONNECTED, 1, "Talking")
    floor.site.advance(60)
    assert (floor.calls(2)[0]["CallState"], floor.state(2)) == (ENDED, "Wrapping")
    floor.done(f"dispose/user/2/call/{call['CallId']}?resultcode=SALE")
    assert (floor.state(2), floor.results()) == ("Ready", {lead: "SALE"})


@pytest.mark.parametrize(
    ("number", "seconds", "code", "member"),
    [
        (BUSY, 2, "SYSBUSY", "Busy"),
        (NOBODY, 25, "SYSNOANS", "NoAnswers"),
        (MACHINE, 20, "SYSANSMACH", "AnswerMachines"),
        (FAX, 6, "BAD", "Failed"),
        (BAD, 1, "SYSOI", "Failed"),
        (NO_LINE, 1, "NOCARRIER", "Failed"),
    ],
)
def test_what_no_person_answers_never_reaches_an_agent(
    floor: Floor, number: str, seconds: int, code: str, member: str
) -> None:
    """The system gives the result, and the session counts it."""
    [lead] = floor.add(number)
    floor.agent(2)
    floor.site.advance(seconds)
    assert (floor.results(), floor.state(2)) == ({lead: code}, "Ready")
    campaign = floor.shown()
    stats = campaign["SessionStats"]
    assert (stats["CallsPlaced"], stats[member], stats["CallsAnswered"]) == (1, 1, 0)
    assert campaign["ResultSessions"] == [{"Code": code, "Count": 1}]


def test_a_customer_who_hangs_up_at_once_still_costs_the_agent_a_call(floor: Floor) -> None:
    """555-0107 stays for a second."""
    floor.add(HANGS_UP)
    floor.agent(2)
    floor.site.advance(7)
    assert (floor.calls(2)[0]["CallState"], floor.state(2)) == (ENDED, "Wrapping")


def test_a_lead_called_in_vain_comes_back_by_the_recall_plan(floor: Floor) -> None:
    """The usual plan: after four hours, three times in all."""
    [lead] = floor.add("2025550109")
    floor.agent(2)
    for hours in (0, 4, 8):
        assert len(floor.rows("past_calls")) == hours // 4
        floor.site.advance(14_400 + 25)
    assert floor.row("leads", lead)["attempts"] == 3
    assert floor.calls(2)[0]["CallState"] == ENDED


def test_a_recall_plan_says_how_soon_and_how_often(floor: Floor) -> None:
    """Ten minutes, two attempts."""
    floor.put("plans", "system_recall,7", recall_minutes=10, most_attempts=2)
    floor.managed("PUT", f"lists/{floor.list_id}", ListName="L", RecallPlanId=7)
    [lead] = floor.add(BUSY)
    floor.agent(2)
    floor.site.advance(86_400)
    starts = [row["started"] for row in floor.rows("past_calls")]
    assert starts == ["2026-01-05T17:00:00Z", "2026-01-05T17:10:02Z"]
    assert floor.row("leads", lead)["due"] is None


def test_a_progressive_campaign_dials_one_line_for_each_agent(floor: Floor) -> None:
    """Two agents wait, so two leads ring."""
    floor.add(*[ANSWERS] * 5)
    for user in (2, 3):
        floor.agent(user)
    floor.site.advance(1)
    assert (len(floor.rows("calls")), floor.shown()["LiveStats"]["CallsRinging"]) == (2, 2)


def test_a_predictive_campaign_dials_two_lines_for_each_agent(floor: Floor) -> None:
    """What answers beyond the agents waits a moment, and is dropped."""
    predictive(floor)
    floor.add(ANSWERS, ANSWERS)
    floor.agent(2)
    floor.site.advance(6)
    campaign = floor.shown()
    assert (len(floor.calls(2)), len(campaign["DropQueue"]), campaign["LiveStats"]["CallsInQueue"]) == (1, 1, 1)
    floor.site.advance(5)
    assert [row["result_code"] for row in floor.rows("past_calls")] == ["SYSDROP"]
    stats = floor.shown()["SessionStats"]
    assert (stats["CallsAnswered"], stats["CallsConnected"], stats["CallsDropped"]) == (2, 1, 1)
    assert stats["DropPercent"] == 50


def test_a_call_in_the_drop_queue_goes_to_the_agent_who_comes_free(floor: Floor) -> None:
    """In time it is nobody's loss."""
    predictive(floor)
    floor.add(ANSWERS, ANSWERS)
    floor.agent(2)
    floor.site.advance(7)
    floor.agent(3)
    floor.site.advance(1)
    assert [len(floor.calls(user)) for user in (2, 3)] == [1, 1]


def test_too_many_drops_slow_a_predictive_campaign_down(floor: Floor) -> None:
    """Above its target it dials one line for each agent; the target is what makes it look."""
    predictive(floor, TargetDropPercent=3)
    floor.add(ANSWERS, ANSWERS)
    floor.agent(2)
    assert (floor.shown()["Pacing"], floor.shown()["UseAutoPacing"]) == (2, True)
    floor.site.advance(11)
    floor.done("dispose/user/2/call/1000?resultcode=SALE")
    floor.add(ANSWERS, ANSWERS)
    floor.site.advance(1)
    campaign = floor.shown()
    assert (campaign["Pacing"], campaign["LiveStats"]["CallsRinging"]) == (1, 1)
    assert campaign["LastPacingAdjust"] == "2026-01-05T17:00:11Z"


def test_a_predictive_campaign_with_few_agents_degrades_to_progressive(floor: Floor) -> None:
    """Below its threshold of agents who are logged in, whether ready or not."""
    predictive(floor, DegradeToProgressive=True, ProgressiveThreshold=2)
    floor.agent(2)
    assert floor.shown()["Pacing"] == 1
    floor.agent(3, "Not Ready")
    assert floor.shown()["Pacing"] == 2


def test_a_preview_campaign_shows_the_lead_before_it_is_called(floor: Floor) -> None:
    """For twenty seconds; then the call is the agent's, whatever comes of it."""
    floor.managed("PATCH", f"campaigns/{floor.campaign}/type", CampaignType="Preview")
    [lead] = floor.add(NOBODY)
    floor.agent(2)
    floor.site.advance(1)
    assert (floor.state(2), floor.shown()["PreviewQueue"], floor.calls(2)) == ("Previewing", [lead], [])
    floor.site.advance(19)
    assert (floor.state(2), floor.calls(2)[0]["CallStatus"]) == ("Calling", 1)
    floor.site.advance(25)
    assert (floor.state(2), floor.calls(2)[0]["CallState"]) == ("Wrapping", ENDED)
    floor.done("dispose/user/2/call/1000?resultcode=SYSNOANS")
    assert (floor.state(2), floor.results()) == ("Ready", {lead: "SYSNOANS"})


def test_leads_of_a_preview_list_are_shown_first_in_any_campaign(floor: Floor) -> None:
    """The list's type goes before the campaign's."""
    floor.managed("PUT", f"lists/{floor.list_id}", ListName="L", ListType="Preview")
    floor.add(ANSWERS)
    floor.agent(2)
    floor.site.advance(1)
    assert floor.state(2) == "Previewing"


def test_who_previews_can_go_ready_but_not_dial(floor: Floor) -> None:
    """To go ready changes nothing then."""
    floor.managed("PUT", f"lists/{floor.list_id}", ListName="L", ListType="Preview")
    floor.add(ANSWERS)
    floor.agent(2)
    floor.site.advance(1)
    floor.done("goready/user/2")
    assert floor.state(2) == "Previewing"
    assert floor.telephony("dial/user/2/phone/2025550100")["ResponseDetail"].endswith("neither ready nor not ready")


def test_lists_are_dialled_by_their_weights(floor: Floor) -> None:
    """Of a list with nine times the weight come about nine times the leads; of one with none, none."""
    heavy = floor.managed("POST", "lists", ListName="H", FetchWeight=9)["Id"]
    never = floor.managed("POST", "lists", ListName="N", FetchWeight=0)["Id"]
    floor.managed("PUT", f"lists/{floor.list_id}", ListName="L", FetchWeight=1)
    floor.managed("PATCH", f"campaigns/{floor.campaign}/status", CampaignStatus="Paused")
    for list_id in (heavy, never):
        floor.managed("PUT", f"campaigns/{floor.campaign}/lists", ListId=list_id)
    for list_id in (floor.list_id, heavy, never):
        floor.add(*[BUSY] * 60, list_id=list_id)
    floor.agent(2)
    floor.managed("PATCH", f"campaigns/{floor.campaign}/status", CampaignStatus="Running")
    floor.site.advance(2 * 60 - 1)
    counts = [sum(row["list_id"] == list_id for row in floor.rows("past_calls")) for list_id in (floor.list_id, heavy)]
    assert 45 <= counts[1] <= 58
    assert sum(counts) == 59
    floor.site.advance(600)
    assert [len(floor.rows("past_calls")), floor.shown()["EstimatedRecordCount"]] == [120, 180]


@pytest.mark.parametrize(
    "stop",
    [
        {"path": "lists/{list}/activitystatus", "verb": "PUT", "body": {"Active": False}},
        {"path": "lists/{list}", "verb": "PUT", "body": {"ListName": "L", "FetchWeight": 0}},
        {"path": "lists/{list}", "verb": "PUT", "body": {"ListName": "L", "ListType": "Acd"}},
        {"path": "campaigns/{campaign}/lists", "verb": "DELETE", "body": {"ListId": 1}},
        {"path": "campaigns/{campaign}/activityStatus", "verb": "PATCH", "body": {"Active": False}},
        {"path": "campaigns/{campaign}/status", "verb": "PATCH", "body": {"CampaignStatus": "Paused"}},
        {"path": "campaigns/{campaign}/status", "verb": "PATCH", "body": {"CampaignStatus": "Not Running"}},
        {"path": "campaigns/{campaign}/type", "verb": "PATCH", "body": {"CampaignType": "Inbound"}},
        {"path": "globalemergency/enable", "verb": "POST", "body": {}},
    ],
    ids=lambda stop: f"{stop['path']} {stop['body']}",
)
def test_nothing_is_dialled_any_more(floor: Floor, stop: dict[str, Any]) -> None:
    """An agent is ready and leads wait, but the list or the campaign is off."""
    floor.add(ANSWERS)
    path = stop["path"].format(list=floor.list_id, campaign=floor.campaign)
    floor.managed(stop["verb"], path, **stop["body"])
    floor.agent(2)
    floor.site.advance(3600)
    assert (floor.rows("calls"), floor.rows("past_calls")) == ([], [])


def test_a_paused_campaign_lets_its_calls_finish(floor: Floor) -> None:
    """What rings is answered and comes to the agent; then nothing follows, until it runs again."""
    floor.add(ANSWERS, ANSWERS)
    floor.agent(2)
    floor.site.advance(2)
    floor.managed("PATCH", f"campaigns/{floor.campaign}/status", CampaignStatus="Paused")
    floor.site.advance(4)
    assert floor.state(2) == "Talking"
    floor.done("dispose/user/2/call/1000?resultcode=SALE")
    assert floor.site.advance(600)
    assert len(floor.rows("past_calls")) == 1
    session = floor.shown()["SessionID"]
    floor.managed("PATCH", f"campaigns/{floor.campaign}/status", CampaignStatus="Running")
    floor.site.advance(7)
    assert (len(floor.calls(2)), floor.shown()["SessionID"]) == (1, session)


def test_a_flushed_campaign_drops_what_no_agent_has_yet(floor: Floor) -> None:
    """Calls that ring are cancelled, conversations go on; the next start is a new session."""
    floor.add(*[ANSWERS] * 3)
    floor.agent(2)
    floor.site.advance(7)
    floor.agent(3)
    floor.site.advance(1)
    session = floor.shown()
    floor.managed("PATCH", f"campaigns/{floor.campaign}/status", CampaignStatus="Flushed")
    assert [row["result_code"] for row in floor.rows("past_calls")] == ["CANCEL"]
    assert [call["CallState"] for call in floor.calls(2)] == [CONNECTED]
    floor.managed("PATCH", f"campaigns/{floor.campaign}/status", CampaignStatus="Running")
    again = floor.shown()
    assert again["SessionID"] == session["SessionID"] + 1
    assert (session["SessionStats"]["CallsPlaced"], again["SessionStats"]["CallsPlaced"]) == (2, 1)


def test_a_flush_takes_previewed_leads_back(floor: Floor) -> None:
    """They wait for their turn again, and the agent for the next one."""
    floor.managed("PATCH", f"campaigns/{floor.campaign}/type", CampaignType="Preview")
    [lead] = floor.add(ANSWERS)
    floor.agent(2)
    floor.site.advance(5)
    floor.managed("PATCH", f"campaigns/{floor.campaign}/status", CampaignStatus="Flushed")
    assert (floor.state(2), floor.row("leads", lead)["due"]) == ("Ready", "2026-01-05T17:00:05Z")
    floor.site.advance(60)
    assert floor.rows("calls") == []


def test_a_pause_within_a_preview_gives_the_lead_back_when_it_would_be_called(floor: Floor) -> None:
    """A paused campaign begins no call."""
    floor.managed("PATCH", f"campaigns/{floor.campaign}/type", CampaignType="Preview")
    [lead] = floor.add(ANSWERS)
    floor.agent(2)
    floor.site.advance(5)
    floor.managed("PATCH", f"campaigns/{floor.campaign}/status", CampaignStatus="Paused")
    floor.site.advance(15)
    assert (floor.state(2), floor.row("leads", lead)["due"], floor.calls(2)) == ("Ready", "2026-01-05T17:00:20Z", [])


def test_an_emergency_cancels_what_rings_and_ends_with_dialling_again(floor: Floor) -> None:
    """Disable restores the status, and the dialler goes on."""
    floor.add(ANSWERS, ANSWERS)
    floor.agent(2)
    floor.site.advance(2)
    floor.managed("POST", "globalemergency/enable")
    assert [row["result_code"] for row in floor.rows("past_calls")] == ["CANCEL"]
    assert floor.site.advance(600) == []
    floor.managed("POST", "globalemergency/disable")
    floor.site.advance(6)
    assert len(floor.calls(2)) == 1


def test_numbers_on_a_do_not_call_plan_are_passed_over(floor: Floor) -> None:
    """In whatever form they are written; the lead has a result and no call."""
    floor.managed("PUT", f"lists/{floor.list_id}", ListName="L", DoNotCallPlanId=4)
    floor.put("do_not_call", f"4,{ANSWERS}")
    first, second = floor.add(f"+1 {ANSWERS}", BUSY)
    floor.agent(2)
    floor.site.advance(3)
    assert floor.results() == {second: "SYSBUSY"}
    assert (floor.row("leads", first)["result_code"], floor.row("leads", first)["due"]) == ("BLACKLIST", None)


def test_a_lead_without_a_phone_is_passed_over(floor: Floor) -> None:
    """Until it has one."""
    lead = floor.put("leads", 0, list_id=floor.list_id)["lead_id"]
    floor.agent(2)
    floor.site.advance(1)
    assert (floor.row("leads", lead)["due"], floor.rows("calls")) == (None, [])
    floor.put("lead_phones", 0, lead_id=lead, phone_number=BUSY)
    floor.site.advance(2)
    assert floor.results() == {lead: "SYSBUSY"}


def test_the_phone_is_chosen_by_priority_then_by_the_campaigns_usual_type(floor: Floor) -> None:
    """Then the first one."""
    floor.managed("PUT", f"campaigns/{floor.campaign}", DefaultPhoneType=3)
    leads = floor.add(BUSY, BUSY, BUSY)
    others: list[dict[str, Any]] = [{"phone_type_id": 3}, {"is_high_priority": True}, {"phone_type_id": 2}]
    for lead, fields in zip(leads, others, strict=True):
        floor.put("lead_phones", 0, lead_id=lead, phone_number="3125550101", **fields)
    floor.agent(2)
    floor.site.advance(6)
    numbers = {row["lead_id"]: row["phone_number"] for row in floor.rows("past_calls")}
    assert [numbers[lead] for lead in leads] == ["3125550101", "3125550101", BUSY]


def test_a_list_is_dialled_within_the_hours_of_its_calling_time_plan(floor: Floor) -> None:
    """On the centre's own clock; the next morning at nine it goes on by itself."""
    floor.put("plans", "calling_time,5", from_hour=9, to_hour=17)
    floor.managed("PUT", f"lists/{floor.list_id}", ListName="L", CallingTimePlanId=5)
    floor.add(BUSY)
    floor.agent(2)
    floor.site.advance(16 * 3600 - 1)
    assert floor.rows("past_calls") == []
    floor.site.advance(4)
    assert [row["started"] for row in floor.rows("past_calls")] == ["2026-01-06T09:00:00Z"]


def test_a_lead_that_is_due_later_is_called_then(floor: Floor) -> None:
    """Without anybody's doing."""
    floor.add(BUSY, due="2026-01-05T17:30:00Z")
    floor.agent(2)
    floor.site.advance(1802)
    assert [row["started"] for row in floor.rows("past_calls")] == ["2026-01-05T17:30:00Z"]


def test_a_campaign_may_leave_its_agents_a_pause_after_each_call(floor: Floor) -> None:
    """NotReadyWaitTime is in seconds."""
    floor.managed("PUT", f"campaigns/{floor.campaign}", NotReadyWaitTime=8)
    floor.add(ANSWERS, BUSY)
    floor.agent(2)
    floor.site.advance(6)
    floor.done("dispose/user/2/call/1000?resultcode=SALE")
    states = [floor.state(2)]
    for seconds in (7, 1):
        floor.site.advance(seconds)
        states.append(floor.state(2))
    assert states == ["Not Ready", "Not Ready", "Ready"]


def test_the_agent_who_waits_longest_has_the_next_call(floor: Floor) -> None:
    """Whatever the numbers of the users."""
    floor.agent(3)
    floor.site.advance(10)
    floor.agent(2)
    floor.add(ANSWERS)
    floor.site.advance(7)
    assert [len(floor.calls(user)) for user in (2, 3)] == [0, 1]


def test_an_agent_without_a_named_campaign_works_for_that_of_the_team(floor: Floor) -> None:
    """The first one that runs; an inactive team has none."""
    team = floor.managed("POST", "teams", TeamName="T")["Id"]
    stopped = floor.managed("POST", "campaigns", CampaignName="S")["Id"]
    for campaign in (stopped, floor.campaign):
        floor.managed("PUT", f"campaigns/{campaign}/teams", TeamId=team)
    for user in (2, 3):
        floor.managed("PUT", f"teams/{team}/users", UserId=user)
    assert floor.patch("agents", 2, state="Not Ready")["campaign_id"] == floor.campaign
    floor.managed("PUT", f"teams/{team}/activitystatus", Active=False)
    assert floor.patch("agents", 3, state="Not Ready")["campaign_id"] == 0


def test_who_logs_out_gives_up_the_call(floor: Floor) -> None:
    """It is cancelled; the user is not there any more for the API."""
    [lead] = floor.add(ANSWERS)
    floor.agent(2)
    floor.site.advance(6)
    floor.patch("agents", 2, state="Logged Out")
    assert (floor.results(), floor.rows("calls")) == ({lead: "CANCEL"}, [])
    assert floor.telephony("getcalls/user/2")["ResponseDetail"] == "User 2 is not logged in"


def test_a_state_that_the_calls_do_not_allow_cannot_be_set_by_hand(floor: Floor) -> None:
    """The row is answered as the centre then holds it."""
    assert floor.patch("agents", 2, state="Talking")["state"] == "Not Ready"
    floor.dial(2, ANSWERS)
    assert floor.patch("agents", 2, state="Ready")["state"] == "Calling"


def test_the_weights_of_outcomes_can_be_set(floor: Floor) -> None:
    """Numbers that force nothing follow them."""
    floor.patch("settings", "system", outcomes={"busy": 1})
    floor.add(*[f"20255501{number}" for number in range(20, 40)])
    floor.agent(2)
    floor.site.advance(120)
    assert set(floor.results().values()) == {"SYSBUSY"}


def test_an_automatic_agent_wraps_up_by_itself(floor: Floor) -> None:
    """After its own time, with a result that the settings weigh."""
    floor.patch("settings", "system", dispositions={"NOTINT": 1})
    leads = floor.add(ANSWERS, ANSWERS)
    floor.patch("agents", 2, automatic=True, wrap_seconds=10)
    floor.agent(2)
    floor.site.advance(75)
    assert floor.state(2) == "Wrapping"
    floor.site.advance(90)
    assert floor.results() == dict.fromkeys(leads, "NOTINT")


def test_an_agent_with_a_shift_comes_and_goes(floor: Floor) -> None:
    """From ten to six on the centre's clock; a call is brought to its end first."""
    floor.patch("settings", "system", dispositions={"NOTINT": 1})
    row = floor.patch("agents", 2, campaign_id=floor.campaign, automatic=True, shift_start=10, shift_hours=8)
    assert row["state"] == "Logged Out"
    floor.site.advance(1)
    assert floor.state(2) == "Ready"
    floor.site.advance(3540)
    floor.add(ANSWERS)
    floor.site.advance(59)
    assert floor.state(2) == "Talking"
    floor.site.advance(120)
    assert (floor.state(2), list(floor.results().values())) == ("Logged Out", ["NOTINT"])
    floor.site.advance(16 * 3600)
    assert floor.state(2) == "Ready"


def test_a_user_made_by_hand_can_be_logged_in(floor: Floor) -> None:
    """Every user has a row among the agents; without the user there is none."""
    floor.put("users", 50, login="hand")
    assert floor.state(50) == "Logged Out"
    floor.patch("agents", 50, state="Not Ready")
    assert floor.calls(50) == []
    floor.site.control.delete(f"worlds/{floor.site.world}/state/{AGENT}/users/50")
    assert 50 not in {row["user_id"] for row in floor.rows("agents")}


def test_who_logs_out_and_in_again_has_left_the_pause_behind(floor: Floor) -> None:
    """Nothing of the last session makes the agent ready."""
    floor.managed("PUT", f"campaigns/{floor.campaign}", NotReadyWaitTime=8)
    floor.add(ANSWERS)
    floor.agent(2)
    floor.site.advance(6)
    floor.patch("agents", 2, state="Logged Out")
    floor.agent(2, "Not Ready")
    floor.site.advance(60)
    assert floor.state(2) == "Not Ready"


def test_a_manual_call_within_the_pause_does_not_end_the_readiness(floor: Floor) -> None:
    """The agent would have been ready again by itself, and is after the call and its own pause."""
    floor.managed("PUT", f"campaigns/{floor.campaign}", NotReadyWaitTime=8)
    floor.add(ANSWERS)
    floor.agent(2)
    floor.site.advance(6)
    floor.done("dispose/user/2/call/1000?resultcode=SALE")
    floor.dial(2, "2125550101")
    floor.site.advance(2)
    floor.done("dispose/user/2/call/1001?resultcode=SYSBUSY")
    floor.site.advance(8)
    assert floor.state(2) == "Ready"


def test_extreme_numbers_of_days_and_seconds_break_nothing(floor: Floor) -> None:
    """Whatever an integer can hold."""
    for days in (-(2**31), 2**31 - 1):
        floor.managed("PUT", f"lists/{floor.list_id}", ListName="L", MaxCallbackDays=days, UseMaxCallbackDays=True)
        floor.managed("PUT", f"campaigns/{floor.campaign}", NotReadyWaitTime=days)
        [lead] = floor.add(ANSWERS)
        floor.agent(2)
        floor.site.advance(6)
        [call] = floor.calls(2)
        floor.done(f"dispose/user/2/call/{call['CallId']}?resultcode=CALLBACK")
        floor.put("leads", lead, due=None)
        floor.patch("agents", 2, state="Not Ready")
