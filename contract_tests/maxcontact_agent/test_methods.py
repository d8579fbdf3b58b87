"""The methods for one user, each in its own right: what they do, and what they refuse."""

import pytest

from contract_tests.maxcontact_agent.centre import CONNECTED, DIALLING, ENDED, ON_HOLD, RINGING, Centre
from contract_tests.maxcontact_agent.steps import ERROR, INVALID, refused, talking


def test_a_manual_call_dials_rings_and_is_answered(centre: Centre) -> None:
    """Numbering starts at 1000; 555-0100 answers after six seconds and talks for sixty."""
    assert centre.dial(2, "2025550100") == {
        "CallId": 1000,
        "CallStartTime": "2026-01-05T17:00:00Z",
        "CallState": DIALLING,
        "CallStatus": 0,
        "CustomerName": "Robin",
        "CustomerName2": "Archer",
        "PhoneNumber": "2025550100",
        "RecordingState": 0,
    }
    assert centre.state(2) == "Calling"
    seen = []
    for seconds in (1, 5, 59, 1):
        centre.site.advance(seconds)
        seen.append((centre.calls(2)[0]["CallState"], centre.state(2)))
    assert seen == [
        (RINGING, "Calling"),
        (CONNECTED, "Talking"),
        (CONNECTED, "Talking"),
        (ENDED, "Wrapping"),
    ]


@pytest.mark.parametrize(("ending", "seconds"), [("01", 2), ("02", 25), ("05", 1), ("06", 1)])
def test_a_manual_call_that_nobody_answers_waits_to_be_disposed(centre: Centre, ending: str, seconds: int) -> None:
    """Busy, no answer, invalid, no circuit: the user wraps up."""
    centre.dial(2, f"20255501{ending}")
    centre.site.advance(seconds)
    assert (centre.calls(2)[0]["CallState"], centre.state(2)) == (ENDED, "Wrapping")


@pytest.mark.parametrize(("ending", "rings", "talks"), [("03", 20, 10), ("04", 6, 5), ("07", 6, 1), ("08", 6, 15)])
def test_machines_and_strangers_are_talked_to(centre: Centre, ending: str, rings: int, talks: int) -> None:
    """A manual call is connected to whatever picks up."""
    centre.dial(2, f"20255501{ending}")
    centre.site.advance(rings)
    assert centre.calls(2)[0]["CallState"] == CONNECTED
    centre.site.advance(talks)
    assert centre.calls(2)[0]["CallState"] == ENDED


def test_dial_takes_the_newest_lead_of_the_number(centre: Centre) -> None:
    """Leads 3 and 6 have the same number; 6 came later."""
    centre.dial(2, "2025550103")
    assert centre.row("calls", 1000)["lead_id"] == 6


def test_dial_takes_the_lead_that_is_named(centre: Centre) -> None:
    """Whatever its own numbers are."""
    assert centre.dial(2, "2025550103", leadid=7)["CustomerName"] == "Yael"


def test_dial_makes_a_lead_where_none_has_the_number(centre: Centre) -> None:
    """In the default list of the campaign, with that one phone."""
    call = centre.dial(2, "+44 20 7946 0100")
    assert (call["PhoneNumber"], call["CustomerName"]) == ("+442079460100", "")
    lead_id = centre.row("calls", 1000)["lead_id"]
    assert centre.row("leads", lead_id)["list_id"] == 1
    assert [phone["PhoneNumber"] for phone in centre.done(f"leadphones/user/2/lead/{lead_id}")] == ["+442079460100"]


@pytest.mark.parametrize("number", ["abc", "12", "1" * 31, "20255501O0", "%20"])
def test_dial_refuses_what_is_no_number(centre: Centre, number: str) -> None:
    """Three digits at least, thirty characters at most."""
    refused(centre, f"dial/user/2/phone/{number}", INVALID, f"{number.replace('%20', ' ')} is no phone number")


