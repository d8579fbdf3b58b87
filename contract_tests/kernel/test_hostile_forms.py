"""Hostile forms: bodies beyond the bound, multiparts that are damaged, and fields made to be slow."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest

from contract_tests.conftest import Running, Site, _fresh
from contract_tests.kernel.hostile import post, quickly, untouched
from ringback.serve.settings import ClockSetting, Settings
from ringback.wire.forms import pairs

MIB = 1 << 20
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"
UPLOAD = "/backoffice/FtpReceptionServlet"
FIELD = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
FILE = b'--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n'
END = b"\r\n--b--\r\n"
CAMPAIGN = "/unifiedconfig/config/campaign"
BASIC = {"authorization": f"Basic {b64encode(b'administrator@demo.local:demo').decode()}"}


@pytest.fixture(scope="module")
def small_server() -> Iterator[Running]:
    """A server that takes bodies of two megabytes, in place of 64."""
    running = Running(Settings(scenario="handbook", clock=ClockSetting.of("frozen"), most_body=2 * MIB))
    yield running
    running.stop()


@pytest.fixture
def small(small_server: Running) -> Iterator[Site]:
    """A world of that server."""
    yield from _fresh(small_server)


DOORS = {
    "tcn": (UPLOAD, MULTIPART, {}),
    "maxcontact": ("/webservices/services/management/user", "application/json", {}),
    "cisco": (CAMPAIGN, "application/xml", BASIC),
    "dialer360": ("/adminpanel/api.php", FORM, {}),
}


@pytest.mark.parametrize(("path", "kind", "headers"), DOORS.values(), ids=DOORS)
def test_a_body_beyond_the_bound_gets_a_declared_reply(
    small: Site, path: str, kind: str, headers: dict[str, str]
) -> None:
    """Announced or in chunks, a little too large or four times so."""
    for size in (2 * MIB + 1, 8 * MIB + MIB):
        with untouched(small, more=2):
            answers = [
                post(small, path, b"x" * size, kind, **headers),
                small.client.post(
                    f"{small.url}{path}", content=iter([b"x" * size]), headers={"content-type": kind, **headers}
                ),
            ]
        assert len({(answer.status_code, answer.headers["ringback-reply"]) for answer in answers}) == 1
        assert answers[0].status_code < 500


PARTS = {
    "nothing": b"",
    "no boundary in it": b"a=b&c=d",
    "another boundary": FIELD.replace(b"--b", b"--c") + b"x" + END.replace(b"--b", b"--c"),
    "cut in the boundary": FILE + b"x\r\n--",
    "cut in a header": FILE[:40],
    "cut in the content": FILE + b"x" * 10_000,
    "no name": b"--b\r\nContent-Disposition: form-data\r\n\r\nx" + END,
    "no headers": b"--b\r\n\r\nx" + END,
    "a NUL in the name": FIELD.replace(b'"a"', b'"\x00"') + b"x" + END,
    "no UTF-8": FILE.replace(b'"x"', b'"\xff\xfe"') + b"\xff\xfe\x00" + END,
    "a path as file name": FILE.replace(b'"x"', b'"../../../../etc/passwd"') + b"x" + END,
    "a quote that does not end": b'--b\r\nContent-Disposition: form-data; name="a\r\n\r\nx' + END,
    "a header of 5,000 bytes": b"--b\r\nX: " + b"a" * 5000 + b"\r\n\r\nx" + END,
    "a hundred headers": b"--b\r\n" + b"X: a\r\n" * 100 + b"\r\nx" + END,
    "a part within a part": b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nx\r\n--c--" + END,
    "base 64": FIELD.replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n") + b"!!" + END,
    "an encoding that is none": FIELD.replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: x\r\n\r\n") + b"x" + END,
}
TYPES = {
    "named": MULTIPART,
    "not named": "multipart/form-data",
    "empty": "multipart/form-data; boundary=",
    "quoted": 'multipart/form-data; boundary="b"',
    "of 300 letters": f"multipart/form-data; boundary={'b' * 300}",
    "no ASCII": "multipart/form-data; boundary=\u00e4",
    "many": "multipart/form-data" + "; a=b" * 5_000,
    "an open quote": 'multipart/form-data; boundary="' + ";" * 50_000,
}


@pytest.mark.parametrize("body", PARTS.values(), ids=PARTS)
def test_a_damaged_multipart_gets_a_declared_reply(tcn: Site, dialer360: Site, body: bytes) -> None:
    """Whatever the boundary is called; nothing is stored, no path of the host is touched."""
    for kind in TYPES.values():
        with untouched(tcn, more=1):
            assert 400 <= post(tcn, UPLOAD, body, kind).status_code < 500
        with untouched(dialer360, more=1):
            assert post(dialer360, "/adminpanel/api.php", body, kind).status_code < 500


SLOW: dict[str, tuple[str, Callable[[], bytes]]] = {
    "small fields": (MULTIPART, lambda: (FIELD + b"\r\n") * (4 * MIB // len(FIELD))),
    "small files": (MULTIPART, lambda: (FILE + b"\r\n") * (4 * MIB // len(FILE))),
    "headers of semicolons": (MULTIPART, lambda: (FIELD[:-4] + b'; x="' + b";" * 900 + b"\r\n\r\n\r\n") * 2000),
    "line ends": (MULTIPART, lambda: FILE + b"\r\n" * MIB + END),
    "nearly boundaries": (MULTIPART, lambda: FILE + b"\r\n--" * MIB + END),
    "escapes": (FORM, lambda: b"a=" + b"%41" * (4 * MIB)),
    "escapes that are none": (FORM, lambda: b"a=" + b"%" * (8 * MIB)),
    "pluses": (FORM, lambda: b"a=" + b"+" * (16 * MIB)),
    "ampersands": (FORM, lambda: b"&" * (16 * MIB)),
    "fields": (FORM, lambda: b"a&" * (8 * MIB)),
    "no UTF-8": (FORM, lambda: b"a=" + b"\xff" * (16 * MIB)),
    "names": (FORM, lambda: b"&".join(b"%d=" % number for number in range(500_000))),
}


@pytest.mark.parametrize("case", SLOW)
def test_a_form_made_to_be_slow_is_read_in_moderate_time(dialer360: Site, case: str) -> None:
    """Many fields, many escapes, much that nearly is something."""
    kind, body = SLOW[case]
    with quickly(), untouched(dialer360, more=1):
        assert post(dialer360, "/adminpanel/api.php", body(), kind).status_code == 200


@pytest.mark.parametrize("encoding", ["gzip", "br", "x-none"])
def test_an_encoded_body_is_not_decoded(dialer360: Site, encoding: str) -> None:
    """No bomb can be packed: the bytes are taken as they are."""
    with untouched(dialer360, more=1):
        answer = post(
            dialer360, "/adminpanel/api.php", b"\x1f\x8b\x08" + b"\x00" * 30, FORM, **{"content-encoding": encoding}
        )
    assert answer.status_code == 200


def test_a_long_escaped_text_is_read_as_it_was_meant() -> None:
    """Letters of several bytes, wherever the pieces are cut in which it is read; what is no escape stays."""
    for shift in range(9):
        text = "x" * shift + "\u20ac\U0001f600%+ =&" * 12_000
        assert pairs(urlencode({"a": text}).encode()) == [("a", text)]
    assert pairs(b"a=%4&b=%zz&%=%&c=%%41%e4%41") == [("a", "%4"), ("b", "%zz"), ("%", "%"), ("c", "%A\ufffdA")]
