"""Account Management: list (45), and add, update and delete agents (46)."""

from typing import Any

import httpx
import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import post

PATH = "AgentAcctMgmt"
KEY = {"apiKey": "11111111-2222-3333-4444-555555555555", "clientSid": "1001"}
BAD_REQUEST = (400, "HTTPS Status 400: Bad Request!")
REFUSED = (400, "Invalid Login Information!")
NEW = "Gus,Grant,gus,secret,4355550112,112,11,A-7"


def manage(site: Site, function: str, accounts: str) -> Any:
    """What is told of these agents."""
    reply = post(site, PATH, **KEY, function=function, agentAccts=accounts)
    assert reply.status_code == 200, reply.text
    return reply.json()["resultDetail"]


def said(reply: httpx.Response) -> tuple[int, str]:
    """Status and body."""
    return reply.status_code, reply.text


def agents(site: Site) -> list[int]:
    """The sids of all agents."""
    return [row["agent_sid"] for row in site.rows("agents", app="tcn")]


def test_agents_are_listed_as_json(tcn: Site) -> None:
    """By the names of section 46, without passwords; only the account's own."""
    reply = post(tcn, PATH, **KEY, function="list")
    assert reply.headers["content-type"] == "application/json"
    listed = reply.json()["resultDetail"]
    assert [agent["agentSid"] for agent in listed] == [3001, 3002, 3003, 3004, 3005]
    assert listed[0] == {
        "agentSid": 3001,
        "firstName": "Ann",
        "lastName": "Archer",
        "webLogin": "ann",
        "callbackNumber": "4355550110",
        "callbackExtension": "110",
        "huntGroupSid": 11,
        "partnerAgentId": "A-1",
    }
    assert listed[3]["huntGroupSid"] is None


@pytest.mark.parametrize("function", [None, "", "List", "remove", "addorupdate"])
def test_an_unknown_function_is_a_bad_request(tcn: Site, function: str | None) -> None:
    """The three are exactly as printed."""
    data = KEY if function is None else {**KEY, "function": function}
    assert said(post(tcn, PATH, **data, agentAccts=NEW)) == BAD_REQUEST
    assert len(agents(tcn)) == 6


@pytest.mark.parametrize("function", ["list", "addOrUpdate", "delete"])
@pytest.mark.parametrize("name", ["apiKey", "clientSid"])
def test_absent_credentials_are_a_bad_request(tcn: Site, function: str, name: str) -> None:
    """Either of them, left out or empty."""
    rest = {key: value for key, value in KEY.items() if key != name}
    for data in (rest, {**rest, name: ""}):
        assert said(post(tcn, PATH, **data, function=function, agentAccts=NEW)) == BAD_REQUEST


@pytest.mark.parametrize("function", ["list", "addOrUpdate", "delete"])
@pytest.mark.parametrize("wrong", [{"apiKey": "x"}, {"clientSid": "1002"}, {"clientSid": "x"}])
def test_wrong_credentials_are_a_refused_login(tcn: Site, function: str, wrong: dict[str, str]) -> None:
    """The key must be that account's own."""
    data = {**KEY, **wrong, "function": function, "agentAccts": NEW}
    assert said(post(tcn, PATH, **data)) == REFUSED


@pytest.mark.parametrize("accounts", [None, "", " ", "|", ",,,,,,,"])
@pytest.mark.parametrize("function", ["addOrUpdate", "delete"])
def test_agents_must_be_given(tcn: Site, function: str, accounts: str | None) -> None:
    """One at least."""
    data = {**KEY, "function": function} if accounts is None else {**KEY, "function": function, "agentAccts": accounts}
    assert said(post(tcn, PATH, **data)) == BAD_REQUEST


def test_an_added_agent_is_logged_out_and_has_what_was_sent(tcn: Site) -> None:
    """Its sid is in the answer."""
    assert manage(tcn, "addOrUpdate", NEW) == ["ADDED Agent: 3007"]
    row = tcn.row("agents", 3007, app="tcn")
    assert (row["client_sid"], row["first_name"], row["last_name"]) == (1001, "Gus", "Grant")
    assert (row["web_login"], row["web_password"]) == ("gus", "secret")
    assert (row["callback_number"], row["callback_extension"]) == ("4355550112", "112")
    assert (row["hunt_group_sid"], row["partner_agent_id"], row["state"]) == (11, "A-7", "logged out")


