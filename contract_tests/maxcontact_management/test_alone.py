"""The management API served without the other: the token service is its own then."""

from base64 import b64encode

import httpx

from contract_tests.conftest import Site
from contract_tests.maxcontact_agent.centre import MANAGER, SERVICES

LOGIN = f"{SERVICES}/apitoken/login"


def test_the_token_service_is_part_of_this_app_too(alone: Site) -> None:
    """A token, a refusal, and the old path with a password."""
    headers = {"authorization": b64encode(b"demo").decode(), "accept": "application/json"}
    answer = alone.client.get(f"{alone.url}{LOGIN}/demo", headers=headers)
    assert answer.headers["ringback-reply"] == "maxcontact-management.Login.granted"
    key = answer.json()["TokenKey"]
    users = httpx.get(f"{alone.url}{SERVICES}/management/users", headers={"cookie": f"TokenKey={key}"})
    assert users.status_code == 200
    refused = httpx.get(f"{alone.url}{LOGIN}/demo", headers={"accept": "application/json"})
    assert (refused.status_code, refused.json()) == (401, {"TokenKey": None, "Expiry": None})
    assert refused.headers["ringback-reply"] == "maxcontact-management.Login.refused"


def test_the_old_path_is_opened_by_a_setting_here_too(alone: Site) -> None:
    """Closed by default."""
    json = {"accept": "application/json"}
    answers = [httpx.get(f"{alone.url}{LOGIN}/demo/demo", headers=json)]
    alone.patch("settings", "system", MANAGER, password_in_path=True)
    answers += [httpx.get(f"{alone.url}{LOGIN}/demo/{word}", headers=json) for word in ("demo", "x")]
    names = ("closed", "granted", "refused")
    said = [answer.headers["ringback-reply"] for answer in answers]
    assert said == [f"maxcontact-management.LoginByPath.{name}" for name in names]
    assert [answer.status_code for answer in answers] == [404, 200, 401]
    assert answers[0].json()["ResponseDetail"] == "Nothing is found at this path"


def test_the_catalogue_tells_what_a_reply_about_a_token_means(alone: Site) -> None:
    """Of both paths; the replies themselves have no text."""
    alone.patch("settings", "system", MANAGER, password_in_path=True)
    right, wrong = ({"authorization": b64encode(word).decode()} for word in (b"demo", b"x"))
    granted = [httpx.get(f"{alone.url}{LOGIN}/demo", headers=right), httpx.get(f"{alone.url}{LOGIN}/demo/demo")]
    refused = [httpx.get(f"{alone.url}{LOGIN}/demo", headers=wrong), httpx.get(f"{alone.url}{LOGIN}/demo/x")]
    assert {alone.meaning(answer) for answer in granted} == {"TokenKey {token_key}, valid until {expires}"}
    assert {alone.meaning(answer) for answer in refused} == {
        "No token: wrong login or password, or the user is not active"
    }


def test_the_other_apis_paths_are_not_there(alone: Site) -> None:
    """What answers is the server, not the app."""
    answer = httpx.get(f"{alone.url}{SERVICES}/telephony/getcalls/user/2")
    assert (answer.status_code, "ringback-reply" in answer.headers) == (404, False)
