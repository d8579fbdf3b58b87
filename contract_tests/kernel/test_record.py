"""`ringback record`: the client is answered by the account, and what is private is not written down."""

import base64
import json
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from contract_tests.conftest import Site
from contract_tests.kernel.recorded import PROXY, recorded, through
from ringback.apps import app
from ringback.cli.commands import commands
from ringback.cli.refusal import Refusal
from ringback.serve.transcripts.sanitise import Raw, transcript_of
from ringback.serve.transcripts.standins import StandIn
from ringback.serve.transcripts.transcript import BASE, Body, Got, Sent, Transcript, TranscriptError, read, write

NOW = datetime(2026, 1, 5, 17, tzinfo=UTC)
FORM = ("content-type", "application/x-www-form-urlencoded")
DOOR = "/adminpanel/api.php"
LOGIN = {"source": "test", "user": "6666", "pass": "1234"}
ACCOUNT = "https://acme-corp.example.net"


def raw(
    target: str,
    *,
    method: str = "GET",
    headers: tuple[tuple[str, str], ...] = (),
    body: str = "",
    said: str = "",
    answered: tuple[tuple[str, str], ...] = (),
    status: int = 200,
) -> Raw:
    """One exchange as the proxy saw it."""
    path, _, query = target.partition("?")
    got = Got(status, [*answered], Body(said))
    return Raw(1, NOW, Sent(method, path, query, [*headers], Body(body)), got)


def sanitised(name: str, *exchanges: Raw, kept: tuple[str, ...] = ()) -> Transcript:
    """The transcript of exchanges with an account."""
    numbered = [one._replace(id=number) for number, one in enumerate(exchanges, 1)]
    return transcript_of(app(name), ACCOUNT, numbered, kept)


def text(transcript: Transcript) -> str:
    """The file as it is written, and what Base64 in it hides."""
    content = write(transcript).decode()
    coded = [value for one in transcript.exchanges for name, value in one.request.headers if name == "authorization"]
    # What is no Base64 is there to be read as it is.
    return content + "".join(base64.b64decode(f"{value.rpartition(' ')[2]}===").decode("latin-1") for value in coded)


def by_kind(transcript: Transcript, kind: str) -> list[StandIn]:
    """The stand-ins of a kind."""
    return [one for one in transcript.stand_ins if one.kind == kind]


def test_a_client_gets_what_the_account_replies(dialer360: Site) -> None:
    """Status, headers and body are those of the account, Ringback's own headers too."""
    answers = []

    async def play(client: httpx.AsyncClient) -> None:
        answers.append(await client.get(DOOR, params={**LOGIN, "function": "version"}))
        answers.append(await client.post(DOOR, data={**LOGIN, "function": "version"}))

    through(dialer360.url, "dialer360", play)
    direct = dialer360.client.get(f"{dialer360.url}{DOOR}", params={**LOGIN, "function": "version"})
    assert [answer.text for answer in answers] == [direct.text] * 2
    assert answers[0].headers["content-type"] == direct.headers["content-type"]
    assert answers[1].headers["ringback-reply"] == "dialer360.version.shown"


def test_links_and_cookies_lead_back_to_the_proxy(handbook_server: Any, maxcontact_agent: Site) -> None:
    """A client that follows a link in a reply, or keeps a cookie, stays where it is recorded."""
    pages: list[str] = []

    async def play(client: httpx.AsyncClient) -> None:
        answer = await client.get("/unifiedconfig/config/timezone", auth=("administrator@demo.local", "demo"))
        pages.append(answer.text)

    transcript = recorded(maxcontact_agent.url, "cisco", play)
    assert f"<nextPage>{PROXY}/unifiedconfig/config/timezone?startIndex=25" in pages[0]
    assert f"<nextPage>{BASE}/unifiedconfig/config/timezone?startIndex=25" in transcript.exchanges[0].reply.body.text
    assert "127.0.0.1" not in text(transcript)


def test_what_is_not_the_apps_is_passed_on_and_not_recorded(dialer360: Site) -> None:
    """Nothing is known of such paths: neither what is secret there nor what the mock would say."""

    async def play(client: httpx.AsyncClient) -> None:
        assert (await client.get("/elsewhere")).status_code == 404
        await client.get(DOOR, params={**LOGIN, "function": "version"})

    recorder = through(dialer360.url, "dialer360", play)
    assert (len(recorder.raw), recorder.others) == (1, 1)


