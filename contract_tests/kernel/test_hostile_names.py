"""Hostile names and headers: paths in names of worlds, files and snapshots, forged hosts, lines in what is echoed."""

import json
from pathlib import Path

import httpx
import pytest

from contract_tests.cisco.conftest import campaign
from contract_tests.conftest import Running, Site
from contract_tests.kernel.hostile import CLOSE, LOGIN, VERSION, code, request, said, statuses, untouched
from contract_tests.kernel.kept import Begin

CAMPAIGN = "/unifiedconfig/config/campaign"
BASIC = "Authorization: Basic YWRtaW5pc3RyYXRvckBkZW1vLmxvY2FsOmRlbW8="
NO_NAMES = {
    "empty": "",
    "65 letters": "a" * 65,
    "a blank": "a%20b",
    "a NUL": "a%00",
    "a line end": "a%0d%0aRingback-World:%20b",
    "a colon": "a:b",
    "a backslash": "..%5c..%5cx",
    "another script": "%d9%a3",
    "no UTF-8": "%ff",
    "wide letters": "%ef%bd%81",
    "escaped twice": "%252e%252e",
    "a tilde": "~root",
    "a variable": "$HOME",
}


@pytest.mark.parametrize("name", NO_NAMES.values(), ids=NO_NAMES)
def test_no_world_is_made_of_a_name_that_none_can_have(handbook_server: Running, name: str) -> None:
    """400 by path and 4xx by the control plane; there are as many worlds as before."""
    worlds = handbook_server.control.get("worlds").json()
    by_path = said(handbook_server, request(f"/w/{name}{VERSION}", CLOSE))
    assert (statuses(by_path), code(by_path)) == ([400], "bad_world_name")
    put = said(
        handbook_server, request(f"/_ringback/worlds/{name}", CLOSE, "Content-Length: 2", method="PUT", body=b"{}")
    )
    assert statuses(put)[0] in (400, 404)
    assert handbook_server.control.get("worlds").json() == worlds


@pytest.mark.parametrize("name", ["", "a" * 65, "a b", "../x", "a/b", "\u00e4", "%2e%2e", "a%0d%0ab", "default\t?"])
def test_no_world_is_made_by_a_header_that_names_none(handbook_server: Running, name: str) -> None:
    """400; an empty header names the default world."""
    worlds = [world["name"] for world in handbook_server.control.get("worlds").json()["worlds"]]
    answer = said(handbook_server, request(VERSION, f"Ringback-World: {name}", CLOSE))
    assert statuses(answer) == ([400] if name else [200])
    assert [world["name"] for world in handbook_server.control.get("worlds").json()["worlds"]] == worlds


@pytest.mark.parametrize("path", ["/w/..{}", "/w/%2e%2e{}", "/w/.{}", "/w/...{}"])
def test_dots_are_a_name_like_any_other(handbook_server: Running, path: str) -> None:
    """No file is named after a world: `..` leads nowhere."""
    answer = said(handbook_server, request(path.format(VERSION), CLOSE))
    assert statuses(answer) == [200]
    name = answer.partition(b"ringback-world: ")[2].partition(b"\r\n")[0]
    assert name in (b".", b"..", b"...")
    assert statuses(said(handbook_server, request(f"/_ringback/worlds/{name.decode()}", CLOSE, method="DELETE"))) == [
        204
    ]


@pytest.mark.parametrize("path", ["/w/a%2fb{}", "/w/a/../b{}", "/w/a//b{}", "/w/a/w/b{}", "/w", "/w/a", "/W/a{}"])
def test_what_only_looks_like_a_world_is_an_unknown_path(handbook_server: Running, path: str) -> None:
    """404, and no world of that name."""
    answer = said(handbook_server, request(path.format(VERSION), CLOSE))
    assert (statuses(answer), code(answer)) == ([404], "unknown_path")
    assert {"a", "b", "a/b"}.isdisjoint(
        world["name"] for world in handbook_server.control.get("worlds").json()["worlds"]
    )


@pytest.mark.parametrize(
    "target",
    ["/%5fringback/worlds", "/_ringback/./worlds", "/x/../_ringback/worlds", "//_ringback/worlds", "/_RINGBACK/worlds"],
)
def test_no_detour_leads_past_the_guard(handbook_server: Running, target: str) -> None:
    """403 or 404 for a stranger's host, however the path is written."""
    answer = said(handbook_server, request(target, CLOSE, "Host: evil.example"))
    assert statuses(answer)[0] in (403, 404)
    assert b'"worlds"' not in answer


