"""`ringback compare`: a second Ringback stands for the account, and what differs is told, neither more nor less."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from contract_tests.conftest import Running, Site
from contract_tests.kernel.recorded import Play, compare, found, recorded
from ringback.cli.refusal import Refusal
from ringback.serve.transcripts.bindings import Bindings
from ringback.serve.transcripts.bodies import differences
from ringback.serve.transcripts.leaves import Leaves
from ringback.serve.transcripts.moments import Span
from ringback.serve.transcripts.transcript import Transcript, read, write

DOOR = "/adminpanel/api.php"
LOGIN = {"source": "test", "user": "6666", "pass": "1234"}
BACKOFFICE = {"username": "demo", "password": "demo"}
SERVICES = "/webservices/services"
CONFIG = "/unifiedconfig/config"
JSON = {"content-type": "application/json"}
LEAD = {"phone_number": "2125554321", "phone_code": "1", "list_id": "999"}


async def dialer360(client: httpx.AsyncClient) -> None:
    """Sign in rightly and wrongly; look at an agent; add a lead, and look at it by the id that was given."""
    await client.get(DOOR, params={**LOGIN, "function": "version"})
    await client.get(DOOR, params={**LOGIN, "pass": "no-such", "function": "agent_status", "agent_user": "1234"})
    await client.get(DOOR, params={**LOGIN, "function": "agent_status", "agent_user": "1234", "header": "YES"})
    added = await client.get(DOOR, params={**LOGIN, "function": "add_lead", **LEAD, "first_name": "Josephine"})
    lead_id = added.text.split("|")[3]
    await client.get(
        DOOR, params={**LOGIN, "function": "lead_field_info", "lead_id": lead_id, "field_name": "first_name"}
    )


async def tcn(client: httpx.AsyncClient) -> None:
    """CSV, texts, a page with a session, and a login that is refused."""
    await client.post("/backoffice/RemoteBroadcastTemplateList", data=BACKOFFICE)
    await client.post("/backoffice/RemoteAgentList", data=BACKOFFICE)
    await client.post("/backoffice/RemoteAgentSkillsList", data={**BACKOFFICE, "password": "no-such"})
    await client.post("/backoffice/BackofficeLogin", data={"userName": "demo", "password": "demo"})
    await client.post("/backoffice/BackofficeLogin")


async def token(client: httpx.AsyncClient, password: str = "demo") -> None:
    """Ask for a token, in JSON; it comes as a cookie too."""
    coded = base64.b64encode(password.encode()).decode()
    await client.get(f"{SERVICES}/apitoken/login/demo", headers={"authorization": coded, **JSON})


async def maxcontact_agent(client: httpx.AsyncClient) -> None:
    """A token refused, a token given, and what it opens, in XML."""
    await token(client, "no-such")
    await client.get(f"{SERVICES}/telephony/getcalls/user/2")
    await token(client)
    await client.get(f"{SERVICES}/telephony/getcalls/user/2")
    await client.get(f"{SERVICES}/telephony/getcalls/user/5050")


async def maxcontact_management(client: httpx.AsyncClient) -> None:
    """Lists with names, numbers and ids, in XML and JSON."""
    await token(client)
    for path in ("users", "campaigns", "teams"):
        await client.get(f"{SERVICES}/management/{path}")
        await client.get(f"{SERVICES}/management/{path}", headers=JSON)


async def cisco(client: httpx.AsyncClient) -> None:
    """A list, one of it, one that is made and then looked at where the reply says, and one that is gone."""
    auth = ("administrator@demo.local", "demo")
    await client.get(f"{CONFIG}/campaign", auth=auth)
    await client.get(f"{CONFIG}/skillgroup", auth=auth)
    await client.get(f"{CONFIG}/campaign", auth=("administrator@demo.local", "no-such"))
    body = (
        f"<campaign><name>Acme_Renewals</name><skillGroupInfos><skillGroupInfo><skillGroup><refURL>{CONFIG}/skillgroup/"
        f"5003</refURL></skillGroup></skillGroupInfo></skillGroupInfos><timeZone><refURL>{CONFIG}/timezone/UTC</refURL>"
        "</timeZone></campaign>"
    )
    made = await client.post(f"{CONFIG}/campaign", auth=auth, content=body, headers={"content-type": "application/xml"})
    assert made.status_code == 201
    for method in ("GET", "DELETE", "GET"):
        await client.request(method, made.headers["location"], auth=auth)


PLAYS: dict[str, Play] = {
    "dialer360": dialer360,
    "tcn": tcn,
    "maxcontact-agent": maxcontact_agent,
    "maxcontact-management": maxcontact_management,
    "cisco": cisco,
}


@pytest.fixture
def account(dialer360: Site) -> Site:
    """A handbook world that stands for a real account."""
    return dialer360


@pytest.fixture
def later(handbook_server: Running, account: Site) -> Iterator[Site]:
    """Such a world two years on."""
    site = handbook_server.site(f"{account.world}-later")
    site.control.put(f"worlds/{site.world}", json={"start": "2028-02-29T12:34:56Z"}).raise_for_status()
    yield site
    site.control.delete(f"worlds/{site.world}")


@pytest.mark.parametrize("name", PLAYS)
def test_a_second_ringback_answers_as_the_first(name: str, account: Site, tmp_path: Path) -> None:
    """What is recorded of one has no difference to the other, though nothing private is in it."""
    transcript = recorded(account.url, name, PLAYS[name])
    assert found(transcript, tmp_path) == {}
    assert transcript.stand_ins


@pytest.mark.parametrize("name", PLAYS)
def test_what_happened_later_is_asked_of_a_later_world(name: str, later: Site, tmp_path: Path) -> None:
    """The world's clock follows the account's: moments in replies come out the same."""
    assert found(recorded(later.url, name, PLAYS[name]), tmp_path) == {}


@pytest.mark.parametrize("name", PLAYS)
def test_moments_are_compared_by_their_distance_to_the_beginning(name: str, later: Site, tmp_path: Path) -> None:
    """A world may begin at any time."""
    transcript = recorded(later.url, name, PLAYS[name])
    assert found(transcript, tmp_path, "--start", "2027-03-01T12:34:56Z") == {}


def test_only_the_reply_that_a_fault_forces_differs(account: Site, tmp_path: Path) -> None:
    """The account says once what the mock does not: that, and nothing after it, is told."""
    fault = {"app": "tcn", "endpoint": "tcn.AgentList", "reply": "tcn.AgentList.bad_request", "times": 1}
    account.control.post(f"worlds/{account.world}/faults", json=fault).raise_for_status()
    transcript = recorded(account.url, "tcn", tcn)
    unlike = found(transcript, tmp_path)
    assert [*unlike] == [2]
    assert unlike[2][:1] == ["status"]


def test_a_row_that_is_other_is_told_by_its_cell(account: Site, tmp_path: Path) -> None:
    """Of a table, row and column."""
    transcript = recorded(account.url, "tcn", tcn)
    edited = _edited(transcript, "STANDARD", "LAYERED")
    assert found(edited, tmp_path) == {1: ["body row 2, Type", "body row 4, Type", "body row 5, Type"]}


def test_another_scenario_differs_where_it_is_another(account: Site, tmp_path: Path) -> None:
    """In an empty installation the logins are the same, and the lists are not."""
    unlike = found(recorded(account.url, "cisco", cisco), tmp_path, "--scenario", "empty")
    assert 3 not in unlike
    assert 1 in unlike


def test_ids_are_those_that_the_mock_gives(account: Site, tmp_path: Path) -> None:
    """An account has given out more ids; the lead is looked at by the id that the mock gave."""

    async def before(client: httpx.AsyncClient) -> None:
        for line in range(3):
            params = {**LOGIN, "function": "add_lead", **LEAD, "phone_number": f"21255565{line:02}"}
            await client.get(DOOR, params=params)

    recorded(account.url, "dialer360", before)
    transcript = recorded(account.url, "dialer360", dialer360)
    assert transcript.exchanges[4].request.query.count("lead_id=193718") == 0
    assert found(transcript, tmp_path) == {}


def test_an_id_that_turns_into_another_is_a_difference(account: Site, tmp_path: Path) -> None:
    """What was once met as one thing cannot later be another."""
    transcript = recorded(account.url, "cisco", cisco)
    listed, shown = transcript.exchanges[0].reply.body.text, transcript.exchanges[4].reply.body.text
    one = _between(listed, f"<campaign><changeStamp>48</changeStamp><refURL>{CONFIG}/campaign/", "<")
    other = _between(shown, f"<refURL>{CONFIG}/campaign/", "<")
    edited = _edited(transcript, shown, shown.replace(other, one), whole=True)
    assert found(edited, tmp_path) == {5: ["body campaign/refURL"]}


def test_a_token_that_lasts_longer_is_a_difference(account: Site, tmp_path: Path) -> None:
    """Moments after the beginning have to be as far away as the account's are."""
    transcript = recorded(account.url, "maxcontact-agent", maxcontact_agent)
    edited = _edited(transcript, "2026-01-06T17:00:00Z", "2026-01-06T17:00:30Z")
    assert found(edited, tmp_path) == {3: ["body Expiry"]}
    assert found(edited, tmp_path, "--tolerance", "31") == {}


