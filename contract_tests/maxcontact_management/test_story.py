"""What management sets up, agents use: one story through both APIs, and the numbers agree everywhere."""

from contract_tests.maxcontact_agent.centre import CONNECTED, MANAGER, Centre


def test_a_campaign_from_its_creation_to_its_results(centre: Centre) -> None:
    """Team, user, list and campaign are made and put together; the agent dials, is dialled for, and disposes."""
    team = centre.managed("POST", "teams", TeamName="Launch")["Id"]
    user = centre.managed("POST", "users", FirstName="Max", LastName="Muster", Login="max", Password="p")["Id"]
    leads = centre.managed("POST", "lists", ListName="Launch leads", FetchWeight=10)["Id"]
    campaign = centre.managed(
        "POST", "campaigns", CampaignName="Launch", Type="Predictive", AutoRecord=True, DefaultListId=leads
    )["Id"]
    centre.managed("PUT", f"teams/{team}/users", UserId=user)
    centre.managed("PUT", f"campaigns/{campaign}/lists", ListId=leads)
    centre.managed("PUT", f"campaigns/{campaign}/teams", TeamId=team)
    for number, (name, phone) in enumerate((("Ann", "2125550100"), ("Ben", "2125550101"), ("Cleo", "3055550100"))):
        centre.put("leads", 500 + number, list_id=leads, name=name)
        centre.put("lead_phones", 900 + number, lead_id=500 + number, phone_number=phone)

    # Nobody can drive an agent who is not logged in; then the agent belongs to the team's campaign.
    assert centre.telephony(f"goready/user/{user}")["ResponseDetail"] == f"User {user} is not logged in"
    assert centre.managed("PATCH", f"campaigns/{campaign}/status", CampaignStatus="Running") == "Running"
    assert centre.patch("agents", user, state="Not Ready")["campaign_id"] == campaign
    assert {"FullName": "Max Muster", "ID": user} in centre.done(f"users/user/{user}")

    # A manual call to a lead of the list, which is not called a second time.
    agent = Centre(centre.site, "max", "p")
    call = agent.dial(user, "3055550100")
    assert call["CustomerName"] == "Cleo"
    centre.site.advance(10)
    assert agent.calls(user)[0]["RecordingState"] == 1
    agent.done(f"dispose/user/{user}/call/{call['CallId']}?resultcode=SALE")

    # The dialler calls the other two: one is busy, one answers.
    agent.done(f"goready/user/{user}")
    centre.site.advance(10)
    [call] = agent.calls(user)
    assert (call["CustomerName"], call["CallState"], call["CallStatus"]) == ("Ann", CONNECTED, 1)
    shown = next(row for row in agent.done(f"campaigns/user/{user}") if row["CampaignID"] == campaign)
    assert shown["LiveStats"]["AgentsTalking"] == shown["LiveStats"]["CallsTalking"] == 1
    assert shown["LeadsInProgress"] == [500]
    agent.done(f"hangup/user/{user}/call/{call['CallId']}")
    agent.done(f"dispose/user/{user}/call/{call['CallId']}?resultcode=NOTINT")
    centre.managed("PATCH", f"campaigns/{campaign}/status", CampaignStatus="Paused")

    # The same numbers in the telephony API, in management and in the tables.
    shown = next(row for row in agent.done(f"campaigns/user/{user}") if row["CampaignID"] == campaign)
    assert shown["ResultSessions"] == [
        {"Code": "NOTINT", "Count": 1},
        {"Code": "SALE", "Count": 1},
        {"Code": "SYSBUSY", "Count": 1},
    ]
    stats = shown["SessionStats"]
    assert (stats["CallsPlaced"], stats["CallsAnswered"], stats["CallsConnected"], stats["Busy"]) == (2, 1, 1, 1)
    assert (stats["Sales"], stats["Successes"]) == (1, 1)
    assert shown["Leads"] == {"Total": 3, "Uncalled": 1, "InProgress": 0, "Completed": 2}
    assert (shown["Status"], centre.managed("GET", f"campaigns/{campaign}")["Status"]) == (2, 2)
    past = [row for row in centre.rows("past_calls") if row["campaign_id"] == campaign]
    assert sorted((row["lead_id"], row["user_id"], row["result_code"]) for row in past) == [
        (500, user, "NOTINT"),
        (501, 0, "SYSBUSY"),
        (502, user, "SALE"),
    ]
    assert stats["TalkSeconds"] == sum(row["talk_seconds"] for row in past)
    assert centre.site.rows("past_calls", MANAGER) == centre.rows("past_calls")


def test_an_inactive_user_is_refused_in_both(centre: Centre) -> None:
    """What management says of a user holds for the next login; an agent at work is not thrown out."""
    centre.managed("PATCH", "users/2/activitystatus", Active=False)
    assert centre.token("agent2", "demo").status_code == 401
    assert centre.calls(2) == []


def test_the_same_requests_give_the_same_bytes(centre: Centre) -> None:
    """In another world of the same seed, token and all."""

    def story() -> list[bytes]:
        one = Centre(centre.site)
        said = [one.token("demo", "demo").content, one.send("GET", "/webservices/services/management/users").content]
        one.done("goready/user/4")
        one.site.advance(300)
        said.append(one.send("GET", "/webservices/services/telephony/campaigns/user/4").content)
        return said

    reset = f"worlds/{centre.site.world}/reset"
    centre.site.control.post(reset).raise_for_status()
    first = story()
    centre.site.control.post(reset).raise_for_status()
    assert story() == first
