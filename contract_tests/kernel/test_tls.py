"""`ringback serve --tls`: clients that insist on https, and on a certificate they trust."""

import re
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from contract_tests.kernel.test_cli import VERSION, Served, invoke, run, serve
from ringback.cli.refusal import Refusal
from ringback.cli.tls import names

PATH, _, QUERY = VERSION.partition("?")


@dataclass
class Secure:
    """A server that speaks TLS, and how to trust it."""

    served: Served
    ca_file: Path

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens."""
        host, _, port = self.served.url.removeprefix("https://").partition(":")
        return host, int(port)

    def connect(self, name: str = "localhost", **options: ssl.TLSVersion) -> ssl.SSLSocket:
        """A connection to the server by one of its names."""
        context = ssl.create_default_context(cafile=str(self.ca_file))
        for option, value in options.items():
            setattr(context, option, value)
        plain = socket.create_connection(self.address, timeout=10)
        return context.wrap_socket(plain, server_hostname=name, suppress_ragged_eofs=False)

    def client(self) -> httpx.Client:
        """A client that trusts it."""
        return httpx.Client(verify=ssl.create_default_context(cafile=str(self.ca_file)), base_url=self.served.url)


def secure(folder: Path, *options: str) -> Secure:
    """Start a server that speaks TLS, and find its authority's certificate as a user would."""
    served = serve(folder, "--tls", "--scenario", "handbook", *options)
    told = re.search(r"^Certificate authority: (\S+) ", served.banner, re.M)
    assert told is not None, served.banner
    return Secure(served, Path(told[1]))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secure]:
    """A server with one name of its own."""
    server = secure(tmp_path_factory.mktemp("tls"), "--log", "off", "--allow-host", "Mock.Example.com.")
    yield server
    server.served.process.terminate()
    server.served.process.communicate(timeout=10)


def test_clients_that_trust_the_authority_are_answered(server: Secure) -> None:
    """The ready file and the banner say https; the certificate of the authority is where the banner says."""
    assert server.served.url.startswith("https://127.0.0.1:")
    with server.client() as client:
        answer = client.get(VERSION)
        assert answer.text.startswith("VERSION: ")
        assert client.get("/_ringback/health").json()["status"] == "ok"


@pytest.mark.parametrize(
    "name",
    [
        "localhost",
        "127.0.0.1",
        "::1",
        "tcn.localhost",
        "cisco.localhost",
        "dialer360.localhost",
        "maxcontact.localhost",
        "acme.maxcontact.localhost",
        "mock.example.com",
    ],
)
def test_the_certificate_is_for_every_name_of_the_server(server: Secure, name: str) -> None:
    """Loopback by name and address, each app's host, and what `--allow-host` adds."""
    with server.connect(name) as connection:
        # With the name of another, TLS would not have come about.
        assert connection.version() is not None


def test_the_certificate_says_every_host_below_localhost(server: Secure) -> None:
    """For clients that take a wildcard there; those on OpenSSL do not."""
    with server.connect() as connection:
        certificate = connection.getpeercert()
    assert certificate is not None
    assert ("DNS", "*.localhost") in certificate["subjectAltName"]


@pytest.mark.parametrize("name", ["example.com", "evil.mock.example.com", "127.0.0.2", "localhost.example.com"])
def test_the_certificate_is_for_no_other_name(server: Secure, name: str) -> None:
    """A client that meant somebody else does not go on."""
    with pytest.raises(ssl.SSLCertVerificationError):
        server.connect(name)


def test_clients_that_do_not_trust_the_authority_do_not_go_on(server: Secure) -> None:
    """It is in nobody's store."""
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx.get(f"{server.served.url}{VERSION}")


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_old_and_new_clients_are_answered(server: Secure, version: ssl.TLSVersion) -> None:
    """TLS 1.2 and 1.3."""
    with server.connect(minimum_version=version, maximum_version=version) as connection:
        connection.sendall(f"GET {VERSION} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 OK")