def test_an_account_that_does_not_answer_is_told_to_the_client(unused_tcp_port: int) -> None:
    """502, with a reason; nothing is recorded."""

    async def play(client: httpx.AsyncClient) -> None:
        answer = await client.get(DOOR, params=LOGIN)
        assert answer.status_code == 502
        assert answer.json()["error"]["code"] == "upstream"

    recorder = through(f"http://127.0.0.1:{unused_tcp_port}", "dialer360", play)
    assert (recorder.raw, recorder.failed) == ([], 1)


@pytest.fixture
def unused_tcp_port() -> int:
    """A port at which nobody listens."""
    import socket

    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


SECRET = "hUnter-2two"
SECRETS = {
    "a query": ("dialer360", raw(f"{DOOR}?user=x&pass={SECRET}&function=version")),
    "a form": (
        "tcn",
        raw("/backoffice/RemoteAgentList", method="POST", headers=(FORM,), body=f"username=x&password={SECRET}"),
    ),
    "a multipart body": (
        "tcn",
        raw(
            "/backoffice/RemoteAgentList",
            method="POST",
            headers=(("content-type", "multipart/form-data; boundary=b"),),
            body=f'--b\r\nContent-Disposition: form-data; name="password"\r\n\r\n{SECRET}\r\n--b--\r\n',
        ),
    ),
    "basic credentials": (
        "cisco",
        raw(
            "/unifiedconfig/config/campaign",
            headers=(("authorization", f"Basic {base64.b64encode(f'x:{SECRET}'.encode()).decode()}"),),
        ),
    ),
    "coded credentials": (
        "maxcontact-agent",
        raw(
            "/webservices/services/apitoken/login/x",
            headers=(("authorization", base64.b64encode(SECRET.encode()).decode()),),
        ),
    ),
    "credentials in a code of their own": (
        "maxcontact-agent",
        raw("/webservices/services/apitoken/login/x", headers=(("authorization", f"Bearer {SECRET}"),)),
    ),
    "a part of the path": ("maxcontact-agent", raw(f"/webservices/services/apitoken/login/x/{SECRET}")),
    "a cookie": (
        "maxcontact-agent",
        raw("/webservices/services/telephony/getcalls/user/2", headers=(("cookie", f"a=1; TokenKey={SECRET}"),)),
    ),
    "a cookie that is set": (
        "tcn",
        raw("/backoffice/BackofficeLogin", answered=(("set-cookie", f"JSESSIONID={SECRET}; Path=/"),)),
    ),
    "JSON": (
        "maxcontact-agent",
        raw("/webservices/services/apitoken/login/x", said=json.dumps({"TokenKey": SECRET, "Expiry": None})),
    ),
    "XML": (
        "maxcontact-agent",
        raw("/webservices/services/apitoken/login/x", said=f"<ApiToken><TokenKey>{SECRET}</TokenKey></ApiToken>"),
    ),
    "a line of a declared reply": (
        "dialer360",
        raw(f"{DOOR}?function=agent_status", said=f"ERROR: Login incorrect, please try again: |x|{SECRET}|BAD|\n"),
    ),
}


@pytest.mark.parametrize("place", SECRETS)
def test_a_secret_is_nowhere_in_the_transcript(place: str) -> None:
    """In whatever notation the app carries it; a damaged body keeps its damage and not its secret."""
    name, exchange = SECRETS[place]
    transcript = sanitised(name, exchange)
    assert SECRET not in text(transcript)
    assert [one.value for one in by_kind(transcript, "secret")][-1].startswith("secret")
    damaged = exchange._replace(
        reply=Got(200, exchange.reply.headers, Body(exchange.reply.body.text + "<broken {")),
    )
    assert SECRET not in text(sanitised(name, damaged))


def test_a_secret_is_hidden_wherever_it_stands_once_it_is_known() -> None:
    """Also in replies from before it was sent under its name, and in texts."""
    transcript = sanitised(
        "dialer360",
        raw(f"{DOOR}?function=version", said=f"welcome, {SECRET}!\n"),
        raw(f"{DOOR}?user=x&pass={SECRET}&function=version"),
    )
    assert SECRET not in text(transcript)
    assert transcript.exchanges[0].reply.body.text == "welcome, secret1!\n"
    assert "pass=secret1&" in transcript.exchanges[1].request.query


