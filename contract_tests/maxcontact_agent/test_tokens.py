"""The token service: who gets a token, what it looks like, and how long it lasts."""

from base64 import b64encode

import httpx
import pytest

from contract_tests.conftest import Site
from contract_tests.maxcontact_agent.centre import MANAGEMENT, SERVICES, TELEPHONY, Centre, plain


def ask(site: Site, login: str, authorization: str | None, **headers: str) -> httpx.Response:
    """Ask for a token with that header, in XML unless told otherwise."""
    sent = headers if authorization is None else {"authorization": authorization, **headers}
    answer = site.client.get(f"{site.url}{SERVICES}/apitoken/login/{login}", headers=sent)
    site.client.cookies.clear()
    return answer


def encoded(text: str) -> str:
    """Base64 of a text's ASCII bytes."""
    return b64encode(text.encode("ascii")).decode()


def test_a_password_in_base64_gives_a_token(maxcontact_agent: Site) -> None:
    """XML by default: the token object, without an envelope."""
    answer = ask(maxcontact_agent, "demo", encoded("demo"))
    assert answer.status_code == 200
    assert answer.text.startswith("<ApiToken ")
    token = plain(answer)
    assert list(token) == ["Expiry", "TokenKey"]
    assert len(token["TokenKey"]) == 36
    assert token["Expiry"] == "2026-01-06T17:00:00Z"


def test_in_json_the_members_are_at_the_top(maxcontact_agent: Site) -> None:
    """Clients read TokenKey directly."""
    answer = ask(maxcontact_agent, "demo", encoded("demo"), accept="application/json")
    assert list(answer.json()) == ["TokenKey", "Expiry"]


def test_the_token_comes_as_a_cookie_too(centre: Centre) -> None:
    """A client that keeps cookies need do nothing else."""
    with httpx.Client(headers={"content-type": "application/json"}) as client:
        client.get(f"{centre.site.url}{SERVICES}/apitoken/login/demo", headers={"authorization": "ZGVtbw=="})
        assert client.get(f"{centre.site.url}{TELEPHONY}/getcalls/user/2").json()["Success"] is True


@pytest.mark.parametrize("authorization", ["ZGVtbw==", "Basic ZGVtbw==", encoded("demo:demo"), "basic ZGVtbzpkZW1v"])
def test_usual_forms_of_the_header_are_taken(maxcontact_agent: Site, authorization: str) -> None:
    """The password alone, as documented; or as HTTP's basic scheme writes it."""
    assert ask(maxcontact_agent, "DEMO", authorization).status_code == 200


@pytest.mark.parametrize(
    ("login", "authorization"),
    [
        ("demo", encoded("wrong")),
        ("demo", encoded("demo2:demo")),
        ("demo", "not base64"),
        ("demo", "demo"),
        ("demo", ""),
        ("demo", None),
        ("nobody", encoded("demo")),
        ("agent9", encoded("demo")),
        ("agent8", encoded("")),
    ],
    ids=[
        "wrong password",
        "another login",
        "no base64",
        "plain password",
        "empty",
        "no header",
        "no such user",
        "inactive user",
        "user without a password",
    ],
)
def test_a_bad_login_gives_401_and_nulls(maxcontact_agent: Site, login: str, authorization: str | None) -> None:
    """A client that looks at the key sees that there is none."""
    answer = ask(maxcontact_agent, login, authorization, accept="application/json")
    assert (answer.status_code, answer.json()) == (401, {"TokenKey": None, "Expiry": None})
    assert "set-cookie" not in answer.headers
    assert plain(ask(maxcontact_agent, login, authorization)) == {"Expiry": None, "TokenKey": None}


def test_each_login_gives_a_new_token_and_the_old_ones_stay(centre: Centre) -> None:
    """Both are good until they expire."""
    first, second = centre.key, Centre(centre.site).key
    assert first != second
    assert centre.calls(2) == []


def test_one_token_is_good_for_both_apis(centre: Centre) -> None:
    """They share the service and the world."""
    assert centre.managed("GET", "users/2")["Login"] == "agent2"
    assert centre.calls(2) == []


@pytest.mark.parametrize("cookie", ["", "TokenKey=", "TokenKey=unknown", "tokenkey={key}", "Token={key}", "{key}"])
@pytest.mark.parametrize("path", [f"{TELEPHONY}/getcalls/user/2", f"{MANAGEMENT}/users"])
def test_without_a_good_token_a_call_is_refused(centre: Centre, path: str, cookie: str) -> None:
    """401 with the API's own envelope."""
    answer = centre.send("GET", path, cookie=cookie.format(key=centre.key))
    assert answer.status_code == 401
    said = answer.json()
    assert (said["Success"], said["Data"], said["ResponseDetail"]) == (False, None, "Invalid or expired token")
    assert said["ResponseCode"] == (1 if "telephony" in path else "Error")


