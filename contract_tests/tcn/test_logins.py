"""Management Remote Login (3) and Agent Gateway Remote Login (4)."""

import re

import httpx
import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ACME

MANAGEMENT = "/backoffice/BackofficeLogin"
AGENTS = "/agentlogin/RemoteAgentLogin"
PATHS = (MANAGEMENT, AGENTS)
USER = {"userName": "demo", "password": "demo"}
AGENT = {"userName": "dora", "password": "demo"}


def send(site: Site, path: str, sent: dict[str, str], cookie: str = "") -> httpx.Response:
    """POST a form as a browser that has just been opened does, or one that has a cookie."""
    headers = {"cookie": cookie} if cookie else {}
    with httpx.Client() as browser:
        return browser.post(site.url + path, data=sent, headers=headers)


def is_start_page(reply: httpx.Response) -> bool:
    """Whether it is the start page, rather than the login page."""
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "text/html;charset=UTF-8"
    assert reply.text.startswith("<!doctype html>")
    assert ("Signed in as" in reply.text) != ("<form" in reply.text)
    return "Signed in as" in reply.text


def session_of(reply: httpx.Response) -> str:
    """The id of the session that a reply opens."""
    found = re.fullmatch(r"JSESSIONID=([0-9A-F]{32}); Path=/; HttpOnly", reply.headers["set-cookie"])
    assert found is not None
    return found[1]


@pytest.mark.parametrize("path", PATHS)
def test_the_right_name_and_password_lead_to_the_start_page(tcn: Site, path: str) -> None:
    """With the name of the user and the account."""
    reply = send(tcn, path, USER)
    assert is_start_page(reply)
    assert "Signed in as <b>demo</b>, Demo." in reply.text


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("sent", [{"username": "demo", "password": "demo"}, {"userName": "demo", "Password": "demo"}])
def test_both_spellings_of_the_summary_and_the_sections_are_taken(tcn: Site, path: str, sent: dict[str, str]) -> None:
    """On these two paths only."""
    assert is_start_page(send(tcn, path, sent))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "sent", [{**USER, "password": "wrong"}, {"userName": "demo"}, {"password": "demo"}, {**USER, "userName": "nobody"}]
)
def test_a_wrong_login_leads_to_the_login_page(tcn: Site, path: str, sent: dict[str, str]) -> None:
    """Which says so, and opens no session."""
    reply = send(tcn, path, sent)
    assert not is_start_page(reply)
    assert "The user name or the password is not right." in reply.text
    assert "set-cookie" not in reply.headers
    assert tcn.rows("sessions", app="tcn") == []


@pytest.mark.parametrize("path", PATHS)
def test_without_a_login_the_login_page_asks_for_one(tcn: Site, path: str) -> None:
    """And complains of nothing."""
    reply = httpx.get(tcn.url + path)
    assert not is_start_page(reply)
    assert "not right" not in reply.text


@pytest.mark.parametrize("path", PATHS)
def test_the_form_of_the_login_page_leads_to_the_start_page(tcn: Site, path: str) -> None:
    """Its action is relative to the page, so that it stays in the same world."""
    reply = httpx.get(tcn.url + path)
    form = re.search(r'<form action="(\w+)" method="post">', reply.text)
    assert form is not None
    inputs = re.findall(r'<input type="(?:text|password)" name="(\w+)"', reply.text)
    assert inputs == ["userName", "password"]
    assert is_start_page(httpx.post(reply.url.join(form[1]), data=dict.fromkeys(inputs, "demo")))


@pytest.mark.parametrize("path", PATHS)
def test_a_login_opens_a_session(tcn: Site, path: str) -> None:
    """With a cookie; it is a row of the world."""
    session = session_of(send(tcn, path, USER))
    assert tcn.rows("sessions", app="tcn") == [
        {
            "session_id": session,
            "area": path.split("/")[1],
            "username": "demo",
            "created": "2026-01-05T17:00:00Z",
            "last_used": "2026-01-05T17:00:00Z",
        }
    ]


@pytest.mark.parametrize("path", PATHS)
def test_an_open_session_leads_to_the_start_page_without_a_login(tcn: Site, path: str) -> None:
    """It is the same session then."""
    session = session_of(send(tcn, path, USER))
    reply = send(tcn, path, {}, f"other=1; JSESSIONID={session}")
    assert is_start_page(reply)
    assert session_of(reply) == session
    assert len(tcn.rows("sessions", app="tcn")) == 1


def test_a_session_belongs_to_one_of_the_two_applications(tcn: Site) -> None:
    """And to one world; a wrong login is one, whatever session there is."""
    session = session_of(send(tcn, MANAGEMENT, USER))
    assert not is_start_page(send(tcn, AGENTS, {}, f"JSESSIONID={session}"))
    assert not is_start_page(send(tcn, MANAGEMENT, {}, "JSESSIONID=0"))
    assert not is_start_page(send(tcn, MANAGEMENT, {**USER, "password": "x"}, f"JSESSIONID={session}"))


def test_a_session_is_over_when_it_has_not_been_used_for_half_an_hour(tcn: Site) -> None:
    """Every use prolongs it; a later login removes what is over."""
    cookie = f"JSESSIONID={session_of(send(tcn, MANAGEMENT, USER))}"
    for seconds in (1799, 1799):
        tcn.advance(seconds)
        assert is_start_page(send(tcn, MANAGEMENT, {}, cookie))
    tcn.advance(1800)
    assert not is_start_page(send(tcn, MANAGEMENT, {}, cookie))
    tcn.advance(1)
    send(tcn, MANAGEMENT, {"userName": "acme", "password": "acme"})
    assert [row["username"] for row in tcn.rows("sessions", app="tcn")] == ["acme"]