HOSTS = [
    "evil.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "evil.example.",
    "evil.example:80",
    "evil.example:localhost",
    "localhost@evil.example",
    "evil.example@localhost",
    "localhost:80@evil.example",
    "localhost#evil.example",
    "localhost/evil.example",
    "localhost\\evil.example",
    "localhost, evil.example",
    "localhost evil.example",
    "[::1].evil.example",
    "[::1%25eth0]",
    "[fe80::1%eth0]",
    "[::1]evil",
    "[evil.example]",
    "[::ffff:127.0.0.1",
    "0x7f.0.0.1",
    "127.1",
    "2130706433.example",
    "1.2.3.4.5",
    "256.1.1.1",
    "localhost:x",
    "evil\u00adlocal.example",
    "xn--lcalhost-54a.example",
    "\u00e4",
    "a." * 5000 + "b",
    "[" + ":" * 20_000,
    "127.0.0.1\u00a0",
]


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host[:30])
def test_a_forged_host_is_refused(handbook_server: Running, host: str) -> None:
    """403, before anything is looked at; one of two hosts is enough."""
    for headers in ((f"Host: {host}",), (f"Host: {host}", "Host: localhost"), ("Host: localhost", f"Host: {host}")):
        answer = said(handbook_server, request("/_ringback/worlds", CLOSE, *headers))
        assert (statuses(answer), code(answer)) == ([403], "foreign_host")


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "http://evil.example",
        "http://localhost.evil.example",
        "http://localhost@evil.example",
        "http://evil.example#localhost",
        "chrome-extension://localhost",
        "http://localhost:1",
        "http://localhost:99999",
        "http://localhost:x",
        "http://[::1",
        "http://[" + ":" * 20_000,
        "file://",
        "http://",
        "localhost",
        "//localhost",
        "http://localhost, http://evil.example",
        "\u00e4",
    ],
    ids=lambda origin: origin[:30],
)
def test_a_forged_origin_is_refused(handbook_server: Running, dialer360: Site, origin: str) -> None:
    """403; a page that names itself twice is none of ours either way."""
    with untouched(dialer360):
        for headers in ((f"Origin: {origin}",), ("Origin: http://localhost", f"Origin: {origin}")):
            target = f"/_ringback/worlds/{dialer360.world}/reset"
            answer = said(handbook_server, request(target, CLOSE, *headers, method="POST"))
            assert (statuses(answer), code(answer)) == ([403], "foreign_origin")


FORGED = [
    "a\tb",
    "a\u00e4b",
    'a"b',
    "a b",
    "<script>",
    "a%0d%0aSet-Cookie:x=y",
    "x" * 20_000,
    "dialer360.localhost.evil",
    "[::1%eth0]",
    "user:pass@host",
]


@pytest.mark.parametrize("host", FORGED, ids=lambda host: host[:20])
def test_a_forged_host_that_a_vendor_echoes_stays_in_its_header(
    handbook_server: Running, dialer360: Site, host: str
) -> None:
    """Cisco's Location repeats the Host: as one line, and nothing of it becomes a header."""
    body = campaign("forged").encode()
    target = f"/w/{dialer360.world}{CAMPAIGN}"
    headers = (f"Host: {host}", BASIC, "Content-Type: application/xml", f"Content-Length: {len(body)}", CLOSE)
    answer = said(handbook_server, request(target, *headers, method="POST", body=body))
    head = answer.partition(b"\r\n\r\n")[0].decode("utf-8")
    assert statuses(answer) == [201]
    (location,) = [line for line in head.split("\r\n") if line.lower().startswith("location: ")]
    assert location.startswith(f"location: http://{host}/w/{dialer360.world}{CAMPAIGN}/")
    assert "\nset-cookie" not in head.lower()


@pytest.mark.parametrize("text", ["a%0d%0aSet-Cookie:%20x=y", "a%0aX", "a%00", "%e2%80%a8", "%85", "%0c"])
def test_line_ends_in_values_reach_no_header(handbook_server: Running, dialer360: Site, text: str) -> None:
    """Whatever a parameter of any app says, the headers of the reply are the vendor's own and Ringback's."""
    targets = [
        f"/adminpanel/api.php?{LOGIN}&function={text}",
        f"/adminpanel/api.php?{LOGIN}&function=add_list&list_id=9999&list_name={text}&campaign_id={text}",
        f"/backoffice/RemoteBroadcastTemplateList?username={text}&password={text}",
        f"/backoffice/{text}",
        f"/webservices/services/apitoken/login/{text}",
        f"/webservices/services/telephony/{text}",
        f"{CAMPAIGN}?sort={text}&q={text}",
        f"{CAMPAIGN}/{text}",
    ]
    with untouched(dialer360, more=len(targets)):
        for target in targets:
            answer = said(handbook_server, request(f"/w/{dialer360.world}{target}", BASIC, CLOSE))
            head = answer.partition(b"\r\n\r\n")[0]
            assert statuses(answer)[0] < 500
            assert head.count(b"\n") == head.count(b"\r\n")
            assert not {line.partition(b":")[0].lower() for line in head.split(b"\r\n")} & {b"set-cookie", b"x"}


