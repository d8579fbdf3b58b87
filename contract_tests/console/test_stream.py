"""The stream of an open page: what moves it, what it is told, and how it ends."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx
import pytest

from contract_tests.conftest import Running, Site
from ringback.serve.settings import ClockSetting, Settings

GOOD = "source=test&user=6666&pass=1234&function=version"
Events = Iterator[tuple[str, str]]


def url(site: Site, query: str = "") -> str:
    """The stream's address."""
    return f"{site.root}/_ringback/console/w/{site.world}/events{query}"


@contextmanager
def listening(site: Site, query: str = "") -> Iterator[Events]:
    """The events from now on: kind and data."""
    with httpx.stream("GET", url(site, query), timeout=20) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = answer.iter_lines()
        assert next(lines) == "retry: 1000"
        yield _read(lines)


def _read(lines: Iterator[str]) -> Events:
    kind, data = "", []
    for line in lines:
        name, _, value = line.partition(": ")
        if name == "event":
            kind = value
        elif name == "data":
            data.append(value)
        elif not line and kind:
            yield kind, "\n".join(data)
            kind, data = "", []


def lines_of(text: str) -> list[str]:
    """The ids of a timeline's lines."""
    return re.findall(r'<li [^>]*id="([\w-]+)"', text)


def seen_by(site: Site, path: str = "floor") -> str:
    """The stream that a page opens."""
    page = site.client.get(f"{site.root}/_ringback/console/w/{site.world}/{path}").text
    found = re.search(r'data-stream="[^"?]*(\?[^"]*)"', page)
    assert found is not None
    return found[1].replace("&amp;", "&")


def test_a_page_is_told_that_something_happened(site: Site) -> None:
    """A request, a clock that was moved, a change by hand; what happens in other worlds is no matter."""
    with listening(site) as events:
        site.client.get(f"{site.root}/w/{site.world}x/adminpanel/api.php?{GOOD}")
        site.get(GOOD)
        assert next(events) == ("tick", "-")
        site.advance(1)
        assert next(events) == ("tick", "-")
        site.patch("campaigns", "TESTCAMP", active="N")
        assert next(events) == ("tick", "-")
    site.control.delete(f"worlds/{site.world}x")


def test_much_at_once_is_one_tick(site: Site) -> None:
    """Ticks do not pile up; of lines, the newest hundred requests are sent."""
    with listening(site, "?lines=yes") as events:
        for _ in range(130):
            site.get(GOOD)
        site.advance(60)
        told: list[str] = []
        while "line-130" not in told or "moment-" not in "".join(told):
            kind, data = next(events)
            told += lines_of(data) if kind == "lines" else []
        requests = [line for line in told if line.startswith("line-")]
        assert len(requests) == len(set(requests))


def test_timers_do_not_push_requests_out(site: Site) -> None:
    """A clock that leaps fires more timers than there is room for; the request before it is told all the same."""
    with listening(site, "?lines=yes") as events:
        site.get(GOOD)
        site.advance(40_000)
        told: list[str] = []
        while "line-1" not in told:
            told += lines_of(next(events)[1])


def test_a_line_ends_no_event(site: Site) -> None:
    """What stands in a path or a key is data, whatever ends a line there."""
    with listening(site, "?lines=yes") as events:
        for end in ("%0A", "%0D", "%0D%0A", "%E2%80%A8", "%0A%0A"):
            site.client.get(f"{site.url}/unifiedconfig/config/campaign/a{end}event: evil{end}data: x{end}{end}b")
        site.put("scripts", "a%0Aevent: evil%0A%0Ab")
        kinds, told = set(), 0
        while told < 6:
            kind, data = next(events)
            kinds.add(kind)
            told += len(lines_of(data))
        assert kinds <= {"tick", "lines"}


def test_what_happened_before_the_stream_was_open_is_told_first(site: Site) -> None:
    """A page that was made says what it had; so does one that lost its stream for a while."""
    query = seen_by(site, "timeline")
    assert "seen=1.2" in query or "seen=1." in query
    site.get(GOOD)
    site.advance(1)
    with listening(site, query) as events:
        kind, data = next(events)
        assert (kind, "line-1" in lines_of(data)) == ("lines", True)
        assert [line for line in lines_of(data) if line.startswith("moment-")]
        assert next(events)[0] == "tick"
    with listening(site, seen_by(site, "timeline")) as events:
        site.get(GOOD)
        assert lines_of(next(events)[1]) == ["line-2"]


