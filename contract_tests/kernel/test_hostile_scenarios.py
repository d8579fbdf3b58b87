"""Hostile scenarios and exports: aliases that multiply, tags, depth, documents that are none: all or nothing."""

from collections.abc import Callable

import pytest

from contract_tests.conftest import Site
from contract_tests.kernel.conftest import refusal
from contract_tests.kernel.hostile import quickly, untouched

ROW = "&r {alias_id: x, phone_logins: [%s]}"
LAUGHS = "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
FRAGMENTS: dict[str, Callable[[], str | bytes]] = {
    "laughs": lambda: f"a: &a [x, x, x]\n{LAUGHS}",
    "laughs in files": lambda: "files:\n  a: &a [x, x, x]\n" + "  " + LAUGHS.replace("\n", "\n  "),
    "laughs in a list of texts": lambda: (
        "dialer360:\n  phone_aliases:\n  - alias_id: x\n    phone_logins:\n    - &a [x, x, x]\n"
        + "".join(
            f"    - &{name} [{', '.join(['*' + before] * 9)}]\n"
            for before, name in zip("abcdefg", "bcdefgh", strict=True)
        )
    ),
    "rows of one long row": lambda: f"dialer360: {{phone_aliases: [{ROW % ('a,' * 20_000)}, {'*r,' * 20_000}]}}",
    "files of one long file": lambda: (
        f"files: {{a: &a {'x' * 1_000_000}, {', '.join(f'b{number}: *a' for number in range(1_000))}}}"
    ),
    "an alias of itself": lambda: "&a [*a]",
    "a section of itself": lambda: "dialer360: &a {leads: *a}",
    "a row of itself": lambda: "dialer360: {leads: &a [*a]}",
    "a file of itself": lambda: "files: &a {x: *a}",
    "a key of itself": lambda: "? &a [*a]\n: 1",
    "an alias of nothing": lambda: "files: *a",
    "a merge": lambda: "files: {<<: {a: b}}",
    "a call": lambda: 'files: !!python/object/apply:os.system ["touch /tmp/hostile"]',
    "an object": lambda: "files: !!python/object/new:type {args: [x, !!python/tuple [], {}]}",
    "deep": lambda: "[" * 100_000,
    "deep in blocks": lambda: "".join(" " * depth + "-\n" for depth in range(3_000)),
    "deep keys": lambda: "? " * 50_000,
    "deep enough to recurse": lambda: "files: " + "[" * 900 + "]" * 900,
    "two documents": lambda: "files: {}\n---\nfiles: {}",
    "a NUL": lambda: b'files: {a: "\x00"}',
    "no UTF-8": lambda: b"\xff\xfe\x00",
    "a list": lambda: "[]",
    "a number": lambda: "7",
    "a long number": lambda: "dialer360: {leads: [{lead_id: " + "9" * 5_000 + "}]}",
    "no number": lambda: "faults: [{app: dialer360, latency_ms: .nan}]",
    "a probability of infinity": lambda: "faults: [{app: dialer360, latency_ms: 1, probability: .inf}]",
    "digits of another script": lambda: "dialer360: {leads: [{lead_id: \u0663}]}".encode(),
    "another scenario": lambda: "extends: /etc/passwd",
    "a generator": lambda: "generate: {dialer360: {leads: 100000000}}",
    "a table that is none": lambda: "dialer360: {__class__: []}",
    "a section that is none": lambda: "__proto__: {}",
    "the last of many rows": lambda: "dialer360: {leads: [" + "{lead_id: 0}, " * 1_000 + "{lead_id: x}]}",
}


@pytest.mark.parametrize("case", FRAGMENTS)
def test_a_fragment_made_to_harm_is_refused_whole(dialer360: Site, case: str) -> None:
    """400 or 404 with a hint; nothing of it is loaded, and nothing else waits for it."""
    body = FRAGMENTS[case]()
    with quickly(), untouched(dialer360):
        answer = dialer360.control.post(
            f"worlds/{dialer360.world}/load", content=body if isinstance(body, bytes) else body.encode()
        )
        error = answer.json()["error"]
        assert answer.status_code in (400, 404), answer.text
        assert set(error) == {"code", "message", "hint"}
        assert error["hint"]