def test_headers_that_matter_are_compared(account: Site, tmp_path: Path) -> None:
    """The media type, links, and the names of cookies."""
    content = write(recorded(account.url, "tcn", tcn)).decode()
    edited = read(content.replace("text/csv;charset=UTF-8", "text/plain").replace("JSESSIONID", "SESSION").encode())
    unlike = found(edited, tmp_path)
    assert unlike[1] == ["header content-type"]
    assert {"cookie SESSION", "cookie JSESSIONID"} <= set(unlike[4])


def test_a_stand_in_can_be_told(account: Site, tmp_path: Path) -> None:
    """A user of the account who never was in a reply is one of the mock's."""

    async def play(client: httpx.AsyncClient) -> None:
        await client.get(DOOR, params={**LOGIN, "function": "version"})
        barred = {**LOGIN, "user": "noapi", "function": "agent_status", "agent_user": "1234"}
        await client.get(DOOR, params=barred)

    transcript = _edited(recorded(account.url, "dialer360", play), "user=noapi", "user=user9")
    unlike = compare(transcript, tmp_path)
    assert unlike.exit_code == 1
    assert "#2 GET /adminpanel/api.php?source=test&user=user9" in unlike.output
    again = json.loads(compare(transcript, tmp_path, "--use", "user9=noapi", "--format", "json").output)
    assert next(one["same"] for one in again["replies"])