def test_an_added_agent_is_in_the_lists_and_may_sign_in(tcn: Site) -> None:
    """Sections 43, 45 and 4."""
    manage(tcn, "addOrUpdate", "Gus,Grant,gus,secret")
    assert "3007,Gus,Grant,gus,,,," in post(tcn, "RemoteAgentList", username="demo", password="demo").text
    url = f"{tcn.url}/agentlogin/RemoteAgentLogin"
    tcn.client.post(url, data={"username": "gus", "password": "secret"})
    assert tcn.row("agents", 3007, app="tcn")["state"] == "other"


def test_several_agents_are_separated_by_bars(tcn: Site) -> None:
    """Each has its own text; what can be done is done."""
    accounts = f"{NEW}|Hal,,hal,secret|Ida,Irwin,ann,secret|,,,|Jo,Jones,jo,secret"
    assert manage(tcn, "addOrUpdate", accounts) == [
        "ADDED Agent: 3007",
        "Unable to add agent: Hal",
        "Unable to add agent: Ida Irwin",
        "ADDED Agent: 3008",
    ]
    assert agents(tcn) == [3001, 3002, 3003, 3004, 3005, 3006, 3007, 3008]


@pytest.mark.parametrize(
    ("account", "name"),
    [
        (",Grant,gus,secret", "Grant"),
        ("Gus,,gus,secret", "Gus"),
        (",,gus,secret", "gus"),
        ("Gus,Grant,,secret", "Gus Grant"),
        ("Gus,Grant,ann,secret", "Gus Grant"),
        ("Gus,Grant,fay,secret", "Gus Grant"),
        ("Gus,Grant,gus,secret,,,13", "Gus Grant"),
        ("Gus,Grant,gus,secret,,,99", "Gus Grant"),
        ("Gus,Grant,gus,secret,,,x", "Gus Grant"),
        ("Gus,Grant,gus,secret,,,,,3006", "Gus Grant"),
        ("Gus,Grant,gus,secret,,,,,99", "Gus Grant"),
        ("Gus,Grant,gus,secret,,,,,x", "Gus Grant"),
        ("Gus,Grant,gus,secret,,,,,,more", "Gus Grant"),
    ],
)
def test_an_agent_who_cannot_be_stored_is_told_by_name(tcn: Site, account: str, name: str) -> None:
    """Names and login missing, a login that is taken, hunt groups and sids that are not the account's, and a tenth."""
    before = tcn.rows("agents", app="tcn")
    assert manage(tcn, "addOrUpdate", account) == [f"Unable to add agent: {name}"]
    assert tcn.rows("agents", app="tcn") == before


def test_an_agent_with_a_sid_is_updated(tcn: Site) -> None:
    """State and skills stay; blank names, login and password do too, the other columns do not."""
    assert manage(tcn, "addOrUpdate", "Anna,,,,4355550119,,12,,3001") == ["UPDATED Agent: 3001"]
    row = tcn.row("agents", 3001, app="tcn")
    assert (row["first_name"], row["last_name"], row["web_login"], row["web_password"]) == (
        "Anna",
        "Archer",
        "ann",
        "demo",
    )
    assert (row["callback_number"], row["callback_extension"]) == ("4355550119", "")
    assert (row["hunt_group_sid"], row["partner_agent_id"]) == (12, "")
    assert (row["state"], row["skills"]) == ("ready", ["Collections", "Spanish"])


def test_an_update_may_not_take_another_s_login(tcn: Site) -> None:
    """Its own it may keep."""
    assert manage(tcn, "addOrUpdate", "Ann,Archer,ben,demo,,,,,3001") == ["Unable to add agent: Ann Archer"]
    assert manage(tcn, "addOrUpdate", "Ann,Archer,ann,demo,,,,,3001") == ["UPDATED Agent: 3001"]