def test_the_session_of_a_user_who_has_been_removed_is_over(tcn: Site) -> None:
    """At once."""
    cookie = f"JSESSIONID={session_of(send(tcn, MANAGEMENT, USER))}"
    tcn.control.delete(f"worlds/{tcn.world}/state/tcn/logins/demo").raise_for_status()
    assert not is_start_page(send(tcn, MANAGEMENT, {}, cookie))


def test_every_login_opens_a_session_of_its_own(tcn: Site) -> None:
    """At the same moment too."""
    assert len({session_of(send(tcn, MANAGEMENT, USER)) for _ in range(5)}) == 5


def test_the_start_page_of_the_management_shows_the_account_s_broadcasts(tcn: Site) -> None:
    """The latest first; what they are called is escaped."""
    tcn.patch("task_groups", 0, app="tcn", description="<script>")
    text = send(tcn, MANAGEMENT, USER).text
    assert "<td>998545</td><td>December</td><td>1500</td><td>4</td><td>0</td>" in text
    assert "<td>0</td><td>&lt;script&gt;</td><td>1200</td>" in text
    assert text.index("&lt;script&gt;") < text.index("December")
    assert "998546" not in text
    assert "998546" in send(tcn, MANAGEMENT, {"userName": "acme", "password": "acme"}).text


def test_an_agent_signs_in_to_the_agent_gateway_by_web_login(tcn: Site) -> None:
    """And is logged in from then on, without being ready."""
    reply = send(tcn, AGENTS, {"userName": "eli", "password": "demo"})
    assert is_start_page(reply)
    assert "<h2>Eli East</h2>" in reply.text
    assert "State: other" in reply.text
    assert "Skills: Collections" in reply.text
    agent = tcn.row("agents", 3005, app="tcn")
    assert (agent["state"], agent["since"]) == ("other", "2026-01-05T17:00:00Z")


def test_an_agent_who_is_at_work_stays_so(tcn: Site) -> None:
    """Ready since half past."""
    assert "State: ready" in send(tcn, AGENTS, {"userName": "ann", "password": "demo"}).text
    agent = tcn.row("agents", 3001, app="tcn")
    assert (agent["state"], agent["since"]) == ("ready", "2026-01-05T16:30:00Z")


def test_an_agent_is_no_user_of_the_management(tcn: Site) -> None:
    """A user of the account may see the agents' application, though."""
    assert not is_start_page(send(tcn, MANAGEMENT, AGENT))
    assert "This user is no agent." in send(tcn, AGENTS, USER).text


@pytest.mark.parametrize("password", ["wrong", "", "acme"])
def test_an_agent_with_a_wrong_password_is_not_logged_in(tcn: Site, password: str) -> None:
    """Nor is one without any password of his own, by a blank one."""
    tcn.patch("agents", 3005, app="tcn", web_password="")
    for name, sid in (("dora", 3004), ("eli", 3005)):
        assert not is_start_page(send(tcn, AGENTS, {"userName": name, "password": password}))
        assert tcn.row("agents", sid, app="tcn")["state"] == "logged out"


@pytest.mark.parametrize("name", ["password", "Password"])
def test_passwords_are_masked_in_the_journal(tcn: Site, name: str) -> None:
    """In both spellings."""
    send(tcn, MANAGEMENT, {"userName": "demo", name: "hunter22"})
    entries = tcn.control.get(f"worlds/{tcn.world}/requests").json()["requests"]
    entry = tcn.control.get(f"worlds/{tcn.world}/requests/{entries[-1]['id']}").json()
    assert "hunter22" not in str(entry)
    assert entry["reply"] == "tcn.BackofficeLogin.login"


@pytest.mark.parametrize("path", PATHS)
def test_the_catalogue_tells_of_a_page_in_the_guides_words(tcn: Site, path: str) -> None:
    """The guide prints what each of the two replies is, and no page."""
    assert tcn.meaning(send(tcn, path, USER)) == "the start page of the TCN application"
    assert tcn.meaning(send(tcn, path, {**USER, "password": "wrong"})) == "the login page of the TCN application"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("reply", ["start", "login"])
def test_both_pages_can_be_forced(tcn: Site, path: str, reply: str) -> None:
    """Whatever is sent."""
    name = {MANAGEMENT: "BackofficeLogin", AGENTS: "AgentLoginPage"}[path]
    fault = {"app": "tcn", "reply": f"tcn.{name}.{reply}"}
    tcn.control.post(f"worlds/{tcn.world}/faults", json=fault).raise_for_status()
    assert is_start_page(send(tcn, path, ACME if reply == "start" else USER)) == (reply == "start")


@pytest.mark.parametrize(
    ("path", "title", "start"),
    [
        (
            MANAGEMENT,
            "Management Login",
            "TCN Platform 3.0 - Start TCN Platform 3.0 Signed in as demo, Demo. "
            "Broadcasts Broadcast ID Description Status Code Records Remaining ",
        ),
        (AGENTS, "Agent Gateway Login", "TCN Platform 3.0 - Agent Gateway TCN Platform 3.0 Signed in as demo, Demo. "),
    ],
)
def test_the_pages_say_where_one_is(tcn: Site, path: str, title: str, start: str) -> None:
    """In title and headings; and what the login page asks for."""
    asks = f"TCN Platform 3.0 - {title} TCN Platform 3.0 {title} Username: Password: "
    assert seen(httpx.get(tcn.url + path)) == asks
    assert seen(send(tcn, path, USER)).startswith(start)


def seen(page: httpx.Response) -> str:
    """What a page shows, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^<>]*>", " ", page.text)).replace(" ,", ",").lstrip()