def test_plain_http_gets_no_answer(server: Secure) -> None:
    """Nothing is said without TLS."""
    with socket.create_connection(server.address, timeout=10) as connection:
        connection.sendall(f"GET {VERSION} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        try:
            assert b"HTTP" not in connection.recv(65536)
        except ConnectionResetError:
            return


def test_both_ways_of_a_request_work(server: Secure) -> None:
    """Pipelined requests are answered in order: at once, by an escaped path, with a body in pieces, HEAD, at once."""
    body = f"{QUERY}&comments={'x' * 300_000}".encode()
    head = "Host: localhost\r\nContent-Type: application/x-www-form-urlencoded"
    requests = [
        f"GET {VERSION} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(),
        f"GET {VERSION.replace('api', '%61pi')} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(),
        f"POST {PATH} HTTP/1.1\r\n{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body,
        f"HEAD {VERSION} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(),
        f"GET {VERSION} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode(),
    ]
    with server.connect() as connection:
        connection.sendall(b"".join(requests))
        said = b""
        while piece := connection.recv(65536):
            said += piece
    assert said.count(b"HTTP/1.1 200 OK") == 5
    assert said.count(b"VERSION: ") == 4


def lost(server: Secure, transport: str) -> bytes:
    """What a client gets of a reply that a fault loses."""
    fault = {"app": "dialer360", "transport": transport, "times": 1}
    with server.client() as client:
        client.put(f"/_ringback/worlds/{transport}", json={}).raise_for_status()
        client.post(f"/_ringback/worlds/{transport}/faults", json=fault).raise_for_status()
    with server.connect() as connection:
        connection.sendall(f"GET /w/{transport}{VERSION} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        said = b""
        while piece := connection.recv(65536):
            said += piece
        return said


def test_a_reset_answer_is_a_connection_that_breaks(server: Secure) -> None:
    """TLS is not ended in order, and no byte comes before that."""
    with pytest.raises((ssl.SSLEOFError, ConnectionResetError)):
        lost(server, "reset")


def test_an_empty_answer_is_a_closed_connection(server: Secure) -> None:
    """TLS is ended in order, without a byte."""
    assert lost(server, "empty") == b""


def test_a_truncated_answer_promises_more_than_comes(server: Secure) -> None:
    """As without TLS: of the body, half arrives."""
    head, _, body = lost(server, "truncate").partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
    assert 0 < len(body) < length


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl on this machine")
def test_the_curl_line_of_the_banner_works_when_pasted(server: Secure) -> None:
    """It brings the authority's certificate along."""
    line = next(line for line in server.served.banner.splitlines() if " try " in line and "agent_status" in line)
    command = shlex.split(line.partition("try")[2])
    assert command[:3] == ["curl", "--cacert", str(server.ca_file)]
    ended = subprocess.run([*command, "--silent", "--show-error"], capture_output=True, text=True, timeout=10)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "TESTCAMP" in ended.stdout


def test_health_asks_for_no_trust(server: Secure, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks whether a server is ready need not know its authority: by the URL, or where the environment has it."""
    ended = run("health", server.served.url)
    assert (ended.returncode, ended.stderr) == (0, "")
    monkeypatch.setenv("RINGBACK_SERVE_READY_FILE", str(server.served.ready_file))
    assert run("health").returncode == 0


def test_two_servers_have_authorities_of_their_own(server: Secure, tmp_path: Path) -> None:
    """The key of one is of no use against clients of the other. `--ca-file` says where the certificate goes."""
    ca_file = tmp_path / "authority.pem"
    other = secure(tmp_path, "--ca-file", str(ca_file))
    assert other.ca_file == ca_file
    assert ca_file.read_text().count("BEGIN CERTIFICATE") == 1
    assert "PRIVATE KEY" not in ca_file.read_text()
    with pytest.raises(ssl.SSLCertVerificationError):
        Secure(other.served, server.ca_file).connect()
    with other.connect() as connection:
        other.served.process.send_signal(signal.SIGTERM)
        assert connection.recv(1) == b""
    _, errors = other.served.process.communicate(timeout=5)
    assert (other.served.process.returncode, errors) == (0, "")
    assert not ca_file.exists()


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--ca-file", "/nosuch/ca.pem"], "ringback: --ca-file is for --tls\nAdd --tls."),
        (
            ["--tls", "--ca-file", "/nosuch/ca.pem"],
            "ringback: --tls: a file cannot be written: /nosuch/ca.pem: No such",
        ),
        (["--tls", "--allow-host", "a_b.example.com"], "ringback: --tls: no certificate can be made: "),
        (["--tls", "--allow-host", "a b"], "ringback: --tls: no certificate can be made: "),
    ],
)
def test_what_tls_cannot_do_is_refused(options: list[str], problem: str) -> None:
    """Each refusal names the option and what to do."""
    refused = invoke("serve", "--port", "0", *options).exception
    assert isinstance(refused, Refusal)
    assert str(refused).startswith(problem)


def test_an_address_for_all_interfaces_is_no_name() -> None:
    """Where it listens is in the certificate, if a client can ask for it."""
    assert "0.0.0.0" not in names("0.0.0.0", (), ())
    assert "::" not in names("::", (), ())
    assert names("192.0.2.7", ("Mock.",), ("tcn",))[-4:] == ["tcn.localhost", "*.tcn.localhost", "192.0.2.7", "mock"]
