"""Whom the dialler calls: by list and weight, hour and plan, phone and turn."""

from typing import Any

import pytest

from contract_tests.maxcontact_agent.centre import ENDED
from contract_tests.maxcontact_agent.floor import ANSWERS, BUSY, Floor


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


def test_leads_of_a_preview_list_are_shown_first_in_any_campaign(floor: Floor) -> None:
    """The list's type goes before the campaign's."""
    floor.managed("PUT", f"lists/{floor.list_id}", ListName="L", ListType="Preview")
    floor.add(ANSWERS)
    floor.agent(2)
    floor.site.advance(1)
    assert floor.state(2) == "Previewing"


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