def test_a_body_that_was_left_out_cannot_be_asked_again(account: Site, tmp_path: Path) -> None:
    """It is told, and is no success."""
    transcript = recorded(account.url, "tcn", tcn)
    content = json.loads(write(transcript))
    content["exchanges"][0]["request"]["body"] = {"omitted": 7}
    result = compare(read(json.dumps(content).encode()), tmp_path)
    assert result.exit_code == 1
    assert "skipped  #1" in result.output
    assert result.output.endswith("4 of 5 replies are the same.\n")


def test_the_text_says_what_each_says_and_on_what_ground(account: Site, tmp_path: Path) -> None:
    """The account's reply and the mock's, and where in the document that stands."""
    transcript = recorded(account.url, "tcn", tcn)
    result = compare(_edited(transcript, "Invalid Login Information!", "Wrong password"), tmp_path)
    assert result.exit_code == 1
    assert "body line 1: upstream 'Wrong password', mock 'Invalid Login Information!'" in result.output
    assert "the mock's ground: TCN P3 API 5.4 §44" in result.output
    assert "4 of 5 replies are the same." in result.output


@pytest.mark.parametrize(
    ("content", "options", "problem"),
    [
        ("{", (), "damaged"),
        ('{"transcript": 2}', (), "format 2"),
        ('{"transcript": 1, "app": "nobody", "ringback": "1"}', (), "the app 'nobody'"),
        ('{"transcript": 1, "app": "tcn", "ringback": "1"}', ("--use", "secret1"), "says nothing"),
        ('{"transcript": 1, "app": "tcn", "ringback": "1"}', ("--scenario", "nowhere"), "nowhere"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    content: str, options: tuple[str, ...], problem: str, tmp_path: Path
) -> None:
    """With exit code 2, which a Refusal has."""
    path = tmp_path / "transcript.json"
    path.write_text(content)
    refused = compare(path, tmp_path, *options).exception
    assert isinstance(refused, Refusal)
    assert problem in str(refused)


def test_a_transcript_of_nothing_has_no_difference(tmp_path: Path) -> None:
    """And that is said."""
    result = compare(Transcript(app="tcn", ringback="1"), tmp_path)
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "There are no requests in it.")


BEGIN = datetime(2026, 1, 5, 17, tzinfo=UTC)
SPAN = Span(BEGIN, timedelta(0), timedelta(seconds=5))


def places(then: str, now: str, kind: str = "") -> list[str]:
    """Where two bodies differ."""
    return [one.at for one in differences(then, now, kind, None, Leaves(Bindings([], {}), SPAN))]


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        ('{"a": 1, "b": [1, 2]}', '{ "b":[1,2], "a":1 }', []),
        ('{"a": 1}', '{"a": "1"}', ["body a"]),
        ('{"a": {"b": null}}', '{"a": {}}', ["body a.b"]),
        ('{"a": [1, 2]}', '{"a": [1]}', ["body a"]),
        ('[{"a": 1}]', '[{"a": 2}]', ["body [0].a"]),
        ('{"a": true}', '{"a": 1}', ["body a"]),
        ('{"leadId": 5, "x": {"leadId": 5}}', '{"leadId": 7, "x": {"leadId": 7}}', []),
        ('{"leadId": 5, "x": {"leadId": 5}}', '{"leadId": 7, "x": {"leadId": 8}}', ["body x.leadId"]),
        ('{"at": "2026-01-05T17:00:01Z"}', '{"at": "2026-01-05T17:00:03Z"}', []),
        ('{"at": "2026-01-05T17:00:01Z"}', '{"at": "2026-01-05T18:00:01Z"}', ["body at"]),
        ('{"at": "2026-01-05T17:00:01Z"}', '{"at": "2026-01-05 17:00:01"}', ["body at"]),
        ('{"at": "2019-01-05T17:00:01Z"}', '{"at": "2020-10-05T18:00:01Z"}', []),
        ('{"a": 1}', "a: 1", ["body"]),
        ("<a><b>1</b><c/></a>", "<a>\n  <b>1</b>\n  <c></c>\n</a>", []),
        ("<a><b>1</b></a>", "<a><b>2</b></a>", ["body a/b"]),
        ("<a><b>1</b><b>2</b></a>", "<a><b>1</b></a>", ["body a"]),
        ("<a><b>1</b><b>2</b></a>", "<a><b>1</b><b>3</b></a>", ["body a/b[2]"]),
        ('<a x="1"/>', '<a x="2"/>', ["body a/@x"]),
        ("<a><b/></a>", "<a><c/></a>", ["body a"]),
        ("<a/>", "<b/>", ["body a"]),
        ("one\ntwo\n", "one\n2\n", ["body line 2"]),
        ("one\n", "one\ntwo\n", ["body line 2"]),
        ("one\n", "one", ["body line ends"]),
        ("done at 01/05/2026 05:00:01 PM, bye", "done at 01/05/2026 05:00:04 PM, bye", []),
        ("Name,Lead ID\nx,5\ny,5\n", "Name,Lead ID\nx,6\ny,6\n", []),
        ('Name,Note\nx,"a, b"\n', "Name,Note\nx,a\n", ["body row 2, Note"]),
        ("Name,Note\nx,1\n", "Name,Note\nx,1\ny,2\n", ["body"]),
        ("name|lead_id\nx|5\n", "name|lead_id\nx|9\n", []),
        ("EPOCH: 1767632401", "EPOCH: 1767632403", []),
        ("EPOCH: 1767632401", "EPOCH: 1767639999", ["body line 1"]),
    ],
)
def test_bodies_are_compared_by_their_notation(then: str, now: str, expected: list[str]) -> None:
    """JSON and XML by structure, tables by cell, texts by line; ids by who is who, moments by distance."""
    assert places(then, now) == expected


def _edited(transcript: Transcript, old: str, new: str, *, whole: bool = False) -> Transcript:
    """A transcript in which an account has said something else."""
    written: Any = json.loads(write(transcript))
    times = 0
    for one in written["exchanges"]:
        for holder, key in ((one["reply"]["body"], "text"), (one["request"], "query")):
            held = holder.get(key, "")
            if held == old if whole else old in held:
                holder[key] = new if whole else held.replace(old, new)
                times += 1
    assert times
    return read(json.dumps(written).encode())


def _between(text: str, begin: str, end: str) -> str:
    assert begin in text
    return text.partition(begin)[2].partition(end)[0]