@pytest.mark.parametrize("account", ["3005", "eli", ",,eli", "Eli,East,eli,demo,,,,,3005", ",,,,,,,,3005"])
def test_an_agent_is_deleted_by_sid_or_login(tcn: Site, account: str) -> None:
    """One column will do."""
    assert manage(tcn, "delete", account) == ["DELETED Agent: 3005"]
    assert 3005 not in agents(tcn)


@pytest.mark.parametrize("account", ["3006", "99", "fay", "nobody", ",,,,,,,,99", ",,eli,,,,,,99"])
def test_an_agent_who_is_not_there_is_not_deleted(tcn: Site, account: str) -> None:
    """Nor another account's; a sid takes precedence over a login."""
    told = manage(tcn, "delete", account)
    assert len(told) == 1
    assert told[0].startswith("Unable to delete agent: ")
    assert len(agents(tcn)) == 6


def test_deletions_are_told_one_by_one(tcn: Site) -> None:
    """The same agent twice is gone the second time."""
    assert manage(tcn, "delete", "3004|3005|3005") == [
        "DELETED Agent: 3004",
        "DELETED Agent: 3005",
        "Unable to delete agent: 3005",
    ]


@pytest.mark.parametrize("part", ["agentAccts", "file"])
def test_a_file_has_an_agent_a_line(tcn: Site, part: str) -> None:
    """As multipart; the other parameters may stand in the query."""
    content = f"\ufeff{NEW}\r\n\r\nHal,Hill,hal,a|b\nIda,,ida,secret\n".encode()
    reply = tcn.client.post(
        f"{tcn.url}/backoffice/{PATH}",
        params={**KEY, "function": "addOrUpdate"},
        files={part: ("users.csv", content, "text/csv")},
    )
    assert (reply.status_code, reply.json()) == (
        200,
        {"resultDetail": ["ADDED Agent: 3007", "ADDED Agent: 3008", "Unable to add agent: Ida"]},
    )
    assert tcn.row("agents", 3008, app="tcn")["web_password"] == "a|b"


def test_a_thousand_agents_are_told_of_in_one_body(tcn: Site) -> None:
    """The headers name each kind of text once."""
    lines = [f"First{n},Last{n},login{n},secret" for n in range(1000)] + ["nobody"]
    reply = tcn.client.post(
        f"{tcn.url}/backoffice/{PATH}",
        data={**KEY, "function": "addOrUpdate"},
        files={"agentAccts": ("users.csv", "\n".join(lines).encode())},
    )
    told = reply.json()["resultDetail"]
    assert told[0] == "ADDED Agent: 3007"
    assert told[-2:] == ["ADDED Agent: 4006", "Unable to add agent: nobody"]
    assert reply.headers["ringback-reply"] == "tcn.AgentAcctMgmtChange.added"
    assert reply.headers["ringback-also"] == "tcn.AgentAcctMgmtChange.unable"


@pytest.mark.parametrize("attached", [False, True])
def test_passwords_are_not_shown_in_the_journal(tcn: Site, attached: bool) -> None:
    """Neither what was sent, as a parameter or as a file, nor the row."""
    accounts = "Hal,Hill,hal,hush-a\r\nGus,Grant,gus,hush-b\r\n"
    data = {**KEY, "function": "addOrUpdate"}
    if attached:
        files = {"agentAccts": ("users.csv", accounts.encode(), "text/csv")}
        reply = tcn.client.post(f"{tcn.url}/backoffice/{PATH}", data=data, files=files)
    else:
        reply = post(tcn, PATH, **data, agentAccts=accounts)
    assert reply.json()["resultDetail"] == ["ADDED Agent: 3007", "ADDED Agent: 3008"]
    entries = tcn.control.get(f"worlds/{tcn.world}/requests").json()["requests"]
    entry = tcn.control.get(f"worlds/{tcn.world}/requests/{entries[-1]['id']}").text
    assert "Grant" in entry
    assert "hush" not in entry


def test_a_forced_text_is_json_too(tcn: Site) -> None:
    """A fault says it with its example."""
    fault = {"app": "tcn", "reply": "tcn.AgentAcctMgmtChange.unable"}
    tcn.control.post(f"worlds/{tcn.world}/faults", json=fault).raise_for_status()
    assert manage(tcn, "addOrUpdate", NEW) == ["Unable to add agent: Ann Archer"]
