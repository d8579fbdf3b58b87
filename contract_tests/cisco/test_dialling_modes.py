"""The dialling modes: predictive pacing, previews, IVR campaigns; and what call progress analysis does in each."""

from typing import Any

import pytest

from contract_tests.cisco.conftest import Cisco
from contract_tests.cisco.floor import HOUR, Floor, magic

MINUTE = 60


@pytest.fixture
def floor(cisco: Cisco) -> Floor:
    """A centre in which nobody works yet."""
    return Floor(cisco)


def settings(floor: Floor, **fields: object) -> None:
    """Change what the deployment sets."""
    floor.cisco.patch("settings", "deployment", **fields)


def pace(floor: Floor) -> dict[str, Any]:
    """How fast the predictive campaign dials."""
    (row,) = floor.cisco.rows("pacing")
    return row


# Predictive.


def test_a_predictive_campaign_begins_with_its_lines_per_agent(floor: Floor) -> None:
    """Three agents at two lines each."""
    floor.agents(3)
    campaign = floor.campaign("PREDICTIVEONLY", linesPerAgent=2)
    floor.imported(campaign, *[magic("02")] * 20)
    floor.settle()
    assert len(floor.calls("ringing")) == 6


def test_a_predictive_campaign_never_dials_more_than_its_maximum(floor: Floor) -> None:
    """maximumLinesPerAgent 2, though it begins with 5."""
    floor.agents(3)
    campaign = floor.campaign("PREDICTIVEONLY", linesPerAgent=5, maximumLinesPerAgent=2)
    floor.imported(campaign, *[magic("02")] * 20)
    floor.settle()
    assert len(floor.calls("ringing")) == 6


@pytest.mark.parametrize(
    ("elements", "lines"),
    [
        # Everyone is reached: more lines, by a tenth for a gain of 1.
        ({"linesPerAgent": 1}, [1.1, 1.2, 1.3]),
        ({"linesPerAgent": 1, "predictiveGain": 3}, [1.3, 1.6, 1.9]),
        ({"linesPerAgent": 1, "predictiveGain": 3, "maximumLinesPerAgent": 1.5}, [1.3, 1.5, 1.5]),
        # Most of them find no agent: fewer, but where abandoning is not limited.
        ({"linesPerAgent": 4, "maximumLinesPerAgent": 6}, [3.9, 3.8, 3.7]),
        ({"linesPerAgent": 4, "maximumLinesPerAgent": 6, "abandonPercent": 100}, [4.1, 4.2, 4.3]),
        ({"linesPerAgent": 4, "maximumLinesPerAgent": 6, "abandonEnabled": "false"}, [4.1, 4.2, 4.3]),
    ],
)
def test_the_pace_is_corrected_after_so_many_live_voices(
    floor: Floor, elements: dict[str, object], lines: list[float]
) -> None:
    """Every ten voices, towards the share of calls that may be abandoned; one agent, whom everyone wants."""
    floor.agent()
    campaign = floor.campaign("PREDICTIVEONLY", predictiveCorrectionPace=10, **elements)
    seen: list[float] = []
    for _ in lines:
        # Each of the ten is met once: those who are abandoned would be called again after an hour.
        floor.imported(campaign, *[magic("00")] * 10, overwrite=True)
        floor.cisco.advance(20 * MINUTE)
        seen.append(pace(floor)["linesPerAgent"])
    assert seen == lines