def test_the_token_is_found_among_other_cookies(centre: Centre) -> None:
    """As browsers send them."""
    answer = centre.send("GET", f"{TELEPHONY}/getcalls/user/2", cookie=f'a=b; TokenKey="{centre.key}"; c=d')
    assert answer.status_code == 200


def test_a_token_expires_on_the_clock_of_the_world(centre: Centre) -> None:
    """After 24 hours, to the second."""
    centre.site.advance(86_399)
    assert centre.calls(2) == []
    centre.site.advance(1)
    answer = centre.send("GET", f"{TELEPHONY}/getcalls/user/2")
    assert (answer.status_code, answer.json()["ResponseDetail"]) == (401, "Invalid or expired token")
    assert Centre(centre.site).calls(2) == []


def test_the_life_of_a_token_and_the_name_of_its_expiry_can_be_set(centre: Centre) -> None:
    """No document tells either."""
    centre.patch("settings", "system", token_seconds=60, expiry_member="ExpiryDate")
    answer = ask(centre.site, "demo", encoded("demo"), accept="application/json").json()
    assert answer["ExpiryDate"] == "2026-01-05T17:01:00Z"


def test_expired_tokens_do_not_pile_up(centre: Centre) -> None:
    """They are forgotten when the next one is given out."""
    centre.site.advance(86_400)
    Centre(centre.site)
    assert len(centre.rows("tokens")) == 1


def test_the_token_service_takes_get_alone(maxcontact_agent: Site) -> None:
    """Another verb is not allowed, and the answer says which one is."""
    url = f"{maxcontact_agent.url}{SERVICES}/apitoken/login/demo"
    answer = httpx.post(url, headers={"authorization": "ZGVtbw=="})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")


def test_the_old_path_with_a_password_is_closed_by_default(centre: Centre) -> None:
    """It is of no document; a setting opens it."""
    url = f"{centre.site.url}{SERVICES}/apitoken/login/demo"
    closed = httpx.get(f"{url}/demo", headers={"accept": "application/json"})
    assert (closed.status_code, closed.json()["ResponseDetail"]) == (404, "Nothing is found at this path")
    centre.patch("settings", "system", password_in_path=True)
    opened = httpx.get(f"{url}/demo", headers={"accept": "application/json"})
    assert (opened.status_code, len(opened.json()["TokenKey"])) == (200, 36)
    assert httpx.get(f"{url}/wrong").status_code == 401


def test_a_granted_token_is_told_in_the_catalogue(centre: Centre) -> None:
    """Under the id in the reply's header, whichever path gave it: the reply itself has no text."""
    centre.patch("settings", "system", password_in_path=True)
    login = f"{centre.site.url}{SERVICES}/apitoken/login/demo"
    answers = [ask(centre.site, "demo", encoded("demo")), httpx.get(f"{login}/demo")]
    assert [answer.headers["ringback-reply"].split(".")[1] for answer in answers] == ["Login", "LoginByPath"]
    assert {centre.site.meaning(answer) for answer in answers} == {"TokenKey {token_key}, valid until {expires}"}


def test_why_no_token_was_granted_is_told_in_the_catalogue(centre: Centre) -> None:
    """The nulls of the reply do not say it."""
    centre.patch("settings", "system", password_in_path=True)
    login = f"{centre.site.url}{SERVICES}/apitoken/login/demo"
    answers = [ask(centre.site, "demo", encoded("wrong")), httpx.get(f"{login}/wrong")]
    assert [answer.headers["ringback-reply"].split(".")[1] for answer in answers] == ["Login", "LoginByPath"]
    told = {centre.site.meaning(answer) for answer in answers}
    assert told == {"No token: wrong login or password, or the user is not active"}


def test_keys_are_not_shown_in_the_journal(centre: Centre) -> None:
    """Neither in the reply that gives one out nor in the headers that carry it."""
    entries = centre.site.control.get(f"worlds/{centre.site.world}/requests").json()["requests"]
    centre.calls(2)
    for entry in (entries[0], {"id": int(entries[0]["id"]) + 1}):
        shown = centre.site.control.get(f"worlds/{centre.site.world}/requests/{entry['id']}").text
        assert centre.key not in shown
        assert "ZGVtbw==" not in shown