def test_dial_refuses_an_unknown_lead(centre: Centre) -> None:
    """And one that is no number."""
    refused(centre, "dial/user/2/phone/2025550100?leadid=999", ERROR, "There is no lead 999")
    refused(centre, "dial/user/2/phone/2025550100?leadid=x", INVALID, "leadid must be an integer")


def test_dial_is_for_users_at_rest(centre: Centre) -> None:
    """Not for one who calls, talks, wraps up or has a break."""
    busy = "User 2 is neither ready nor not ready"
    centre.dial(2, "2025550100")
    refused(centre, "dial/user/2/phone/2025550101", ERROR, busy)
    centre.site.advance(6)
    refused(centre, "dial/user/2/phone/2025550101", ERROR, busy)
    centre.done("hangup/user/2/call/1000")
    refused(centre, "dial/user/2/phone/2025550101", ERROR, busy)
    centre.done("dispose/user/2/call/1000?resultcode=SALE")
    centre.patch("agents", 2, state="On Break")
    refused(centre, "dial/user/2/phone/2025550101", ERROR, busy)


def test_go_ready_needs_a_campaign(centre: Centre) -> None:
    """A user may be logged in to none."""
    centre.patch("agents", 2, campaign_id=0)
    refused(centre, "goready/user/2", ERROR, "User 2 is in no campaign")


def test_go_ready_needs_all_calls_disposed(centre: Centre) -> None:
    """Neither one that is open nor one that waits for its result may be left."""
    busy = "User 2 has a call that is open or not disposed"
    centre.dial(2, "2025550101")
    refused(centre, "goready/user/2", ERROR, busy)
    centre.site.advance(2)
    refused(centre, "goready/user/2", ERROR, busy)
    centre.done("dispose/user/2/call/1000?resultcode=SYSBUSY")
    centre.done("goready/user/2")
    assert centre.state(2) == "Ready"


def test_in_a_global_emergency_nobody_dials_or_goes_ready(centre: Centre) -> None:
    """Until it is over."""
    centre.managed("POST", "globalemergency/enable")
    for path in ("goready/user/2", "dial/user/2/phone/2025550100"):
        refused(centre, path, ERROR, "The global emergency is on")
    centre.managed("POST", "globalemergency/disable")
    centre.dial(2, "2025550100")


def test_hangup_leaves_the_user_wrapping(centre: Centre) -> None:
    """The call stays listed until it is disposed."""
    call = talking(centre)
    centre.done(f"hangup/user/2/call/{call}")
    assert (centre.calls(2)[0]["CallState"], centre.state(2)) == (ENDED, "Wrapping")
    refused(centre, f"hangup/user/2/call/{call}", ERROR, f"Call {call} has ended")


def test_dispose_stores_the_result_and_frees_the_user(centre: Centre) -> None:
    """Where the user was not ready before, the user is not ready again."""
    call = talking(centre)
    centre.site.advance(10)
    centre.done(f"dispose/user/2/call/{call}?resultcode=sale")
    assert (centre.calls(2), centre.state(2)) == ([], "Not Ready")
    past = centre.row("past_calls", call)
    assert (past["result_code"], past["talk_seconds"], past["sales"], past["user_id"]) == ("SALE", 10, 1, 2)
    assert centre.row("leads", 1)["result_code"] == "SALE"


def test_a_user_who_was_ready_is_ready_again(centre: Centre) -> None:
    """A manual call does not change that."""
    centre.managed("PATCH", "campaigns/1/status", CampaignStatus="Paused")
    centre.done("goready/user/2")
    call = talking(centre)
    centre.done(f"dispose/user/2/call/{call}?resultcode=SALE")
    assert centre.state(2) == "Ready"


def test_a_break_that_was_asked_for_begins_after_the_call(centre: Centre) -> None:
    """When it has been disposed."""
    call = talking(centre)
    centre.patch("agents", 2, break_requested=True)
    centre.done(f"dispose/user/2/call/{call}?resultcode=SALE")
    assert centre.state(2) == "On Break"
    centre.done("goready/user/2")
    assert centre.state(2) == "Ready"