FILES = {
    "up": "../../../../etc/passwd",
    "up, escaped": "%2e%2e/%2e%2e/etc/passwd",
    "from the root": "/etc/passwd",
    "a drive": "C:%5cWindows%5cwin.ini",
    "a share": "%5c%5chost%5cshare%5cx",
    "a device": "dev/zero",
    "a stream": "x::$DATA",
    "a URL": "http://127.0.0.1:9/x",
    "spaces": "%20%20",
}


@pytest.mark.parametrize("name", FILES.values(), ids=FILES)
def test_a_file_is_named_and_nothing_more(handbook_server: Running, dialer360: Site, name: str) -> None:
    """A path is a name in the world: it comes back as it was put, and the host's disk is not looked at."""
    target = f"/_ringback/worlds/{dialer360.world}/files/{name}"
    unknown = said(handbook_server, request(target, CLOSE))
    assert (statuses(unknown), code(unknown)) == ([404], "unknown_file")
    put = said(handbook_server, request(target, CLOSE, "Content-Length: 4", method="PUT", body=b"mine"))
    assert statuses(put) == [201]
    assert said(handbook_server, request(target, CLOSE)).endswith(b"\r\n\r\nmine")


@pytest.mark.parametrize("name", ["a%0d%0ab", "a%00b", "%e2%80%ae", "", "a" * 1001, "%ff%00"])
def test_a_file_is_not_named_by_what_cannot_be_printed(handbook_server: Running, dialer360: Site, name: str) -> None:
    """400 or 404, and nothing is stored."""
    with untouched(dialer360):
        target = f"/_ringback/worlds/{dialer360.world}/files/{name}"
        answer = said(handbook_server, request(target, CLOSE, "Content-Length: 1", method="PUT", body=b"x"))
        assert statuses(answer)[0] in (400, 404)


def test_a_dnc_rule_reads_no_file_of_the_host(dialer360: Site) -> None:
    """Whatever path it names, only the world's own files are looked for."""
    headers = {"authorization": BASIC.partition(": ")[2], "content-type": "application/xml"}
    for path in (
        "/etc/passwd",
        "../../etc/passwd",
        "file:///etc/passwd",
        "\\\\host\\share",
        "/dev/zero",
        "/proc/self/mem",
    ):
        body = f"<dnc><name>rule</name><filePath>{path}</filePath></dnc>"
        answer: httpx.Response = dialer360.client.post(
            f"{dialer360.url}/unifiedconfig/config/dnc", content=body, headers=headers
        )
        assert answer.status_code < 500
    assert "root:" not in json.dumps(dialer360.control.get(f"worlds/{dialer360.world}/export").json())


@pytest.mark.parametrize("name", ["a%2fb", "a b", "%00", "a" * 65, "\u00e4"])
def test_a_snapshot_is_named_as_a_world_is(dialer360: Site, name: str) -> None:
    """4xx, and none is taken."""
    answer = dialer360.control.put(f"worlds/{dialer360.world}/snapshots/{name}")
    assert answer.status_code in (400, 404)
    assert dialer360.control.get(f"worlds/{dialer360.world}/snapshots").json() == {"snapshots": []}


def test_names_of_worlds_and_files_are_no_paths_in_a_state_file(begin: Begin, tmp_path: Path) -> None:
    """All is kept in the one file; nothing is written, or read, beside it."""
    first = begin()
    for name in ("..", "...", "-rf", ".ssh"):
        sent = request(f"/w/{name}/library/books", CLOSE, "Content-Length: 0", method="POST")
        assert statuses(said(first.running, sent)) == [400]
        target = f"/_ringback/worlds/{name}/files/../../../escaped"
        assert statuses(said(first.running, request(target, CLOSE, "Content-Length: 1", method="PUT", body=b"x"))) == [
            201
        ]
    assert first.save()
    assert {path.name for path in tmp_path.iterdir()} == {"state", "stocked.yaml"}
    again = begin()
    names = {world["name"] for world in again.running.control.get("worlds").json()["worlds"]}
    assert names == {"default", "..", "...", "-rf", ".ssh"}
    assert not any(tmp_path.parent.rglob("escaped"))