@pytest.mark.parametrize("seen", ["x", "1", ".", "9.9", "-1.-1", "1.1.1", "9" * 500])
def test_a_page_that_says_nonsense_of_what_it_had_is_told_all_the_same(site: Site, seen: str) -> None:
    """At worst it is told too much."""
    with listening(site, f"?lines=yes&seen={seen}") as events:
        site.get(GOOD)
        while "line-1" not in lines_of(next(events)[1]):
            pass


def test_a_page_that_is_searched_is_told_of_what_its_search_finds(site: Site) -> None:
    """And of nothing beside requests, where those are wanted alone."""
    with listening(site, "?lines=yes&app=tcn") as tcn, listening(site, "?lines=yes&only=requests") as only:
        site.advance(1)
        site.get(GOOD)
        site.client.get(f"{site.url}/backoffice/RemoteAgentSkillsList")
        for events, wanted in ((tcn, ["line-2"]), (only, ["line-2", "line-1"])):
            told: list[str] = []
            while "line-2" not in told:
                told += lines_of(next(events)[1])
            assert sorted(told, reverse=True) == wanted


def test_a_filter_that_cannot_be_opens_no_stream(site: Site) -> None:
    """400 or 404, as the journal says."""
    assert site.client.get(url(site, "?lines=yes&status=many")).status_code == 400
    assert site.client.get(url(site, "?lines=yes&app=tnc")).status_code == 404


def test_a_page_learns_that_its_world_is_gone_and_that_another_has_come(site: Site) -> None:
    """Dropped, made again by a client's request, replaced."""
    with listening(site) as events:
        site.control.delete(f"worlds/{site.world}")
        assert next(events) == ("gone", "-")
        site.get(GOOD)
        assert next(events) == ("anew", "-")
        site.control.put(f"worlds/{site.world}", json={})
        assert next(events) == ("anew", "-")
        site.control.post(f"worlds/{site.world}/reset")
        assert next(events) == ("tick", "-")


def test_timers_alone_do_not_chase_the_page_that_makes_them_fire(
    site: Site, handbook_server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They fire because somebody looks: who looks again for them looks for ever."""
    monkeypatch.setattr("ringback.console.stream.PAUSE", 0)
    timer = {"world": site.world, "at": None, "app": "dialer360", "kind": "dial", "key": "TESTCAMP"}
    with listening(site) as events:
        handbook_server.gateway.pipeline.journal.publish("timer", timer)
        for _ in range(3):
            site.control.get("health")
        site.control.delete(f"worlds/{site.world}")
        assert next(events) == ("gone", "-")


def test_a_probe_of_a_stream_ends(site: Site) -> None:
    """HEAD says what it would be."""
    answer = site.client.head(url(site), timeout=5)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")


@pytest.fixture
def own() -> Iterator[Running]:
    """A server of the test's own."""
    running = Running(Settings(scenario="empty", clock=ClockSetting.of("frozen")))
    yield running
    running.stop()


def test_fifty_open_pages_are_told_and_forgotten(own: Running) -> None:
    """Each hears of what happens; of those that leave nothing is kept."""
    site, journal = own.site("default"), own.gateway.pipeline.journal
    with ExitStack() as stack:
        streams = [stack.enter_context(listening(site)) for _ in range(50)]
        assert len(journal.listeners) == 50
        site.get(GOOD)
        assert [next(events)[0] for events in streams] == ["tick"] * 50
    for _ in range(2_000):
        if not journal.listeners:
            break
        own.control.get("health")
    assert journal.listeners == set()


def test_the_streams_end_at_once_when_the_server_stops(own: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """No pause is kept, and no last word said."""
    monkeypatch.setattr("ringback.console.stream.PAUSE", 60)
    with listening(own.site("default")) as events:
        own.gateway.pipeline.journal.close()
        assert list(events) == []
