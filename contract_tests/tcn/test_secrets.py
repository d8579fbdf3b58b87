"""Passwords, API keys and partner keys can nowhere be read in the journal, however they are sent."""

import json

import httpx
import pytest

from contract_tests.conftest import Site

SECRET = "hunter22"
SKILLS = "RemoteAgentSkillsList"
ACCOUNTS = "AgentAcctMgmt"
KEY = "11111111-2222-3333-4444-555555555555"
BOUNDARY = "b0undary"
KIND = f"multipart/form-data; boundary={BOUNDARY}"
PART = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="password"\r\n\r\n{SECRET}\r\n'
END = f"--{BOUNDARY}--\r\n"
HEADER = f"login.username=demo\nlogin.password={SECRET}\n____DATA-START____\na,b,8015550100\n"
UPLOADS = ("FtpReceptionServlet", "NewLeadDripCampaign", "LeadDripDrop", "SmsScheduleWithFile", "EmailScheduleWithFile")


def journal(site: Site) -> str:
    """All that the journal shows of the requests so far, in short and in full."""
    short = site.control.get(f"worlds/{site.world}/requests").json()["requests"]
    full = [site.control.get(f"worlds/{site.world}/requests/{entry['id']}").json() for entry in short]
    assert full
    return json.dumps([short, full])


def hidden(site: Site, reply: httpx.Response, shown: str = "") -> None:
    """The secret is in no entry and found by no search; what is no secret is shown."""
    text = journal(site)
    assert SECRET not in text, (reply.status_code, reply.text[:100])
    assert shown in text
    found = site.control.get(f"worlds/{site.world}/requests", params={"contains": SECRET}).json()
    assert found["requests"] == []


@pytest.mark.parametrize(
    "query",
    [
        f"username=demo&password={SECRET}",
        f"password={SECRET}&username=demo",
        f"username=demo&password=x&password={SECRET}",
        f"username=demo&pass%77ord={SECRET}",
        f"username=demo&%70%61%73%73%77%6f%72%64={SECRET}",
        "username=demo&password=hunter%32%32",
        f"apiKey={SECRET}&clientSid=1001",
        f"api%4Bey={SECRET}",
        f"client_id=1001&key={SECRET}&message=m",
        f"agentAccts=Gil,Grey,gil,{SECRET}",
    ],
)
@pytest.mark.parametrize("path", [SKILLS, ACCOUNTS, "PostIntegrationMessage", "Nowhere"])
def test_a_secret_in_a_query_or_a_form_is_hidden(tcn: Site, path: str, query: str) -> None:
    """Of any endpoint and of none, by any method, under a name that is escaped too; the right one as well."""
    tcn.patch("logins", "demo", app="tcn", password=SECRET)
    url = f"{tcn.url}/backoffice/{path}"
    tcn.client.get(f"{url}?{query}")
    tcn.client.put(f"{url}?{query}", content=query)
    form = {"content-type": "application/x-www-form-urlencoded"}
    hidden(tcn, tcn.client.post(url, content=query, headers=form), path)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (PART + END, KIND),
        (PART, KIND),
        (PART[:-2], KIND),
        ((PART + END).replace('"password"', "password"), KIND),
        ((PART + END).replace('"password"', "password; x=y"), KIND),
        ((PART + END).replace('"password"', '"password"; filename="p.txt"'), KIND),
        ((PART + END).replace("\r\n", "\n"), KIND),
        (PART + END, "multipart/form-data"),
        (PART + END, "multipart/form-data; boundary=other"),
        (PART + END, "text/plain"),
        (json.dumps({"username": "demo", "password": SECRET}), "application/json"),
    ],
)
def test_a_secret_in_a_part_of_a_body_is_hidden(tcn: Site, body: str, kind: str) -> None:
    """Though the body be damaged, or of another type than is said."""
    url = f"{tcn.url}/backoffice/{SKILLS}"
    hidden(tcn, tcn.client.post(url, content=body, headers={"content-type": kind}))


@pytest.mark.parametrize("path", UPLOADS)
def test_the_password_in_the_header_of_a_file_is_hidden_and_the_rest_is_shown(tcn: Site, path: str) -> None:
    """Of every upload."""
    reply = tcn.client.post(f"{tcn.url}/backoffice/{path}", files={"file": ("x", HEADER)})
    assert reply.text == "Invalid Login Information!"
    hidden(tcn, reply, "login.username=demo")
    assert "a,b,8015550100" in journal(tcn)


@pytest.mark.parametrize(
    "line",
    [
        f"login. password={SECRET}",
        f"login.pass word={SECRET}",
        f"  login.password = {SECRET}",
        f"login.\tpassword\t=\t{SECRET}",
        f"login.\u00a0password={SECRET}",
        f"login.password=a {SECRET}",
        f"login.password=a&{SECRET}",
        f"login.password=={SECRET}",
        f"login.password=x\nlogin.password={SECRET}",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_password_of_a_header_is_hidden_in_every_form_that_is_read(tcn: Site, line: str, end: str) -> None:
    """Blanks anywhere in its key, blanks and signs in itself; also where a byte order mark comes first."""
    text = HEADER.replace(f"login.password={SECRET}", line).replace("\n", end)
    url = f"{tcn.url}/backoffice/FtpReceptionServlet"
    first = "\ufeff" + f"{line}{end}login.username=demo{end}"
    for content in (text, first, first + "____DATA-START____"):
        hidden(tcn, tcn.client.post(url, files={"file": ("x", content)}), "login.username=demo")


def test_the_header_of_a_file_that_is_damaged_or_misplaced_is_hidden_too(tcn: Site) -> None:
    """In another part, cut short, as a parameter, without any form, and at a path that takes none."""
    url = f"{tcn.url}/backoffice/FtpReceptionServlet"
    cut = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n{HEADER}'
    tcn.client.post(url, files={"other": ("x", HEADER)})
    tcn.client.post(url, files={"file": (None, HEADER)})
    tcn.client.post(url, content=cut, headers={"content-type": KIND})
    tcn.client.post(url, content=cut[: cut.index(SECRET) + len(SECRET)], headers={"content-type": KIND})
    tcn.client.post(url, data={"file": HEADER})
    tcn.client.post(url, params={"file": HEADER})
    tcn.client.post(url, content=HEADER)
    tcn.client.put(url, files={"file": ("x", HEADER)})
    tcn.client.post(f"{tcn.url}/backoffice/RemoteDNCLAdd", files={"file": ("x", HEADER)})
    hidden(tcn, tcn.client.post(f"{tcn.url}/backoffice/Nowhere", files={"file": ("x", HEADER)}))


@pytest.mark.parametrize("function", ["addOrUpdate", "delete", "list", ""])
@pytest.mark.parametrize("part", ["agentAccts", "file"])
def test_the_passwords_of_agents_are_hidden_in_a_file_of_either_name(tcn: Site, function: str, part: str) -> None:
    """Whatever is to be done with them; and in the rows that come of them."""
    lines = f"Gil,Grey,gil,{SECRET},,,11,\nHal,Hale,hal,{SECRET},,,11,\n"
    sent = {"apiKey": KEY, "clientSid": "1001", "function": function}
    url = f"{tcn.url}/backoffice/{ACCOUNTS}"
    tcn.client.post(url, params=sent, files={part: ("users.csv", lines)})
    tcn.client.post(url, params=sent, files={part: (None, lines)})
    hidden(tcn, tcn.client.post(url, data={**sent, part: lines}), ACCOUNTS)
    assert KEY not in journal(tcn)
