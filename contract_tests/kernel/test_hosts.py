"""DESIGN 6, hosts of single apps: `tcn.localhost`, `<customer>.maxcontact.localhost` and so on."""

import socket

import httpx
import pytest

from contract_tests.conftest import Running, Site
from contract_tests.kernel.conftest import World, refusal

VERSION = "/adminpanel/api.php?source=test&user=6666&pass=1234&function=version"
LISTS = "/backoffice/RemoteBroadcastTemplateList?username=demo&password=demo"


def ask(site: Site, host: str, path: str = VERSION) -> httpx.Response:
    """Ask for a path in the site's world, under a host."""
    return site.client.get(f"{site.url}{path}", headers={"host": host})


@pytest.mark.parametrize(
    "host",
    [
        "dialer360.localhost",
        "dialer360.localhost:8080",
        "DIALER360.LocalHost:8080",
        "dialer360.localhost.",
        "a.dialer360.localhost",
    ],
)
def test_an_apps_own_host_answers_for_it(dialer360: Site, host: str) -> None:
    """In any case, with any port, and whatever stands before it."""
    answer = ask(dialer360, host)
    assert answer.text.startswith("VERSION: ")
    assert answer.headers["ringback-world"] == dialer360.world


@pytest.mark.parametrize(
    ("path", "host"),
    [
        (LISTS, "tcn.localhost"),
        ("/unifiedconfig/config/campaign", "cisco.localhost"),
        ("/webservices/services/apitoken/login/demo", "acme.maxcontact.localhost:8080"),
        ("/webservices/services/apitoken/login/demo", "maxcontact.localhost"),
    ],
)
def test_every_app_has_a_host(dialer360: Site, path: str, host: str) -> None:
    """A customer's name before it is as good as any."""
    assert "ringback-reply" in ask(dialer360, host, path).headers


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("tcn.localhost", "tcn.localhost"),
        ("cisco.localhost:8080", "cisco.localhost"),
        ("acme.maxcontact.localhost", "acme.maxcontact.localhost"),
        ("TCN.LOCALHOST.", "tcn.localhost"),
    ],
)
def test_a_path_of_another_app_is_refused_with_the_host_that_has_it(dialer360: Site, host: str, name: str) -> None:
    """404 of Ringback's own; the port of the hint is the one that was asked."""
    said = refusal(ask(dialer360, host), 404, "other_app")
    assert f"belongs to dialer360, whose host is dialer360.localhost; {name} is for others" in said
    port = host.partition(":")[1:]
    assert f"Call http://dialer360.localhost{''.join(port)}, or a host that is for all" in said


def test_apps_that_share_a_world_share_a_host(dialer360: Site) -> None:
    """Both MaxContact apps are one customer's."""
    for path in ("telephony/x", "management/x"):
        answer = ask(dialer360, "acme.maxcontact.localhost", f"/webservices/services/{path}")
        assert "other_app" not in answer.text


def test_what_is_refused_leaves_nothing_behind(handbook_server: Running) -> None:
    """Its world is not made."""
    site = handbook_server.site("hosts-nobody")
    refusal(ask(site, "tcn.localhost"), 404, "other_app")
    refusal(ask(site, "tcn.localhost", VERSION.replace("api", "%61pi")), 404, "other_app")
    assert site.control.get(f"worlds/{site.world}").status_code == 404


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:8080", "ringback", "app.localhost", "tcn.example.com", "tcn", ""]
)
def test_hosts_that_are_no_apps_answer_for_all(dialer360: Site, host: str) -> None:
    """Only `.localhost` after an app's name makes a host of its own."""
    assert ask(dialer360, host).status_code == 200


def test_the_name_of_a_world_is_no_host(handbook_server: Running) -> None:
    """A world may be called `tcn.localhost`."""
    site = handbook_server.site("tcn.localhost")
    assert ask(site, "localhost").text.startswith("VERSION: ")
    site.control.delete(f"worlds/{site.world}")


def test_the_control_plane_is_at_every_apps_host(handbook_server: Running) -> None:
    """DESIGN 6: the guard allows `*.localhost`."""
    for host in ("tcn.localhost:8080", "acme.maxcontact.localhost"):
        assert handbook_server.control.get("health", headers={"host": host}).status_code == 200


def test_the_header_names_the_world_as_elsewhere(dialer360: Site) -> None:
    """Without a prefix, `Ringback-World` does."""
    headers = {"host": "dialer360.localhost", "ringback-world": dialer360.world}
    answer = dialer360.client.get(f"{dialer360.root}{VERSION}", headers=headers)
    assert answer.headers["ringback-world"] == dialer360.world


def test_an_unknown_path_is_refused_as_elsewhere(library: World) -> None:
    """There is no app whose host could be named."""
    answer = library.call("GET", "/nothing/here", headers={"host": "library.localhost"})
    refusal(answer, 404, "unknown_path")


def test_a_host_of_rubbish_does_no_harm(dialer360: Site) -> None:
    """It is no app's."""
    host, port = dialer360.root.removeprefix("http://").split(":")
    for rubbish in (b"\xff.localhost", b":::.localhost", b"tcn.localhost@x", b"[::1].localhost/w/x"):
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            connection.sendall(b"GET " + VERSION.encode() + b" HTTP/1.1\r\nHost: " + rubbish + b"\r\n\r\n")
            assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
