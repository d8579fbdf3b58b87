"""The same requests give the same bytes: every section of the guide, asked of two busy worlds."""

from collections.abc import Iterator

from contract_tests.conftest import Running, Site
from contract_tests.tcn.busy import ask_everything, set_up
from contract_tests.tcn.succeeding import RIGHT

Said = tuple[int, list[tuple[str, str]], bytes]


def told(site: Site) -> Iterator[Said]:
    """All that a world says in its first two hours: statuses, headers and bodies."""
    set_up(site)
    for seconds in (0, 45, 600, 7200):
        site.advance(seconds)
        for reply in ask_everything(site):
            headers = [(name, value) for name, value in reply.headers.items() if name != "ringback-world"]
            yield reply.status_code, headers, reply.content


def test_two_worlds_say_the_same_to_the_byte(handbook_server: Running) -> None:
    """Sids, sessions, hashes, times, reports, zip and WAV files."""
    for name in ("same-1", "same-2"):
        handbook_server.control.put(f"worlds/{name}", json={}).raise_for_status()
    first, second = (list(told(handbook_server.site(name))) for name in ("same-1", "same-2"))
    for name in ("same-1", "same-2"):
        handbook_server.control.delete(f"worlds/{name}")
    assert len(first) == 4 * len(RIGHT)
    assert [one for one, other in zip(first, second, strict=True) if one != other] == []
    assert {status for status, _, _ in first} == {200, 400}
