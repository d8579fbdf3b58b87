"""The global emergency: what stops, what is remembered, and what a user says meanwhile."""

from contract_tests.maxcontact_agent.centre import Centre

AT_FIRST = [1, 1, 1, 0, 0, 0, 1, 2, 3]


def statuses(centre: Centre) -> list[int]:
    """The status of every campaign."""
    return [row["Status"] for row in centre.managed("GET", "campaigns")]


def test_every_campaign_is_afterwards_what_it_was(centre: Centre) -> None:
    """However often the emergency is enabled and disabled."""
    for _ in range(2):
        centre.managed("POST", "globalemergency/enable")
        assert statuses(centre) == [0] * 9
    for _ in range(2):
        centre.managed("POST", "globalemergency/disable")
        assert statuses(centre) == AT_FIRST


def test_a_status_that_is_set_meanwhile_stays(centre: Centre) -> None:
    """By its own method, or by an update that changes it; one that sends back what it read changes nothing."""
    centre.managed("POST", "globalemergency/enable")
    centre.managed("PATCH", "campaigns/1/status", CampaignStatus="Not Running")
    centre.managed("PUT", "campaigns/2", Status=2)
    centre.managed("PUT", "campaigns/3", **centre.managed("GET", "campaigns/3"))
    centre.managed("POST", "globalemergency/disable")
    assert statuses(centre) == [0, 2, *AT_FIRST[2:]]


def test_a_campaign_that_is_created_meanwhile_dials_afterwards(centre: Centre) -> None:
    """It waits for the end of the emergency."""
    centre.managed("POST", "globalemergency/enable")
    lead_list = centre.managed("POST", "lists", ListName="L")["Id"]
    campaign = centre.managed("POST", "campaigns", CampaignName="C", Type="Progressive", Status="Running")["Id"]
    centre.managed("PUT", f"campaigns/{campaign}/lists", ListId=lead_list)
    lead = centre.put("leads", 0, list_id=lead_list)["lead_id"]
    centre.put("lead_phones", 0, lead_id=lead, phone_number="2025550100")
    centre.patch("agents", 2, state="Ready", campaign_id=campaign)
    centre.site.advance(60)
    assert centre.rows("calls") == []
    centre.managed("POST", "globalemergency/disable")
    centre.site.advance(6)
    assert len(centre.calls(2)) == 1