def test_aliases_that_stand_for_little_are_taken(dialer360: Site) -> None:
    """A row that is written once and meant three times."""
    body = "dialer360: {phone_aliases: [&r {alias_id: x, phone_logins: [a, b]}, *r, *r]}"
    answer = dialer360.control.post(f"worlds/{dialer360.world}/load", content=body)
    assert answer.json()["loaded"] == {"dialer360": {"phone_aliases": 3}}


EXPORTS: dict[str, tuple[str, str]] = {
    "another format": ('"format":1', '"format":2'),
    "a long format": ('"format":1', f'"format":{"9" * 5_000}'),
    "a rate beyond all": ('"mode":"frozen","rate":0.0', '"mode":"scaled","rate":1e308'),
    "a negative rate": ('"mode":"frozen","rate":0.0', '"mode":"scaled","rate":-1'),
    "a year of nothing": ('"world":"2026-01-05T17:00:00Z"', '"world":"0001-01-01T00:00:00+14:00"'),
    "the last year": ('"world":"2026-01-05T17:00:00Z"', '"world":"9999-12-31T23:59:59Z"'),
    "another profile": ('"profile":"documented"', '"profile":"root"'),
    "a timer that nothing handles": (
        '"timers":[',
        '"timers":[{"due":"2026-01-05T17:00:00Z","room":"dialer360","kind":"none","key":1},',
    ),
    "a table that is none": ('"tables":{', '"tables":{"none":{"none":{"next_id":1,"rows":[]}},'),
    "a file that is no base 64": ('"files":{', '"files":{"x":"!!",'),
    "a member too many": ('"format":1', '"format":1,"more":1'),
    "deep": ('"files":{', '"files":{"x":' + "[" * 100_000),
    "cut off": ('"timers"', ""),
}


@pytest.mark.parametrize(("old", "new"), EXPORTS.values(), ids=EXPORTS)
def test_an_export_made_to_harm_is_refused_whole(dialer360: Site, old: str, new: str) -> None:
    """400; the world that is there stays, and one that is not is not made."""
    exported = dialer360.control.get(f"worlds/{dialer360.world}/export").text
    assert exported.count(old) >= 1
    body = exported.replace(old, new, 1).encode()
    with untouched(dialer360):
        for name in (dialer360.world, f"{dialer360.world}-new"):
            answer = dialer360.control.put(f"worlds/{name}/import", content=body)
            assert answer.status_code == 400, answer.text
            assert answer.json()["error"]["code"] in ("bad_export", "bad_value")
        assert dialer360.control.get(f"worlds/{dialer360.world}-new").status_code == 404


@pytest.mark.parametrize(
    "scenario", ["../../etc/passwd", "/etc/passwd", "..\\x", "handbook\x00", "x" * 10_000, "\u202e", ""]
)
def test_a_scenario_is_a_name_and_no_path(dialer360: Site, scenario: str) -> None:
    """400 for a path, 404 for another name."""
    before = dialer360.control.get(f"worlds/{dialer360.world}/export").json()
    answer = dialer360.control.put(f"worlds/{dialer360.world}", json={"scenario": scenario})
    assert answer.status_code == (400 if any(mark in scenario for mark in "/\\") else 404)
    assert dialer360.control.get(f"worlds/{dialer360.world}/export").json() == before


def test_an_export_that_names_a_path_as_its_scenario_reads_none(dialer360: Site) -> None:
    """Reset then goes back to the server's own scenario."""
    exported = dialer360.control.get(f"worlds/{dialer360.world}/export").text
    body = exported.replace('"scenario":"handbook"', '"scenario":"../../../../etc/passwd"')
    assert dialer360.control.put(f"worlds/{dialer360.world}/import", content=body).status_code == 200
    assert dialer360.control.post(f"worlds/{dialer360.world}/reset").status_code == 200
    assert dialer360.control.get(f"worlds/{dialer360.world}").json()["scenario"] == "handbook"
    refusal(dialer360.control.put(f"worlds/{dialer360.world}", json={"scenario": "passwd"}), 404, "unknown_scenario")