def test_dispose_needs_a_known_result_code(centre: Centre) -> None:
    """Its Code, not its id."""
    call = talking(centre)
    refused(centre, f"dispose/user/2/call/{call}", INVALID, "The parameter resultcode is required")
    refused(centre, f"dispose/user/2/call/{call}?resultcode=20", INVALID, "There is no result code 20")
    assert centre.calls(2)[0]["CallState"] == CONNECTED


def test_a_lead_whose_result_calls_again_comes_back(centre: Centre) -> None:
    """After the minutes of its list's recall plan, as often as that allows; a callback after a day."""
    for attempt, due in ((1, "2026-01-05T21:00:00Z"), (2, "2026-01-05T21:00:00Z"), (3, None)):
        call = centre.dial(2, "2025550100")["CallId"]
        centre.done(f"dispose/user/2/call/{call}?resultcode=NOTHOME")
        lead = centre.row("leads", 1)
        assert (lead["attempts"], lead["due"]) == (attempt, due)
    call = centre.dial(2, "2025550101")["CallId"]
    centre.done(f"dispose/user/2/call/{call}?resultcode=CALLBACK")
    assert centre.row("leads", 2)["due"] == "2026-01-06T17:00:00Z"


def test_callbacks_keep_to_the_days_and_the_date_of_the_list(centre: Centre) -> None:
    """MaxCallbackDays counts with its flag only, MaxCallbackDate always."""
    centre.patch("settings", "system", callback_seconds=20 * 86_400)
    call = centre.dial(2, "2025550100")["CallId"]
    centre.done(f"dispose/user/2/call/{call}?resultcode=CALLBACK")
    assert centre.row("leads", 1)["due"] == "2026-01-19T17:00:00Z"
    centre.managed("PUT", "lists/1", ListName="L", UseMaxCallbackDays=False, MaxCallbackDate="2026-01-08T00:00:00Z")
    call = centre.dial(2, "2025550100")["CallId"]
    centre.done(f"dispose/user/2/call/{call}?resultcode=CALLBACK")
    assert centre.row("leads", 1)["due"] == "2026-01-08T00:00:00Z"


def test_a_call_is_held_once_and_retrieved_once(centre: Centre) -> None:
    """Either a second time is refused."""
    call = talking(centre)
    centre.done(f"hold/user/2/call/{call}")
    assert (centre.calls(2)[0]["CallState"], centre.state(2)) == (ON_HOLD, "Talking")
    refused(centre, f"hold/user/2/call/{call}", ERROR, f"Call {call} is on hold already")
    centre.done(f"retrieve/user/2/call/{call}")
    assert centre.calls(2)[0]["CallState"] == CONNECTED
    refused(centre, f"retrieve/user/2/call/{call}", ERROR, f"Call {call} is not on hold")


def test_only_an_answered_call_can_be_held(centre: Centre) -> None:
    """Not one that rings."""
    call = centre.dial(2, "2025550100")["CallId"]
    refused(centre, f"hold/user/2/call/{call}", ERROR, f"Call {call} has not been answered")


def test_a_customer_on_hold_may_hang_up(centre: Centre) -> None:
    """The sixty seconds of 555-0100 pass on hold too."""
    call = talking(centre)
    centre.done(f"hold/user/2/call/{call}")
    centre.site.advance(60)
    assert (centre.calls(2)[0]["CallState"], centre.state(2)) == (ENDED, "Wrapping")