def test_two_secrets_are_two_stand_ins() -> None:
    """So that a wrong password is not the right one."""
    one, other = (raw(f"{DOOR}?user=6666&pass={word}&function=version") for word in ("right-one", "wrong-one"))
    transcript = sanitised("dialer360", one, other, one)
    assert [(stand_in.value, stand_in.sent) for stand_in in by_kind(transcript, "secret")] == [
        ("secret1", 2),
        ("secret2", 1),
    ]


def test_a_person_is_the_same_stand_in_in_requests_and_replies(dialer360: Site) -> None:
    """Number, name, address and e-mail address; the area code stays, the line is fictional and means nothing."""

    async def play(client: httpx.AsyncClient) -> None:
        lead = {"phone_number": "2125554321", "phone_code": "1", "first_name": "Josephine", "last_name": "Quill-Park"}
        more = {"email": "jo@quill.co", "address1": "12 Elm Row", "vendor_lead_code": "CX-9", "list_id": "999"}
        await client.get(DOOR, params={**LOGIN, "function": "add_lead", **lead, **more})
        await client.get(
            DOOR, params={**LOGIN, "function": "lead_field_info", "lead_id": "193715", "field_name": "last_name"}
        )

    transcript = recorded(dialer360.url, "dialer360", play)
    content = text(transcript)
    for private in ("2125554321", "Josephine", "Quill", "quill.co", "Elm", "CX-9"):
        assert private not in content
    number, name = by_kind(transcript, "phone")[0].value, by_kind(transcript, "name")[1].value
    assert number == "2125550110"
    assert name.startswith("Name2")
    assert name[5] == "-"
    assert f"phone_number={number}&" in transcript.exchanges[0].request.query
    assert f"LEAD HAS BEEN ADDED - {number}|6666|999|" in transcript.exchanges[0].reply.body.text
    assert transcript.exchanges[1].reply.body.text == name


def test_a_number_is_one_stand_in_however_it_is_grouped() -> None:
    """As it is grouped, so is its stand-in."""
    transcript = sanitised(
        "dialer360",
        raw(f"{DOOR}?phone_number=2125554321", said="call (212) 555-4321, or +1 212-555-4321, or 212.555.4321\n"),
    )
    assert transcript.exchanges[0].reply.body.text == "call (212) 555-0110, or +1 212-555-0110, or 212.555.0110\n"
    assert [one.value for one in by_kind(transcript, "phone")] == ["2125550110"]


def test_an_id_is_one_stand_in_in_bodies_paths_and_links() -> None:
    """A client can be seen to use what it was given."""
    listed = "<results><campaign><refURL>/unifiedconfig/config/campaign/71234</refURL></campaign></results>"
    shown = "<campaign><name>Spring</name><refURL>/unifiedconfig/config/campaign/71234</refURL></campaign>"
    transcript = sanitised(
        "cisco",
        raw("/unifiedconfig/config/campaign", said=listed),
        raw("/unifiedconfig/config/campaign/71234", said=shown),
    )
    stand_in = by_kind(transcript, "id")[0].value
    assert "71234" not in text(transcript)
    assert transcript.exchanges[0].reply.body.text.count(f"campaign/{stand_in}<") == 1
    assert transcript.exchanges[1].request.path.endswith(f"/{stand_in}")
    assert len(stand_in) == 5


def test_the_accounts_host_is_not_told() -> None:
    """It often is its owner's name."""
    said = f"<results><pageInfo><nextPage>{ACCOUNT}/unifiedconfig/config/campaign?q=1</nextPage></pageInfo></results>"
    transcript = sanitised("cisco", raw("/unifiedconfig/config/campaign", said=said))
    assert "acme" not in text(transcript)


def test_examples_of_the_documents_and_fictional_numbers_are_kept() -> None:
    """They are nobody's, and the mock knows them."""
    query = "user=6666&phone_number=7275550101&lead_id=193715&campaign_id=TESTCAMP"
    assert sanitised("dialer360", raw(f"{DOOR}?{query}")).exchanges[0].request.query == query


