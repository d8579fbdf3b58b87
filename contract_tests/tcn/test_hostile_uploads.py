"""Uploads that are damaged or meant to do damage: a declared reply comes back, and a refused one leaves no trace."""

from collections.abc import Callable
from typing import Any

import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import DEMO, ask
from contract_tests.tcn.succeeding import RIGHT

BOUNDARY = "b0undary"
END = f"--{BOUNDARY}--\r\n".encode()
KIND = f"multipart/form-data; boundary={BOUNDARY}"
MARKER = b"____DATA-START____\n"
SECTIONS = ("5", "6", "7", "53", "60", "42", "32", "33", "46")
NOT_UPLOADED = "An error occurred during the uploading of the https file!"
UNREADABLE = "An error occurred while attempting to read the given DNCL numbers!"

Content = Callable[[bytes], bytes]
Body = Callable[[bytes], bytes]


def content_of(section: str) -> bytes:
    """The file of a section that is taken."""
    sent = RIGHT[section][1]
    if "login.password" in sent:
        header = "".join(f"{key}={value}\n" for key, value in sent.items() if key != "data")
        return header.encode() + MARKER + sent["data"].encode()
    lines = {"32": "8015550101\n8015550102,2026/12/31 23:59\n", "33": "8015550101\n", "46": "Gil,Grey,gil,x,,,11,\n"}
    return (sent.get("file") or lines[section]).encode()


def part(name: str, content: bytes, rest: str = "", headers: bytes = b"") -> bytes:
    """A part of a multipart body."""
    first = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{rest}\r\n'
    return first.encode() + headers + b"\r\n" + content + b"\r\n"


def body_of(section: str, content: bytes, rest: str = '; filename="x"', headers: bytes = b"") -> bytes:
    """A whole multipart body with the file and whatever else the section needs."""
    sent = {} if section in RIGHT and "login.password" in RIGHT[section][1] else RIGHT[section][1]
    fields = [part(name, value.encode()) for name, value in sent.items() if name not in ("file", "dncl", "agentAccts")]
    return b"".join(fields) + part("file", content, rest, headers) + END


def state(site: Site) -> dict[str, Any]:
    """All rows, ids and timers of the world."""
    world: dict[str, Any] = site.control.get(f"worlds/{site.world}/export").json()
    return world


def answered(site: Site, section: str, body: bytes, kind: str = KIND) -> str:
    """Post a body; the text of the reply, which must be a declared one, and without effect when it refuses."""
    before = state(site)
    url = f"{site.url}/backoffice/{RIGHT[section][0]}"
    reply = site.client.post(url, content=body, headers={"content-type": kind} if kind else {})
    assert reply.status_code in (200, 400)
    assert reply.headers["ringback-reply"].startswith("tcn.")
    if reply.status_code == 400:
        assert state(site) == before
    return reply.text


@pytest.mark.parametrize("section", SECTIONS)
def test_a_body_may_be_cut_anywhere(tcn: Site, section: str) -> None:
    """The last boundary is missing: nothing is taken, and the uploads of lists say what is wrong."""
    whole = body_of(section, content_of(section))
    for place in (1, 12, 40, 80, len(whole) // 2, len(whole) - 30, len(whole) - len(END), len(whole) - 4):
        text = answered(tcn, section, whole[:place])
        assert not text.isdigit()
        assert section in ("42", "32", "33", "46") or text == NOT_UPLOADED


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data; boundary=other",
        "multipart/form-data; boundary=b0und",
        "multipart/form-data; boundary=",
        'multipart/form-data; boundary=""',
        "multipart/form-data; boundary=(.*)+",
        "multipart/form-data; boundary=" + "x" * 5000,
        "multipart/form-data",
        f"multipart/mixed; boundary={BOUNDARY}",
        "application/json",
        "application/x-www-form-urlencoded",
        "",
    ],
)
def test_a_body_may_be_announced_wrongly(tcn: Site, kind: str) -> None:
    """Another boundary, a part of the right one, none, or another type."""
    for section in SECTIONS:
        text = answered(tcn, section, body_of(section, content_of(section)), kind)
        assert not text.isdigit()
        assert "DNCL Upload" not in text


PARTS: dict[str, Body] = {
    "nothing": lambda whole: b"",
    "the end alone": lambda whole: END,
    "lone line feeds": lambda whole: whole.replace(b"\r\n", b"\n"),
    "a preamble": lambda whole: b"hello\r\n" + whole,
    "5000 parts before": lambda whole: b"".join(part(f"p{place}", b"") for place in range(5000)) + whole,
    "a name of 200 kB": lambda whole: part("n" * 200_000, b"") + whole,
    "a name that is no text": lambda whole: whole.replace(b'name="file"', b'name="\xff\xfe\x00"'),
    "no disposition": lambda whole: whole.replace(b"Content-Disposition", b"Content-Position"),
    "NULs in a header": lambda whole: whole.replace(b"form-data;", b"form-data;\x00\x00"),
    "a header of 1 MB": lambda whole: whole.replace(b'; filename="x"\r\n', b"\r\nX: " + b"y" * 1_000_000 + b"\r\n"),
    "20000 headers": lambda whole: whole.replace(b'; filename="x"\r\n', b"\r\n" + b"X: y\r\n" * 20_000),
    "another file before": lambda whole: part("file", b"x", '; filename="y"') + whole,
    "no file name": lambda whole: whole.replace(b'; filename="x"', b""),
    "a file name with quotes": lambda whole: whole.replace(b'"x"', b'"a\\"; name=\\"other\\""'),
}


