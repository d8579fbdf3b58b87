"""Stories: what happens in a world, step by step, drawn from all that can be asked of all vendors."""

import json
from collections.abc import Callable
from functools import partial

from hypothesis import strategies as st

from contract_tests.cisco.conftest import AGENT, campaign
from contract_tests.kernel.asked import (
    ACCOUNTS,
    CISCO,
    CISCO_READS,
    CONTACTS,
    DIALER360_READS,
    FUNCTIONS,
    KEY,
    LEADS,
    MANAGED,
    MAXCONTACT_READS,
    PERSON,
    RUNS,
    SEATED,
    TCN,
    TCN_READS,
    TELEPHONE,
    UPLOADS,
    Ask,
    Choices,
    Edit,
    Step,
    Wait,
    cisco,
    dialer360,
    managed,
    maxcontact,
    tcn,
    uploaded,
)
from contract_tests.maxcontact_agent.centre import TELEPHONY
from ringback.state.chance import Draw, draw


def some(chance: Draw, must: Choices, may: Choices) -> dict[str, str]:
    """Parameters with one of their values each; some are always there, of the others every third."""
    names = [*must, *(name for name in may if not chance.between(0, 2))]
    return {name: chance.one_of([*must.get(name, ()), *may.get(name, ())]) for name in names}


STRANGERS = [cisco("GET", "/campaign", user=AGENT), Ask("GET", "/adminpanel/api.php"), tcn("RemoteDNCLPurge", {}, {})]


def _dialer360(one: tuple[str, Choices, Choices], chance: Draw) -> Ask:
    return dialer360(one[0], some(chance, one[1], one[2]))


def _tcn(one: tuple[str, Choices, Choices], chance: Draw) -> Ask:
    return tcn(one[0], some(chance, one[1], one[2]))


def _accounts(chance: Draw) -> Ask:
    return tcn("AgentAcctMgmt", some(chance, ACCOUNTS, {}), KEY)


def _upload(chance: Draw) -> Ask:
    return uploaded(*chance.one_of(UPLOADS))


def _telephone(chance: Draw) -> Ask:
    return maxcontact("GET", f"{TELEPHONY}/{chance.one_of(TELEPHONE)}")


def _managed(chance: Draw) -> Ask:
    return managed(*chance.one_of(MANAGED))


def _cisco(chance: Draw) -> Ask:
    return cisco(*chance.one_of(CISCO))


def _stranger(chance: Draw) -> Ask:
    return chance.one_of(STRANGERS)


# Each vendor's writes, and what strangers ask.
WRITES: list[list[Callable[[Draw], Ask]]] = [
    [partial(_dialer360, one) for one in FUNCTIONS],
    [*(partial(_tcn, one) for one in TCN), _accounts, _accounts, *[_upload] * 4],
    [_telephone, _managed],
    [_cisco],
    [_stranger],
]


def first(choices: Choices) -> dict[str, str]:
    """Each parameter with the first of its values."""
    return {name: values[0] for name, values in choices.items()}


READS: list[Ask] = [
    *[dialer360(name, first(must)) for name, must in DIALER360_READS],
    *[dialer360("lead_field_info", {"lead_id": lead, "field_name": "status"}) for lead in LEADS],
    *[tcn(path, first(must)) for path, must in TCN_READS],
    *[maxcontact("GET", path) for path in MAXCONTACT_READS],
    *[cisco("GET", path) for path in CISCO_READS],
]


def edit(method: str, path: str, body: object = None) -> Edit:
    """Something done by hand."""
    return Edit(method, path, b"" if body is None else json.dumps(body).encode())


# What people do beside: agents sit down, rows change, files come.
EDITS = [
    edit("PUT", "state/dialer360/live_agents/2424", {"campaign_id": "TESTCAMP"}),
    edit("DELETE", "state/dialer360/live_agents/2424"),
    edit("PATCH", "state/dialer360/leads/27", {"phone_number": "7275550100", "list_id": 101}),
    edit("PATCH", "state/maxcontact-agent/agents/2", {"state": "Ready", "campaign_id": 1}),
    edit("PUT", "state/maxcontact-agent/lead_phones/0", {"lead_id": 1, "phone_number": "2025550109"}),
    edit("PATCH", "state/tcn/inbound_groups/4401", {"calls_per_hour": 40}),
    edit("PATCH", "state/tcn/agents/3001", {"state": "ready"}),
    edit("PATCH", "state/cisco/settings/deployment", {"callbackShare": 0.5}),
    edit("PUT", "state/cisco/contacts/5000,9", {}),
    Edit("PUT", "files/dnc.txt", b"7275550100\n"),
    Edit("DELETE", "files/dnc.txt", b""),
    edit(
        "POST",
        "faults",
        {
            "app": "cisco",
            "endpoint": "cisco.ListCampaigns",
            "reply": "cisco.ListCampaigns.failed",
            "probability": 0.5,
        },
    ),
    edit("POST", "faults", {"app": "tcn", "reply": "tcn.DNCLAdd.not_purged", "times": 1}),
    edit("DELETE", "faults"),
]
WAITS = [Wait(seconds) for seconds in (0, 0.5, 1, 2, 7, 60, 61.25, 600, 3600, 20_000, None, None)]
VENDORS = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4]


def step(chance: Draw) -> Step:
    """Mostly a request, and mostly one that changes something, if it is taken; now and then something else."""
    kind = chance.between(0, 19)
    if kind < 4:
        return chance.one_of(READS)
    if kind < 14:
        return chance.one_of(WRITES[chance.one_of(VENDORS)])(chance)
    return chance.one_of(EDITS) if kind < 16 else chance.one_of(WAITS)


# How a centre comes to life in all vendors at once: somebody waits for calls, and there is somebody to call.
OPENING: list[Step] = [
    edit("PATCH", "state/dialer360/campaigns/TESTCAMP", {"dial_method": "RATIO", "auto_dial_level": 2}),
    edit("PUT", "state/dialer360/live_agents/2424", {"campaign_id": "TESTCAMP", "status": "READY"}),
    *[
        dialer360("add_lead", {"phone_number": number, "list_id": "101", "first_name": "Ann"})
        for number in ("7275550100", "7275550101", "7275550109", "3125550155")
    ],
    *[uploaded(*UPLOADS[place]) for place in (0, 4)],
    managed("PATCH", "campaigns/1/status", {"CampaignStatus": "Running"}),
    maxcontact("GET", f"{TELEPHONY}/goready/user/2"),
    maxcontact("GET", f"{TELEPHONY}/dial/user/3/phone/2025550100"),
    *[cisco("POST", "/agent", f"<agent>{PERSON.format(number)}{SEATED}</agent>") for number in (7, 8)],
    cisco("POST", "/campaign", campaign("opened", more=RUNS)),
    cisco("POST", "/campaign/5169/import", CONTACTS),
    cisco("DELETE", "/dnc/5001?async=true"),
]


def story(seed: int, length: int, opened: bool) -> list[Step]:
    """So many steps, after those by which the centre opens perhaps."""
    chance = draw(seed, "story")
    opening = OPENING if opened and chance.between(0, 3) else []
    return [*opening, *(step(chance) for _ in range(length))]


def steps(least: int = 10, most: int = 30, *, opened: bool = False) -> st.SearchStrategy[list[Step]]:
    """A story of some steps. Few stories are told, so they are drawn evenly, and not as hypothesis likes best."""
    return st.builds(story, st.integers(0, 2**48), st.integers(least, most), st.just(opened))