def test_kinds_can_be_kept_as_they_are() -> None:
    """But for secrets, whose kind is not asked for."""
    query = "campaign_id=SALES2&first_name=Josephine"
    transcript = sanitised("dialer360", raw(f"{DOOR}?{query}"), kept=("id",))
    assert transcript.exchanges[0].request.query == "campaign_id=SALES2&first_name=Name1xxxx"
    assert transcript.kept == ["id"]


def test_what_is_not_sanitised_is_said() -> None:
    """Names of values that were left, bodies that are no text, and what holds in general."""
    transcript = sanitised(
        "tcn",
        raw("/backoffice/RemoteAgentList?city=Springfield")._replace(reply=Got(200, [], Body(omitted=44))),
    )
    assert transcript.left_as_is == ["city"]
    assert "The body of reply 1 is no text: its 44 bytes are left out." in transcript.warnings
    assert any("Area codes are kept" in warning for warning in transcript.warnings)


def test_the_shape_of_a_name_stays() -> None:
    """Blanks, signs and length decide on whether a vendor takes it."""
    long = "A" * 40
    transcript = sanitised("dialer360", raw(f"{DOOR}?first_name=Ann-Mary%20O%27Neill&last_name={long}"))
    query = httpx.QueryParams(transcript.exchanges[0].request.query)
    assert query["first_name"] == "Name1-xxxx x'xxxxx"
    assert len(query["last_name"]) == 40


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"{", "damaged, or no transcript"),
        (b"{}", "no transcript"),
        (b'{"transcript": 99}', "a newer one is needed"),
        (b'{"transcript": 1, "app": 5}', "damaged"),
    ],
)
def test_what_is_no_transcript_is_refused(content: bytes, problem: str) -> None:
    """With what is wrong with it."""
    with pytest.raises(TranscriptError, match=problem):
        read(content)


def test_a_transcript_is_read_as_it_was_written() -> None:
    """The file is JSON with a format's number, for people to review."""
    transcript = sanitised("dialer360", raw(f"{DOOR}?pass={SECRET}", said="line\n"))
    assert read(write(transcript)) == transcript
    assert json.loads(write(transcript))["transcript"] == 1


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["nobody", "--upstream", "http://a"], "no app 'nobody'"),
        (["tcn", "--upstream", "ftp://a"], "no base URL"),
        (["tcn", "--upstream", "http://me:secret@a"], "do not belong in the URL"),
        (["tcn", "--upstream", "http://a", "--listen", "here"], "no place"),
        (["tcn", "--upstream", "http://a", "--out", __file__], "is there already"),
    ],
)
def test_what_cannot_be_recorded_is_refused(
    words: list[str], problem: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Before anything is listened to."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    refused = CliRunner().invoke(commands, ["record", *words]).exception
    assert isinstance(refused, Refusal)
    assert problem in str(refused)


def test_without_httpx_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is needed for nothing else."""
    monkeypatch.setitem(sys.modules, "httpx", None)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    refused = CliRunner().invoke(commands, ["record", "tcn", "--upstream", "http://a"]).exception
    assert "pip install 'ringback[record]'" in str(refused)


def test_the_command_records_until_a_signal(dialer360: Site, tmp_path: Path) -> None:
    """It writes the file for its owner alone, says what is in it, and ends with 0."""
    out, ready = tmp_path / "out.json", tmp_path / "ready"
    words = ["record", "dialer360", "--upstream", dialer360.url, "--listen", "127.0.0.1:0", "--out", str(out)]
    command = [sys.executable, "-m", "ringback", *words, "--ready-file", str(ready)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(3)]
    httpx.get(f"{ready.read_text()}{DOOR}", params={**LOGIN, "function": "version"})
    process.send_signal(signal.SIGTERM)
    rest, problems = process.communicate(timeout=20)
    assert (process.returncode, problems) == (0, "")
    assert "It is a real account" in "".join(said)
    assert rest.startswith(f"1 request and 1 stand-in are in {out}.")
    assert out.stat().st_mode & 0o777 == 0o600
    assert [one.reply.status for one in read(out.read_bytes()).exchanges] == [200]
