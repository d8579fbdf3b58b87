"""What any account of a vendor answers alike; in a fresh world or, with `--upstream=APP=URL`, a real account.

Of a real account the credentials come from the environment, as RINGBACK_TCN_USERNAME: the app's name, and that of the
value in its demo credentials. Nobody is signed in wrongly who exists, since vendors lock them out.
"""

import os
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

import httpx
import pytest

from contract_tests.conftest import Running, _fresh, read_only, upstreams
from ringback.apps import app

NOBODY = "nobody-at-all"
SERVICES = "/webservices/services"
CAMPAIGNS = "/unifiedconfig/config/campaign"
DOOR = "/adminpanel/api.php"


@dataclass(frozen=True)
class Account:
    """An account of one app, real or not, and who may sign in."""

    name: str
    client: httpx.Client
    real: bool

    def credential(self, name: str) -> str:
        """One of the app's credentials; the test is skipped when that of a real account is not told."""
        if not self.real:
            return app(self.name).demo[name]
        variable = f"RINGBACK_{self.name}_{name}".replace("-", "_").upper()
        if variable not in os.environ:
            pytest.skip(f"{variable} is not set")
        return os.environ[variable]


@pytest.fixture
def account(request: pytest.FixtureRequest) -> Iterator[Account]:
    """The real account, or a fresh world."""
    name = read_only(request.node)
    url = upstreams(request.config).get(name)
    if url is not None:
        with httpx.Client(base_url=url, timeout=60) as client:
            yield Account(name, client, real=True)
        return
    server: Running = request.getfixturevalue("handbook_server")
    for site in _fresh(server):
        with httpx.Client(base_url=site.url) as client:
            yield Account(name, client, real=False)


def signed_in(account: Account) -> httpx.Response:
    """Ask for a token, which the client then carries as a cookie."""
    coded = b64encode(account.credential("password").encode("ascii")).decode()
    headers = {"authorization": coded, "content-type": "application/json"}
    return account.client.get(f"{SERVICES}/apitoken/login/{account.credential('login')}", headers=headers)


@pytest.mark.read_only("tcn")
def test_tcn_refuses_a_login_that_nobody_has(account: Account) -> None:
    """44.1: 400, in the guide's words."""
    form = {"username": NOBODY, "password": NOBODY}
    answer = account.client.post("/backoffice/RemoteAgentSkillsList", data=form)
    assert (answer.status_code, answer.text.strip()) == (400, "Invalid Login Information!")


@pytest.mark.read_only("tcn")
def test_tcn_lists_the_skills_in_one_line(account: Account) -> None:
    """44.1: the names, or that there are none."""
    form = {"username": account.credential("username"), "password": account.credential("password")}
    answer = account.client.post("/backoffice/RemoteAgentSkillsList", data=form)
    assert answer.status_code == 200
    assert answer.text.startswith("Agent Skills: ") or answer.text.strip() == "There are no agent skills."


@pytest.mark.read_only("maxcontact-agent")
def test_maxcontact_gives_nobody_a_token(account: Account) -> None:
    """Clients look at the key, which is null then."""
    headers = {"authorization": b64encode(NOBODY.encode()).decode(), "content-type": "application/json"}
    answer = account.client.get(f"{SERVICES}/apitoken/login/{NOBODY}", headers=headers)
    assert answer.json()["TokenKey"] is None


@pytest.mark.read_only("maxcontact-agent")
def test_maxcontact_gives_a_token_and_says_until_when(account: Account) -> None:
    """The key, and a moment."""
    answer = signed_in(account)
    assert answer.status_code == 200
    assert answer.json()["TokenKey"]
    assert answer.cookies


@pytest.mark.read_only("maxcontact-management")
def test_maxcontact_lists_users_in_its_envelope(account: Account) -> None:
    """A success, with an id and a login for each user."""
    signed_in(account)
    envelope = account.client.get(f"{SERVICES}/management/users", headers={"content-type": "application/json"}).json()
    assert envelope["Success"] is True
    assert all({"Id", "Login"} <= set(user) for user in envelope["Data"])


@pytest.mark.read_only("cisco")
def test_cisco_refuses_a_login_that_nobody_has(account: Account) -> None:
    """401, by HTTP's basic scheme."""
    answer = account.client.get(CAMPAIGNS, auth=(f"{NOBODY}@example.com", NOBODY))
    assert answer.status_code == 401


@pytest.mark.read_only("cisco")
def test_cisco_lists_campaigns_page_by_page(account: Account) -> None:
    """`results`, with what page it is and the campaigns in it, each with a reference."""
    auth = (account.credential("username"), account.credential("password"))
    answer = account.client.get(CAMPAIGNS, auth=auth, headers={"accept": "application/xml"})
    assert answer.status_code == 200
    results = ElementTree.fromstring(answer.content)
    assert results.tag == "results"
    assert int(results.findtext("pageInfo/totalResults") or "") >= len(results.findall("campaigns/campaign"))
    assert all(one.findtext("refURL") for one in results.iterfind("campaigns/campaign"))


@pytest.mark.read_only("dialer360")
def test_dialer360_refuses_a_login_that_nobody_has(account: Account) -> None:
    """200, and a line that begins with ERROR."""
    query = {"source": "test", "user": NOBODY, "pass": NOBODY, "function": "agent_status", "agent_user": "1"}
    answer = account.client.get(DOOR, params=query)
    assert answer.status_code == 200
    assert answer.text.startswith("ERROR: Login incorrect, please try again")


@pytest.mark.read_only("dialer360")
def test_dialer360_tells_its_version(account: Account) -> None:
    """Pairs of names and values between bars."""
    query = {"source": "test", "function": "version"}
    query |= {"user": account.credential("user"), "pass": account.credential("password")}
    names = [pair.partition(":")[0] for pair in account.client.get(DOOR, params=query).text.strip().split("|")]
    assert {"VERSION", "BUILD", "DATE", "EPOCH"} <= set(names)
