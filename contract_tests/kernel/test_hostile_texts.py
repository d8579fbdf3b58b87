"""Texts made to be slow where texts are compared, searched or hidden: the journal, hints, hosts."""

from collections.abc import Callable, Iterator

import pytest

from contract_tests.conftest import Running, Site
from contract_tests.kernel.conftest import refusal
from contract_tests.kernel.hostile import quickly
from ringback.serve.settings import ClockSetting, Settings

# What opens a secret in one notation or another, without ever being one.
SLOW = {
    "elements that do not end": "<pass ",
    "elements with blanks": "<pass          ",
    "elements with prefixes": "<a:pass ",
    "parts without a body": 'Content-Disposition: form-data; name="pass"\r\n',
    "parts in one line": 'Content-Disposition: form-data; name="pass"',
    "names alone": 'name="pass"',
    "names in lines": 'name="pass"\r\n',
    "members": '"pass":"',
    "lists": '"pass":[',
    "objects": '"pass":{',
    "blanks behind members": '"pass"' + " " * 50,
    "backslashes": '"pass":"' + "\\" * 50,
    "fields": "&pass=",
    "tags": "<pass>",
    "prefixes": "<" + "a" * 50,
}


@pytest.mark.parametrize("piece", SLOW.values(), ids=SLOW)
def test_a_body_made_to_be_slow_to_hide_is_shown_in_moderate_time(dialer360: Site, piece: str) -> None:
    """In full, and where the journal is searched."""
    body = (piece * (100_000 // len(piece) + 1))[:100_000]
    for _ in range(5):
        dialer360.client.post(f"{dialer360.url}/adminpanel/api.php?function=version", content=body)
    url = f"worlds/{dialer360.world}/requests"
    with quickly():
        assert dialer360.control.get(f"{url}/1").json()["request"]["body"]
        assert dialer360.control.get(url, params={"contains": "\u00e4"}).json()["requests"] == []


def test_a_secret_is_hidden_in_a_part_with_all_the_headers_it_may_have(dialer360: Site) -> None:
    """Eight of them, in any order behind the first; none is shown."""
    headers = "".join(f"X-{number}: {'a' * 100}\r\n" for number in range(7))
    body = f'--b\r\nContent-Disposition: form-data; x=y; name="pass"; z=w\r\n{headers}\r\nhidden\r\n--b--\r\n'
    dialer360.client.post(
        f"{dialer360.url}/adminpanel/api.php",
        content=body,
        headers={"content-type": "multipart/form-data; boundary=b"},
    )
    shown = dialer360.control.get(f"worlds/{dialer360.world}/requests/1").json()["request"]["body"]
    assert "hidden" not in shown
    assert "***\r\n--b--" in shown


def test_a_hint_is_found_in_moderate_time(dialer360: Site) -> None:
    """Two thousand names that are nearly the one that is asked for."""
    names = [f"{'a' * 195}{number:04}" for number in range(2_000)]
    fragment = {"files": dict.fromkeys(names, "x")}
    dialer360.control.post(f"worlds/{dialer360.world}/load", json=fragment).raise_for_status()
    with quickly():
        said = refusal(dialer360.control.get(f"worlds/{dialer360.world}/files/{'a' * 199}"), 404, "unknown_file")
    assert "Did you mean" in said


def test_the_nearest_names_are_hinted_at(dialer360: Site) -> None:
    """Those that have most in common, best first."""
    files = dict.fromkeys(["lead.csv", "leads.csv", "other.txt", "x"], "x")
    dialer360.control.post(f"worlds/{dialer360.world}/load", json={"files": files}).raise_for_status()
    answer = dialer360.control.get(f"worlds/{dialer360.world}/files/leeds.csv")
    assert "Did you mean leads.csv or lead.csv?" in refusal(answer, 404, "unknown_file")


@pytest.mark.parametrize(
    "query",
    [
        "a:(" * 10_000,
        "(" * 30_000,
        "a" * 30_000,
        "a." * 15_000 + ":",
        "name:(%20" * 3_000,
        "%20" * 10_000,
        "a:" * 15_000,
    ],
    ids=lambda query: query[:8],
)
def test_a_search_made_to_be_slow_is_answered_in_moderate_time(dialer360: Site, query: str) -> None:
    """Cisco's search terms."""
    with quickly():
        answer = dialer360.client.get(
            f"{dialer360.url}/unifiedconfig/config/campaign?q={query}", auth=("administrator@demo.local", "demo")
        )
    assert answer.status_code == 200


UPLOADS = {
    "underscores": b"_" * 200_000,
    "blanks": b"\n" + b" " * 199_000,
    "lines of underscores": b"\n__" * 66_000,
    "nearly the marker": b"\n____DATA-START_ " * 12_000,
    "nearly the marker, with blanks": b"\n__ DATA-" + b" " * 190_000,
    "keys": b"login.a=\n" * 20_000,
    "long keys": b"login." + b"a" * 190_000,
    "equals signs": b"=" * 200_000,
    "line ends": b"\r" * 200_000,
}


@pytest.mark.parametrize("content", UPLOADS.values(), ids=UPLOADS)
def test_an_upload_made_to_be_slow_is_refused_in_moderate_time(tcn: Site, content: bytes) -> None:
    """TCN's marker between a header and its records."""
    with quickly():
        answer = tcn.client.post(f"{tcn.url}/backoffice/FtpReceptionServlet", files={"file": ("x.txt", content)})
    assert answer.status_code == 400


LONG: dict[str, Callable[[str], tuple[str, dict[str, str], bytes]]] = {
    "path": lambda text: (f"/backoffice/{text}", {}, b""),
    "query": lambda text: (f"/adminpanel/api.php?function=version&x={text}", {}, b""),
    "header": lambda text: ("/adminpanel/api.php?function=version", {"x": text}, b""),
    "name of a header": lambda text: ("/adminpanel/api.php?function=version", {text: "x"}, b""),
    "body": lambda text: ("/adminpanel/api.php?function=version", {}, text.encode()),
}


@pytest.fixture(scope="module")
def forgetful() -> Iterator[Running]:
    """A server whose journal keeps a megabyte."""
    settings = Settings(scenario="handbook", clock=ClockSetting.of("frozen"), most_journal=1 << 20)
    running = Running(settings)
    yield running
    running.stop()


@pytest.mark.parametrize("what", LONG)
def test_the_journal_stays_within_its_bound_whatever_is_long(forgetful: Running, what: str) -> None:
    """Of a hundred requests of 30,000 bytes, a megabyte holds some thirty; it says that others were dropped."""
    site = forgetful.site(f"long-{what.replace(' ', '-')}")
    path, headers, body = LONG[what]("x" * 30_000)
    for _ in range(100):
        assert "ringback-request" in site.client.post(f"{site.url}{path}", headers=headers, content=body).headers
    listed = site.control.get(f"worlds/{site.world}/requests", params={"limit": 10_000}).json()
    assert 10 < len(listed["requests"]) <= (1 << 20) // 30_000
    assert listed["truncated"]


def test_the_journal_stays_within_its_bound_however_many_headers_there_are(forgetful: Running) -> None:
    """A thousand short ones take more than their letters."""
    site = forgetful.site("headers")
    headers = [("x", "y")] * 1_000
    for _ in range(100):
        site.client.post(f"{site.url}/adminpanel/api.php?function=version", headers=headers)
    listed = site.control.get(f"worlds/{site.world}/requests", params={"limit": 10_000}).json()
    assert 0 < len(listed["requests"]) < 10