def test_a_new_initial_value_begins_anew(floor: Floor) -> None:
    """linesPerAgent is changed: what has been learnt is forgotten."""
    floor.agent()
    campaign = floor.campaign("PREDICTIVEONLY", predictiveCorrectionPace=10)
    floor.imported(campaign, *[magic("00")] * 12)
    floor.cisco.advance(HOUR // 2)
    assert pace(floor)["linesPerAgent"] == 1.1
    floor.update(campaign, linesPerAgent=2)
    floor.imported(campaign, *[magic("02")] * 12)
    floor.settle()
    assert len(floor.calls("ringing")) == 2


# Preview.


@pytest.mark.parametrize("mode", ["PREVIEWONLY", "PREVIEWDIRECTONLY"])
def test_a_preview_has_one_line_for_each_agent(floor: Floor, mode: str) -> None:
    """linesPerAgent does not count; the agent looks for five seconds at least before the number is dialled."""
    floor.agents(3)
    settings(floor, agentChoices={"accept": 1})
    campaign = floor.campaign(mode, linesPerAgent=5)
    floor.imported(campaign, *[magic("02")] * 20)
    floor.settle()
    assert [call["phase"] for call in floor.calls()] == ["preview"] * 3
    assert (floor.statuses(campaign), floor.states()) == ({"A": 3, "P": 17}, ["reserved"] * 3)
    floor.cisco.advance(20)
    assert [call["phase"] for call in floor.calls()] == ["ringing"] * 3


def test_an_agent_who_accepts_is_put_through(floor: Floor) -> None:
    """The one who has looked at the contact, and nobody else, talks to the customer."""
    floor.agent()
    settings(floor, agentChoices={"accept": 1})
    campaign = floor.campaign("PREVIEWONLY")
    floor.imported(campaign, magic("00"), magic("01"))
    floor.cisco.advance(4 * MINUTE)
    assert (floor.came_of(campaign, 1), floor.came_of(campaign, 2)) == (("closed", 10, 1), ("retry", 9, 1))


@pytest.mark.parametrize(
    ("choice", "status", "result", "counted"),
    [
        ("reject", "retry", 18, {"agentRejectedCount": 1, "totalCount": 1}),
        ("timeout", "retry", 33, {"totalCount": 1}),
        ("close", "agentRejected", 19, {"agentClosedCount": 1, "closedCount": 1}),
    ],
)
def test_an_agent_may_refuse_a_preview(
    floor: Floor, choice: str, status: str, result: int, counted: dict[str, int]
) -> None:
    """No call has been made; a contact that is not closed comes back after the delay for no answer."""
    floor.agent()
    settings(floor, agentChoices={choice: 1})
    campaign = floor.campaign("PREVIEWONLY")
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(20)
    assert floor.came_of(campaign) == (status, result, 0)
    assert (floor.stats(campaign), floor.states()) == (counted, ["ready"])
    settings(floor, agentChoices={"accept": 1})
    floor.cisco.advance(HOUR + 2 * MINUTE)
    assert floor.came_of(campaign) == (("closed", 10, 1) if status == "retry" else (status, result, 0))


def test_agents_refuse_some_previews_by_themselves(floor: Floor) -> None:
    """Most are accepted; every contact ends in one of the ways that there are."""
    floor.agents(5)
    campaign = floor.campaign("PREVIEWONLY", maxAttempts=1)
    floor.imported(campaign, *[magic("05")] * 200)
    floor.cisco.advance(6 * HOUR)
    stats = floor.stats(campaign)
    closed = stats["agentClosedCount"]
    assert floor.statuses(campaign) == {"C": 200 - closed, "J": closed}
    assert 0 < closed < 40
    assert 0 < stats["agentRejectedCount"] < 60
    assert stats["sitToneDetectCount"] == stats["attemptedCount"] == 200 - closed


def test_a_preview_goes_back_when_its_agent_leaves(floor: Floor) -> None:
    """Untried: result 25."""
    agent = floor.agent()
    campaign = floor.campaign("PREVIEWONLY")
    floor.imported(campaign, magic("00"))
    floor.settle()
    floor.cisco.patch("agents", agent, state="notReady")
    assert (floor.came_of(campaign), floor.calls(), floor.states()) == (("pending", 25, 0), [], ["notReady"])


@pytest.mark.parametrize(("ending", "result", "seconds"), [("03", 12, 10), ("04", 11, 5)])
def test_an_agent_who_dials_directly_hears_what_answers(floor: Floor, ending: str, result: int, seconds: int) -> None:
    """A machine or a fax: the agent is on the line, and says what it was."""
    floor.agent()
    settings(floor, agentChoices={"accept": 1})
    campaign = floor.campaign("PREVIEWDIRECTONLY")
    floor.imported(campaign, magic(ending))
    floor.cisco.advance(MINUTE)
    assert floor.came_of(campaign)[1:] == (result, 1)
    assert floor.stats(campaign)["talkTimeCount"] == seconds


# IVR.

PORTS = "<ivrPorts>3</ivrPorts><ivrRoutePoint>91234</ivrRoutePoint>"


@pytest.mark.parametrize("mode", ["PROGRESSIVEONLY", "PREDICTIVEONLY"])
def test_an_ivr_campaign_dials_a_line_for_each_port_without_agents(floor: Floor, mode: str) -> None:
    """Three ports: three lines, whether they ring or play."""
    campaign = floor.campaign(mode, info=PORTS, campaignPurposeType="ivrCampaign", linesPerAgent=5)
    floor.imported(campaign, *[magic("00")] * 10)
    floor.settle()
    assert len(floor.calls("ringing")) == 3
    floor.cisco.advance(30)
    assert [call["phase"] for call in floor.calls()] == ["ivr"] * 3
    floor.cisco.advance(10 * MINUTE)
    assert floor.statuses(campaign) == {"D": 10}
    assert floor.came_of(campaign) == ("dialed", 10, 1)
    assert floor.stats(campaign) == {"attemptedCount": 10, "voiceCount": 10, "totalVoiceCount": 10}


@pytest.mark.parametrize("mode", ["PREVIEWONLY", "PREVIEWDIRECTONLY", "INBOUND"])
def test_an_ivr_campaign_cannot_be_previewed(floor: Floor, mode: str) -> None:
    """There is no agent to look at contacts."""
    campaign = floor.campaign(mode, info=PORTS, campaignPurposeType="ivrCampaign")
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(HOUR)
    assert floor.came_of(campaign) == ("pending", 0, 0)


def test_without_a_route_point_the_ivr_cannot_take_a_call(floor: Floor) -> None:
    """Whoever answers is abandoned."""
    campaign = floor.campaign(info="<ivrPorts>1</ivrPorts>", campaignPurposeType="ivrCampaign")
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(MINUTE)
    assert floor.came_of(campaign) == ("retry", 16, 1)


# Call progress analysis.


@pytest.mark.parametrize(
    ("elements", "seconds", "result", "talked"),
    [
        ({"amdTreatmentMode": "abandonCall"}, 20, 12, 0),
        ({"amdTreatmentMode": "terminateToneDetect"}, 30, 12, 0),
        ({"amdTreatmentMode": "transferToAgent"}, 30, 12, 10),
        ({"amdTreatmentMode": "transferToAgent", "ipTerminatingBeepDetect": "true"}, 40, 12, 10),
        ({"amdTreatmentMode": "transferToIVRRoutePoint"}, 30, 12, 0),
        ({"ipAmdEnabled": "false"}, 30, 10, 10),
        ({"callProgressAnalysis": {"enabled": "false"}}, 30, 10, 10),
    ],
)
def test_a_machine_is_treated_as_the_campaign_says(
    floor: Floor, elements: dict[str, object], seconds: int, result: int, talked: int
) -> None:
    """It picks up after twenty seconds, and greets for ten; the tone comes then."""
    floor.agent()
    campaign = floor.campaign(info="<ivrRoutePoint>91234</ivrRoutePoint>", **elements)
    floor.imported(campaign, magic("03"))
    floor.cisco.advance(seconds - 1)
    assert floor.came_of(campaign)[0] == "active"
    floor.cisco.advance(1)
    assert floor.came_of(campaign) == ("closed" if result == 10 else "retry", result, 1)
    assert floor.stats(campaign).get("talkTimeCount", 0) == talked
    assert floor.stats(campaign).get("answeringMachineCount", 0) == (result == 12)


def test_the_tone_is_waited_for_no_longer_than_is_allowed(floor: Floor) -> None:
    """maxTermToneAnalysis, four seconds."""
    floor.agent()
    tone = {"amdTreatmentMode": "terminateToneDetect", "callProgressAnalysis": {"maxTermToneAnalysis": 4000}}
    campaign = floor.campaign(**tone)
    floor.imported(campaign, magic("03"))
    floor.cisco.advance(23)
    assert floor.came_of(campaign)[0] == "active"
    floor.cisco.advance(1)
    assert floor.came_of(campaign) == ("retry", 12, 1)


def test_without_analysis_an_agent_has_the_fax_too(floor: Floor) -> None:
    """As a voice."""
    floor.agent()
    campaign = floor.campaign(callProgressAnalysis={"enabled": "false"})
    floor.imported(campaign, magic("04"))
    floor.cisco.advance(MINUTE)
    assert floor.came_of(campaign) == ("closed", 10, 1)


@pytest.mark.parametrize(
    ("elements", "recorded"),
    [
        ({"callProgressAnalysis": {"record": "true"}}, [1, 3]),
        ({}, []),
        ({"callProgressAnalysis": {"record": "true", "enabled": "false"}}, []),
    ],
)
def test_what_the_analysis_hears_is_recorded_where_that_is_asked_for(
    floor: Floor, elements: dict[str, object], recorded: list[int]
) -> None:
    """Voice and machine, but no busy signal: a file each among the world's files."""
    floor.agents(3)
    campaign = floor.campaign(**elements)
    floor.imported(campaign, magic("00"), magic("01"), magic("03"))
    floor.cisco.advance(MINUTE)
    site = floor.cisco.site
    files = site.control.get(f"worlds/{site.world}/files").json()["files"]
    seconds = {1: "06", 3: "20"}
    names = [f"recordings/{campaign}/{number}_202601051700{seconds[number]}.wav" for number in recorded]
    assert [file["name"] for file in files] == names
    if names:
        content = site.control.get(f"worlds/{site.world}/files/{names[0]}").content
        assert (content[:4], content[8:16]) == (b"RIFF", b"WAVEfmt ")


def numbers(count: int) -> list[str]:
    """Numbers that force nothing."""
    return [f"312{5_000_000 + 7919 * number:07}" for number in range(count)]


@pytest.mark.parametrize(
    ("network", "results"),
    [
        ({"invalid": 1}, {3, 5, 7}),
        ({"no_circuit": 1}, {2, 4, 6}),
        ({"no_answer": 1}, {8, 27}),
        ({"machine": 1}, {10, 12, 14, 22}),
        ({"wrong_person": 1}, {12, 23, 24, 28}),
        ({"answered": 1}, {10, 12, 14, 28}),
    ],
)
def test_numbers_that_force_nothing_vary(floor: Floor, network: dict[str, int], results: set[int]) -> None:
    """Each outcome of the network has the results that belong to it, those of an analysis that errs included."""
    floor.agents(20)
    settings(floor, network=network)
    coarse = {"analysisPeriod": 1000, "maxTimeAnalysis": 1000, "minimumValidSpeech": 500, "minSilencePeriod": 100}
    campaign = floor.campaign(maxAttempts=1, noAnswerRingLimit=10, callProgressAnalysis=coarse)
    floor.imported(campaign, *numbers(300))
    floor.cisco.advance(12 * HOUR)
    rows = [row for row in floor.cisco.rows("contacts") if row["campaignId"] == campaign]
    assert {row["callResultOverall"] for row in rows} == results


def test_the_analysis_errs_less_often_when_it_is_set_well(floor: Floor) -> None:
    """Fewer machines pass for voices with a longer minimum of silence."""
    passed = []
    floor.agents(20)
    settings(floor, network={"machine": 1})
    for place, silence in enumerate((100, 1000)):
        campaign = floor.campaign(
            name=f"silence{silence}", maxAttempts=1, callProgressAnalysis={"minSilencePeriod": silence}
        )
        floor.imported(campaign, *numbers(400))
        floor.cisco.advance((place + 1) * 12 * HOUR)
        passed.append(floor.stats(campaign).get("totalVoiceCount", 0))
        floor.cisco.call("DELETE", f"/campaign/{campaign}")
    assert passed[0] > passed[1]