def test_recording_starts_by_itself_where_the_campaign_says_so(centre: Centre) -> None:
    """Campaign 1 records, campaign 2 does not; either can be changed for a call."""
    first, second = talking(centre, 2), talking(centre, 4)
    assert [centre.calls(user)[0]["RecordingState"] for user in (2, 4)] == [1, 0]
    centre.done(f"stoprecord/user/2/call/{first}")
    centre.done(f"startrecord/user/4/call/{second}")
    assert [centre.calls(user)[0]["RecordingState"] for user in (2, 4)] == [2, 1]
    centre.done(f"startrecord/user/2/call/{first}")
    centre.done(f"stoprecord/user/4/call/{second}")
    assert [centre.calls(user)[0]["RecordingState"] for user in (2, 4)] == [1, 2]


def test_stopping_a_recording_that_never_began_changes_nothing(centre: Centre) -> None:
    """It succeeds: the call is not recorded."""
    call = talking(centre, 4)
    centre.done(f"stoprecord/user/4/call/{call}")
    assert centre.calls(4)[0]["RecordingState"] == 0


def test_change_lead_gives_the_call_the_lead_of_a_lead_phone(centre: Centre) -> None:
    """Lead phone 10 is lead 7's; the number that was dialled stays, and the lead before is called another time."""
    call = talking(centre)
    centre.done(f"changelead/user/2/call/{call}/leadphone/10")
    shown = centre.calls(2)[0]
    assert (shown["CustomerName"], shown["CustomerName2"]) == ("Yael", "Forster")
    assert shown["PhoneNumber"] == "2025550100"
    assert (centre.row("leads", 1)["attempts"], centre.row("leads", 1)["due"]) == (0, "2026-01-05T17:00:06Z")
    refused(centre, f"changelead/user/2/call/{call}/leadphone/999", ERROR, "There is no lead phone 999")


def test_create_new_lead_gives_the_call_a_lead_of_its_own(centre: Centre) -> None:
    """With the number that is named."""
    call = talking(centre)
    centre.done(f"createnewlead/user/2/call/{call}/phone/2125550155")
    lead_id = centre.row("calls", call)["lead_id"]
    assert lead_id > 10
    phones = centre.done(f"leadphones/user/2/lead/{lead_id}")
    assert phones == [{"LeadId": lead_id, "PhoneNumber": "2125550155", "RecordType": "Home", "RecordTypeId": 1}]
    refused(centre, f"createnewlead/user/2/call/{call}/phone/x", INVALID, "x is no phone number")


def test_lead_phones_needs_a_lead(centre: Centre) -> None:
    """A lead id is of 64 bits."""
    refused(centre, "leadphones/user/2/lead/9000000000", ERROR, "There is no lead 9000000000")


def two_calls(centre: Centre) -> tuple[int, int]:
    """One call on hold, and a second one that is answered."""
    first = talking(centre)
    centre.done(f"hold/user/2/call/{first}")
    return first, talking(centre, 2, "3125550108")


def test_beside_a_held_call_a_second_one_may_be_dialled(centre: Centre) -> None:
    """It is a transfer; a third one is not possible."""
    first, second = two_calls(centre)
    assert [(call["CallId"], call["CallState"]) for call in centre.calls(2)] == [(first, ON_HOLD), (second, CONNECTED)]
    assert centre.calls(2)[1]["CallStatus"] == 3
    centre.done(f"hold/user/2/call/{second}")
    refused(centre, "dial/user/2/phone/2025550101", ERROR, "User 2 is neither ready nor not ready")


def test_to_retrieve_one_call_holds_the_other(centre: Centre) -> None:
    """A user talks in one call at a time."""
    first, second = two_calls(centre)
    centre.done(f"retrieve/user/2/call/{first}")
    assert [call["CallState"] for call in centre.calls(2)] == [CONNECTED, ON_HOLD]
    centre.done(f"retrieve/user/2/call/{second}")
    assert [call["CallState"] for call in centre.calls(2)] == [ON_HOLD, CONNECTED]


