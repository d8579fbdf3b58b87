"""How requests reach the API (facts 1): GET and POST, every kind of parameter, sign-in, unknown paths."""

import re

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ask, post

LIST = "RemoteBroadcastTemplateList"


def test_parameters_come_by_query_form_and_multipart_alike(tcn: Site) -> None:
    """A servlet merges them all."""
    url = f"{tcn.url}/backoffice/{LIST}"
    sent = [
        tcn.client.get(url, params={"username": "demo", "password": "demo"}),
        tcn.client.post(url, params={"username": "demo", "password": "demo"}),
        tcn.client.post(url, data={"username": "demo", "password": "demo"}),
        tcn.client.post(url, params={"username": "demo"}, data={"password": "demo"}),
        tcn.client.post(url, files={"username": (None, b"demo"), "password": (None, b"demo")}),
    ]
    assert {(reply.status_code, reply.text) for reply in sent} == {(200, sent[0].text)}


def test_of_a_repeated_parameter_the_first_counts(tcn: Site) -> None:
    """The query comes before the body."""
    url = f"{tcn.url}/backoffice/{LIST}"
    assert tcn.client.get(f"{url}?username=demo&password=demo&password=x").status_code == 200
    assert tcn.client.get(f"{url}?username=demo&password=x&password=demo").status_code == 400
    assert tcn.client.post(f"{url}?password=x", data={"username": "demo", "password": "demo"}).status_code == 400


def test_parameter_names_are_case_sensitive(tcn: Site) -> None:
    """As in a servlet."""
    reply = post(tcn, LIST, Username="demo", password="demo")
    assert (reply.status_code, reply.text) == (400, "Invalid Login information!")


@pytest.mark.parametrize("login", [{"username": "demo", "password": "wrong"}, {"username": "x"}, {"password": "demo"}])
def test_a_wrong_login_is_refused_in_plain_text(tcn: Site, login: dict[str, str]) -> None:
    """Only the printed text, not the container's error page."""
    reply = post(tcn, LIST, **login)
    assert (reply.status_code, reply.text) == (400, "Invalid Login information!")
    assert reply.headers["content-type"] == "text/plain;charset=UTF-8"


def test_an_access_token_signs_in_where_a_user_has_one(tcn: Site) -> None:
    """Later editions know it; unless it is switched on by giving a user a token, no header signs in."""
    url = f"{tcn.url}/backoffice/{LIST}"
    assert tcn.client.get(url, headers={"authorization": "token-1"}).status_code == 400
    tcn.patch("logins", "demo", app="tcn", access_token="token-1")
    assert tcn.client.get(url, headers={"authorization": "token-1"}).status_code == 200


@pytest.mark.parametrize("path", ["/backoffice/Nowhere", "/backoffice/remotebroadcasttemplatelist", "/agentlogin/X"])
def test_an_unknown_path_is_the_containers_404_page(tcn: Site, path: str) -> None:
    """Paths are case sensitive; what the page repeats is escaped."""
    reply = tcn.client.get(tcn.url + path)
    assert reply.status_code == 404
    assert reply.headers["content-type"] == "text/html;charset=UTF-8"
    assert "HTTP Status 404" in reply.text
    assert path in reply.text
    assert "<script>" not in tcn.client.get(f"{tcn.url}/backoffice/<script>").text


def test_another_method_is_the_containers_405_page(tcn: Site) -> None:
    """GET and POST are taken."""
    reply = tcn.client.put(f"{tcn.url}/backoffice/{LIST}")
    assert reply.status_code == 405
    assert "HTTP Status 405" in reply.text


NOT_FOUND = (
    "HTTP Status 404 – Not FoundHTTP Status 404 – Not FoundType Status ReportMessage {path}Description "
    "The origin server did not find a current representation for the target resource or is not willing to disclose "
    "that one exists.Apache Tomcat"
)
NOT_ALLOWED = (
    "HTTP Status 405 – Method Not AllowedHTTP Status 405 – Method Not AllowedType Status ReportMessage {path}"
    "Description The method received in the request-line is known by the origin server but not supported by the "
    "target resource.Apache Tomcat"
)


@pytest.mark.parametrize(
    ("method", "path", "page"),
    [("GET", "/backoffice/Nowhere", NOT_FOUND), ("PUT", f"/backoffice/{LIST}", NOT_ALLOWED)],
)
def test_the_containers_page_says_what_tomcats_says(tcn: Site, method: str, path: str, page: str) -> None:
    """Title, heading, type, message and description, here without their tags."""
    reply = tcn.client.request(method, tcn.url + path)
    text = re.sub(r"<[^<>]*>", "", reply.text)
    assert text == page.format(path=path)


@pytest.mark.parametrize(
    ("method", "path", "heading"),
    [
        ("GET", "Nowhere", "HTTP Status 404 – Not Found: {path}"),
        ("PUT", LIST, "HTTP Status 405 – Method Not Allowed: {path}"),
    ],
)
def test_the_catalogue_tells_of_a_container_page_by_its_heading(
    tcn: Site, method: str, path: str, heading: str
) -> None:
    """And the path that it repeats."""
    assert tcn.meaning(tcn.client.request(method, f"{tcn.url}/backoffice/{path}")) == heading


@pytest.mark.parametrize("key", ["login.password", "login. password"])
def test_the_password_in_an_uploaded_header_is_masked_in_the_journal(tcn: Site, key: str) -> None:
    """The rest of the file is shown; the guide's table of section 5 prints the key with a blank."""
    content = f"login.username=demo\n{key}=hunter22\n____DATA-START____\n"
    tcn.client.post(f"{tcn.url}/backoffice/FtpReceptionServlet", files={"file": ("x", content)})
    entries = tcn.control.get(f"worlds/{tcn.world}/requests").json()["requests"]
    entry = tcn.control.get(f"worlds/{tcn.world}/requests/{entries[-1]['id']}").json()
    assert "hunter22" not in str(entry)
    assert "____DATA-START____" in entry["request"]["body"]
    assert entry["reply"] == "tcn.FtpReceptionServlet.bad_login"


def test_replies_name_their_section(tcn: Site) -> None:
    """The id and the source of every reply are in its headers."""
    reply = post(tcn, LIST, username="demo", password="demo")
    assert reply.headers["ringback-reply"] == "tcn.BroadcastTemplateList.listed"
    assert reply.headers["ringback-source"].startswith("TCN P3 API 5.4 §15")


def test_the_header_rows_of_lists_can_be_switched_off(tcn: Site) -> None:
    """The guide names the columns, but prints no example."""
    assert ask(tcn, LIST)[1].startswith("Number,Name,Type,Last Modify Date\n")
    tcn.patch("settings", "system", app="tcn", csv_header=False)
    assert ask(tcn, LIST)[1].startswith("1,Payment reminder,STANDARD,")
