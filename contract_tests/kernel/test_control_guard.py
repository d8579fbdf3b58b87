"""DESIGN 6, the guard: strangers' pages and hosts are kept out of the control plane, and a token may be asked for."""

from collections.abc import Iterator

import httpx
import pytest

from contract_tests.conftest import Running
from contract_tests.kernel.conftest import World, refusal, running

PATHS = ("health", "worlds", "catalogue", "nowhere")


def ask(server: Running, path: str = "worlds", method: str = "GET", **headers: str) -> httpx.Response:
    """Ask with these headers."""
    return server.control.request(method, path, headers=headers)


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:8080",
        "localhost.",
        "local.",
        "ringback",
        "ringback_mock-1:8080",
        "127.0.0.1",
        "192.0.2.7:8080",
        "[::1]",
        "[::1]:8080",
        "app.localhost",
        "laptop.local",
        "host.docker.internal",
        "",
    ],
)
def test_hosts_that_no_stranger_can_name_are_answered(library_server: Running, host: str) -> None:
    """Addresses, names without a dot, and the names that local networks give out."""
    assert ask(library_server, host=host).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "example.com",
        "127.0.0.1.example.com",
        "localhost.example.com",
        "evil.internal.example",
        "evil.com:8080",
        "127.0.0.1@evil.com",
        "127.1",
        "evil.com#localhost",
        "[::1].evil.com",
        "local host",
    ],
)
def test_hosts_that_a_strangers_dns_could_point_here_are_refused(library_server: Running, host: str) -> None:
    """403 and a hint, for whatever path; health too."""
    for path in PATHS:
        assert "--allow-host" in refusal(ask(library_server, path, host=host), 403, "foreign_host")


@pytest.mark.parametrize(
    "origin", ["http://evil.com", "null", "https://127.0.0.1", "http://127.0.0.1:1", "http://", "x"]
)
def test_pages_of_another_origin_are_refused(library: World, library_server: Running, origin: str) -> None:
    """403, and nothing is done for them."""
    before = library.export()
    for method, path in (
        ("GET", "health"),
        ("POST", f"worlds/{library.name}/reset"),
        ("DELETE", f"worlds/{library.name}"),
    ):
        refusal(ask(library_server, path, method, origin=origin), 403, "foreign_origin")
    assert library.export() == before


def test_pages_of_the_servers_own_origin_are_answered(library_server: Running) -> None:
    """The console is one."""
    assert ask(library_server, origin=library_server.root).status_code == 200
    assert ask(library_server, host="ringback", origin="http://ringback").status_code == 200
    assert ask(library_server, host="ringback:80", origin="http://RINGBACK").status_code == 200
    assert ask(library_server, host="[::1]:8080", origin="http://[::1]:8080").status_code == 200


def test_no_answer_invites_another_origin(library_server: Running) -> None:
    """No CORS headers, not on a preflight either."""
    preflight = ask(library_server, method="OPTIONS", origin=library_server.root)
    refusal(preflight, 405, "bad_method")
    for answer in (preflight, ask(library_server)):
        assert [name for name in answer.headers if name.startswith("access-control")] == []


def test_vendor_paths_are_never_guarded(library: World) -> None:
    """A client of the vendor may come under any host and from any page."""
    headers = {"host": "api.example.com", "origin": "http://evil.com"}
    assert library.call("GET", "/library/books/1", headers=headers).status_code == 200


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server that asks for a token and is known by a public name."""
    server = running(tmp_path_factory, control_token="t0ken", allow_hosts=("Mock.Example.com",))
    yield server
    server.stop()


def test_a_token_is_asked_for(closed: Running) -> None:
    """401 says how to send it; unknown paths are not told apart without it."""
    for path in ("worlds", "nowhere"):
        answer = ask(closed, path)
        assert "Authorization: Bearer" in refusal(answer, 401, "unauthorized")
        assert answer.headers["www-authenticate"] == 'Bearer realm="ringback"'


@pytest.mark.parametrize("sent", ["Bearer", "Bearer x", "Bearer t0ken2", "Basic t0ken", "t0ken", "Bearer tökèn"])
def test_another_token_is_as_good_as_none(closed: Running, sent: str) -> None:
    """401."""
    answer = closed.control.get("worlds", headers={b"authorization": sent.encode("latin-1")})
    refusal(answer, 401, "unauthorized")


def test_the_token_opens_the_control_plane(closed: Running) -> None:
    """In any case of the word `Bearer`."""
    assert ask(closed, authorization="Bearer t0ken").status_code == 200
    assert ask(closed, authorization="bearer t0ken").status_code == 200


def test_health_and_vendors_need_no_token(closed: Running) -> None:
    """A container's health check has none, and neither have the vendor's clients."""
    assert ask(closed, "health").status_code == 200
    assert closed.client.get(f"{closed.root}/library/books/1").status_code == 200


def test_a_host_that_was_allowed_is_answered(closed: Running) -> None:
    """In any case and with any port; others are still refused."""
    for host in ("mock.example.com", "MOCK.EXAMPLE.COM:443", "mock.example.com."):
        assert ask(closed, "health", host=host).status_code == 200
    refusal(ask(closed, "health", host="x.mock.example.com"), 403, "foreign_host")