@pytest.mark.parametrize("damage", PARTS)
def test_a_multipart_body_may_be_of_any_form(tcn: Site, damage: str) -> None:
    """Whatever comes of it is all or nothing."""
    for section in SECTIONS:
        answered(tcn, section, PARTS[damage](body_of(section, content_of(section))))


CONTENTS: dict[str, Content] = {
    "NULs": lambda text: b"\x00" * 100_000,
    "NULs among the values": lambda text: text.replace(b"=", b"=\x00", 3) + b"a\x00,\x00,8015550100\n",
    "UTF-16": lambda text: text.decode().encode("utf-16"),
    "Latin-1": lambda text: text + "Zoë,Müller,8015550107\n".encode("latin-1"),
    "half a surrogate": lambda text: text + b"a\xed\xa0\x80,b,8015550102\n",
    "line ends of all kinds": lambda text: text + "a\u2028b\x0b\x0c\x1c\x85c,d,8015550103\r\r\n".encode(),
    "no marker": lambda text: text.replace(MARKER, b""),
    "two markers": lambda text: text + MARKER + text,
    "a marker behind 300 kB": lambda text: b"file.1.a=b\n" * 30_000 + text,
    "a key of 100 kB": lambda text: b"file.1." + b"k" * 100_000 + b"=1\n" + text,
    "a value of 150 kB": lambda text: b"file.1.description=" + b"v" * 150_000 + b"\n" + text,
    "a list of another number": lambda text: b"file.99999999999999999999.country=x\n" + text,
    "blanks for a key": lambda text: b"  =\n" + text,
    "a quote that never ends": lambda text: text + b'"a,b\n' + b"x,y,8015550100\n" * 1000,
    "quotes within quotes": lambda text: text + b'"""a"",""","x""y"z"w",8015550105\n"a"b"c",d,8015550106\n',
    "a field of 200 kB": lambda text: text + b"q" * 200_000 + b",b,8015550104\n",
    "a quoted field of 200 kB": lambda text: text + b'"q\n' + b"q" * 200_000 + b'",b,8015550104\n',
    "a million commas": lambda text: text + b"," * 1_000_000 + b"\n",
    "a number of 10000 digits": lambda text: text + b"a,b," + b"8" * 10_000 + b"\n",
    "100000 empty lines": lambda text: text + b"\n" * 100_000,
    "100000 empty lines between": lambda text: text.replace(MARKER, MARKER + b"\r\n" * 100_000),
}


@pytest.mark.parametrize("damage", CONTENTS)
def test_a_file_may_hold_anything(tcn: Site, damage: str) -> None:
    """Whatever comes of it is all or nothing."""
    for section in SECTIONS:
        answered(tcn, section, body_of(section, CONTENTS[damage](content_of(section))))


def test_empty_lines_are_no_records(tcn: Site) -> None:
    """However many there are."""
    content = CONTENTS["100000 empty lines"](content_of("5"))
    assert answered(tcn, "5", body_of("5", content)) == "998547"
    assert tcn.row("task_groups", 998547, app="tcn")["records"] == 1


def test_numbers_in_the_request_do_not_make_up_for_a_file_that_is_cut(tcn: Site) -> None:
    """Neither is the list emptied for them, nor are they added."""
    before = tcn.rows("dncl", app="tcn")
    url = f"{tcn.url}/backoffice/RemoteDNCLAdd"
    sent = {**DEMO, "dncl": "8015550100", "replace": "true"}
    for body in (part("file", b"8015550101\n", '; filename="x"'), b""):
        reply = tcn.client.post(url, params=sent, content=body, headers={"content-type": KIND})
        assert (reply.status_code, reply.text) == (400, UNREADABLE)
    assert tcn.rows("dncl", app="tcn") == before


def test_a_long_do_not_call_list_is_added_whole_or_not_at_all(tcn: Site) -> None:
    """A line far behind that cannot be read leaves the list as it was, though it should have been emptied first."""
    lines = "".join(f"801{place:07}\n" for place in range(1200))
    url = f"{tcn.url}/backoffice/RemoteDNCLAdd"
    before = tcn.rows("dncl", app="tcn")
    for content, said in ((lines + "nobody\n", (400, UNREADABLE)), (lines, (200, "DNCL Upload Successful!"))):
        assert tcn.rows("dncl", app="tcn") == before
        reply = tcn.client.post(url, data={**DEMO, "replace": "true"}, files={"file": ("x", content)})
        assert (reply.status_code, reply.text) == said
    assert len(tcn.rows("dncl", app="tcn")) == 1200
    assert len(ask(tcn, "RemoteDNCLExport")[1].splitlines()) == 1200
    told = ask(tcn, "RemoteDNCLPurgeNumbers", dncl_numbers=lines.replace("\n", ",") + "8015550100")
    assert told[1].count("Success") == 1200
    assert told[1].endswith("8010001199,Success\n8015550100,Failure\n")
    assert ask(tcn, "RemoteDNCLExport") == (200, "The DNCL is empty.")