def connect(call1: object, call2: object, code1: str = "SALE", code2: str = "BRIDGE_WARM", **more: object) -> str:
    """The path of Connect Calls."""
    tail = "".join(f"&{name}={value}" for name, value in more.items())
    return f"connectcalls/user/2?call1={call1}&call2={call2}&resultcode1={code1}&resultcode2={code2}{tail}"


def test_connected_calls_leave_the_user_with_their_results(centre: Centre) -> None:
    """Notes and sales are stored with each; the names of the query are those that an HTML entity has damaged."""
    first, second = two_calls(centre)
    centre.done(connect(first, second, notes1="wants two", notes2="to%20Jo", numsales1=2))
    assert (centre.calls(2), centre.state(2)) == ([], "Not Ready")
    kept = [centre.row("past_calls", call) for call in (first, second)]
    assert [(row["result_code"], row["notes"], row["sales"]) for row in kept] == [
        ("SALE", "wants two", 2),
        ("BRIDGE_WARM", "to Jo", 0),
    ]


def test_connect_calls_refuses_what_is_no_pair_of_open_calls(centre: Centre) -> None:
    """Nothing of it is done then."""
    first, second = two_calls(centre)
    other = talking(centre, 3)
    refused(centre, connect(first, 1), ERROR, "There is no call 1")
    refused(centre, connect(other, first), ERROR, f"Call {other} is another user's")
    refused(centre, connect(first, first), ERROR, f"Calls {first} and {first} are the same")
    refused(centre, connect(first, second, "NONE"), INVALID, "There is no result code NONE")
    refused(centre, connect(first, second, "SALE", "NONE"), INVALID, "There is no result code NONE")
    refused(centre, connect(first, "", "SALE"), INVALID, "The parameter call2 is required")
    refused(centre, connect(first, second, ""), INVALID, "The parameter resultcode1 is required")
    refused(centre, connect("x", second), INVALID, "call1 must be an integer")
    refused(centre, connect(first, second, numsales2="x"), INVALID, "numsales2 must be an integer")
    refused(centre, connect(first, second, numsales2=-1), INVALID, "The parameter numsales2 must not be negative")
    centre.done(f"hangup/user/2/call/{second}")
    refused(centre, connect(first, second), ERROR, f"Call {second} is not open")
    assert centre.row("calls", first)["call_state"] == ON_HOLD


def test_a_count_of_successes_goes_before_that_of_the_result_code(centre: Centre) -> None:
    """Even none; only where no count is given, a sale is one."""
    first, second = two_calls(centre)
    centre.done(connect(first, second, "SALE", "SALE", numsales1=0))
    assert [centre.row("past_calls", call)["sales"] for call in (first, second)] == [0, 1]


@pytest.mark.parametrize(
    ("due", "after"),
    [
        ("2026-01-05T16:00:00Z", "2026-01-05T17:00:06Z"),
        ("2026-01-05T19:00:00Z", "2026-01-05T19:00:00Z"),
        (None, None),
    ],
)
def test_a_lead_that_loses_its_call_waits_again_if_it_did(centre: Centre, due: str | None, after: str | None) -> None:
    """Whatever its last result was; one that is done with is not called again for that."""
    centre.patch("leads", 1, result_code="SYSNOANS", attempts=1, due=due)
    call = talking(centre, 2, "3125550100")
    centre.done(f"changelead/user/2/call/{call}/leadphone/8")
    assert (centre.row("leads", 1)["due"], centre.row("leads", 1)["attempts"]) == (after, 1 if due else 2)


def test_a_lead_that_came_in_the_same_second_waits_again_too(centre: Centre) -> None:
    """It was not made for the call."""
    lead = centre.put("leads", 0, list_id=6)["lead_id"]
    centre.put("lead_phones", 0, lead_id=lead, phone_number="4045550100")
    call = centre.dial(2, "4045550100")["CallId"]
    centre.done(f"createnewlead/user/2/call/{call}/phone/4045550101")
    assert centre.row("leads", lead)["due"] == "2026-01-05T17:00:00Z"
